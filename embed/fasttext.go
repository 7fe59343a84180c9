package embed

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"unicode/utf8"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// fastText's model (.bin, fasttext.cc), little-endian, versions 11 and 12:
//
//	magic, version           int32
//	dim, ws, epoch, minCount, neg, wordNgrams, loss, model, bucket, minn, maxn, lrUpdateRate   int32
//	t                        float64
//	size, nwords, nlabels    int32
//	ntokens, pruneidx_size   int64
//	size times: the word's bytes and a NUL, its count int64, its type int8
//	quantised                uint8
//	rows, columns            int64
//	the input matrix         float32: a row for each word, then one for each bucket of n-grams
//	quantised, rows, columns, the output matrix
//
// Before version 11 there were no magic, version, pruneidx_size and quantised.
// What a word's vector is, and that of a word which is not there, says Subwords.
// gensim reads the same; like gensim, broken UTF-8 in a word is shown as \xNN
// (its n-grams are those of the bytes). fastText writes no word twice; if one
// stands twice, the first counts. Models that classify have labels instead of
// neighbours, and quantised ones have no matrix: both are refused.

const (
	fastTextMagic   = "\xba\x16\x4f\x2f"
	fastTextSwapped = "\x2f\x4f\x16\xba" // in the other byte order
	fastTextVersion = 12
	// Values of the field model.
	fastTextCBOW       = 1
	fastTextSkipGram   = 2
	fastTextSupervised = 3
)

// fastTextArgs are the fields of a model's beginning that are kept.
type fastTextArgs struct {
	Dim, Window, Epoch, MinCount, Negative, WordNGrams, Loss, Model, Bucket, Min, Max, UpdateRate int32
	Sample                                                                                        float64
}

// plausible says whether these may be the numbers of a model without magic.
func (a fastTextArgs) plausible() bool {
	return a.Dim > 0 && a.Dim <= 1<<16 && a.Window > 0 && a.Window < 1<<16 && a.Epoch > 0 && a.Epoch < 1<<16 && a.Negative >= 0 &&
		a.Loss >= 1 && a.Loss <= 3 && a.Model >= fastTextCBOW && a.Model <= fastTextSupervised && a.Bucket >= 0 && a.Min >= 0 && a.Max < 1<<10 && a.Sample >= 0
}

// looksLikeOldFastText reports whether a file may begin with a model of before
// version 11.
func looksLikeOldFastText(head []byte) bool {
	var a fastTextArgs
	n, err := binary.Decode(head, binary.LittleEndian, &a)
	return err == nil && n <= len(head) && a.plausible()
}

// A fastTextReader reads a model.
type fastTextReader struct {
	byteCounter
	args    fastTextArgs
	old     bool
	size    int64 // of the file, 0 if unknown
	words   *vocab.Builder
	raw     []string // the words' bytes
	counts  []int64
	rows    []int // of the matrix, for each word
	entries int   // of the dictionary
	pruned  int64
	again   int
	broken  int
}

func openFastText(in *input) (*File, error) {
	r := &fastTextReader{byteCounter: byteCounter{r: in.r}, size: in.size, words: vocab.NewBuilder(0)}
	for _, step := range []func() error{r.readArgs, r.readDictionary} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	matrix, err := r.matrix("input")
	if err != nil {
		return nil, err
	}
	if err := r.skipOutput(); err != nil {
		return nil, err
	}
	return r.assemble(matrix)
}

// fixed reads numbers of known size.
func (r *fastTextReader) fixed(to ...any) error {
	for _, x := range to {
		if err := binary.Read(&r.byteCounter, binary.LittleEndian, x); err != nil {
			return fmt.Errorf("byte %d: %w", r.offset, cutOff(err))
		}
	}
	return nil
}

// readArgs reads up to the dictionary.
func (r *fastTextReader) readArgs() error {
	if head, err := r.r.Peek(4); err != nil || string(head) != fastTextMagic {
		r.old = true
		if string(head) == fastTextSwapped {
			return errors.New("byte 0: a fastText model of a big-endian machine, which fastText itself cannot read elsewhere either: write its vectors as text (.vec)")
		}
	} else {
		var version int32
		if err := r.fixed(new(int32), &version); err != nil {
			return err
		}
		if version != 11 && version != fastTextVersion {
			return fmt.Errorf("byte 4: version %d of fastText's format; known are 11 and %d", version, fastTextVersion)
		}
	}
	if err := r.fixed(&r.args); err != nil {
		return err
	}
	switch a := r.args; {
	case a.Model == fastTextSupervised:
		return errors.New("a supervised fastText model: it classifies texts and its words have no neighbours; train one with skipgram or cbow")
	case !a.plausible():
		return fmt.Errorf("byte 0: no fastText model: dimension %d, window %d, model %d, loss %d, %d buckets, n-grams of %d to %d letters", a.Dim, a.Window, a.Model, a.Loss, a.Bucket, a.Min, a.Max)
	case a.Max > 0 && a.Bucket == 0:
		return errors.New("byte 0: n-grams without buckets")
	}
	return nil
}

// readDictionary reads the words.
func (r *fastTextReader) readDictionary() error {
	var size, words, labels int32
	var tokens int64
	if err := r.fixed(&size, &words, &labels, &tokens); err != nil {
		return err
	}
	r.pruned = -1
	if !r.old {
		if err := r.fixed(&r.pruned); err != nil {
			return err
		}
	}
	switch {
	case labels != 0:
		return fmt.Errorf("a fastText model with %d labels: it classifies texts and its words have no neighbours", labels)
	case size < 0 || size != words:
		return fmt.Errorf("byte %d: %d entries but %d words", r.offset, size, words)
	case r.pruned > 0:
		return errQuantised
	}
	r.entries = int(size)
	for i := range r.entries {
		if err := r.readWord(i); err != nil {
			return fmt.Errorf("word %d of %d: %w", i+1, size, err)
		}
	}
	return nil
}

var errQuantised = errors.New("a quantised fastText model (.ftz): its matrix is gone; take the .bin it was made of")

func (r *fastTextReader) readWord(i int) error {
	word, err := r.until(0)
	if err != nil {
		return err
	}
	var count int64
	var kind int8
	if err := r.fixed(&count, &kind); err != nil {
		return err
	}
	if count < 0 || kind != 0 || word == "" {
		return fmt.Errorf("byte %d: the word %.60q has count %d and type %d", r.offset, word, count, kind)
	}
	shown := escape(word)
	if shown != word {
		r.broken++
	}
	if _, isNew := r.words.Add(shown); !isNew {
		r.again++
		return nil
	}
	r.raw, r.counts, r.rows = append(r.raw, word), append(r.counts, count), append(r.rows, i)
	return nil
}

// escape writes bytes that are no UTF-8 as \xNN.
func escape(word string) string {
	if utf8.ValidString(word) {
		return word
	}
	var b []byte
	for len(word) > 0 {
		r, n := utf8.DecodeRuneInString(word)
		if r == utf8.RuneError && n == 1 {
			b = append(b, `\x`...)
			b = append(b, strconv.FormatUint(uint64(word[0]), 16)...)
		} else {
			b = append(b, word[:n]...)
		}
		word = word[n:]
	}
	return string(b)
}

// matrixShape reads what stands before a matrix.
func (r *fastTextReader) matrixShape(name string) (rows, cols int64, err error) {
	var quantised uint8
	if !r.old {
		if err := r.fixed(&quantised); err != nil {
			return 0, 0, err
		}
	}
	if quantised != 0 {
		return 0, 0, errQuantised
	}
	if err := r.fixed(&rows, &cols); err != nil {
		return 0, 0, err
	}
	if cols != int64(r.args.Dim) || rows < 0 || rows > math.MaxInt32*2 {
		return 0, 0, fmt.Errorf("byte %d: the %s matrix claims to be %d×%d in a model of dimension %d", r.offset, name, rows, cols, r.args.Dim)
	}
	return rows, cols, nil
}

// matrix reads the input matrix.
func (r *fastTextReader) matrix(name string) (m blas32.General, err error) {
	rows, cols, err := r.matrixShape(name)
	if err != nil {
		return m, err
	}
	need := int64(r.entries)
	if r.args.Max > 0 {
		need += int64(r.args.Bucket)
	}
	if rows < need || r.args.Max > 0 && rows != need {
		return m, fmt.Errorf("byte %d: the %s matrix has %d rows, but there are %d words and %d buckets", r.offset, name, rows, r.entries, r.args.Bucket)
	}
	data, err := r.manyFloats(int(rows*cols), r.size-r.offset)
	return blas32.General{Rows: int(rows), Cols: int(cols), Stride: int(cols), Data: data}, err
}

// manyFloats reads n float32, taking no more memory at once than the left bytes
// of the file account for.
func (b *byteCounter) manyFloats(n int, left int64) ([]float32, error) {
	begin := b.offset
	data := simd.Alloc(min(n, int(max(left/4, 1<<16))))
	buf := make([]byte, 1<<16)
	for done := 0; ; {
		if err := b.floats(data[done:], len(data)-done, buf); err != nil {
			return nil, fmt.Errorf("byte %d, in %d numbers from byte %d on: %w", b.offset, n, begin, err)
		}
		if done = len(data); done == n {
			return data, nil
		}
		data = append(data, make([]float32, min(n-done, done))...)
	}
}

// skipOutput makes sure that the output matrix is there, and nothing else.
func (r *fastTextReader) skipOutput() error {
	rows, cols, err := r.matrixShape("output")
	if err != nil {
		return err
	}
	if n, err := io.CopyN(io.Discard, &r.byteCounter, 4*rows*cols); err != nil {
		return fmt.Errorf("byte %d: the output matrix is to have %d×%d numbers, there are %d bytes: %w", r.offset, rows, cols, n, cutOff(err))
	}
	if _, err := r.r.ReadByte(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("byte %d: the file goes on after the model", r.offset)
	}
	return nil
}

// assemble makes a table of words and matrix.
func (r *fastTextReader) assemble(m blas32.General) (*File, error) {
	for i, row := range r.rows {
		copy(linalg.Row(m, i), linalg.Row(m, row)) // no word stands behind its row
	}
	n := len(r.rows)
	vectors := blas32.General{Rows: n, Cols: m.Cols, Stride: m.Stride, Data: m.Data[: n*m.Stride : n*m.Stride]}
	var sub *Subwords
	if r.args.Max > 0 && r.pruned != 0 { // fastText makes no n-grams when it is 0
		buckets := int(r.args.Bucket)
		sub = &Subwords{Min: int(r.args.Min), Max: int(r.args.Max), NGrams: blas32.General{Rows: buckets, Cols: m.Cols, Stride: m.Stride, Data: m.Data[r.entries*m.Stride:]}}
		if err := sub.check(m.Cols); err != nil {
			return nil, err
		}
		sub.withWords(r.raw, vectors)
	}
	words, err := r.words.Vocab(r.counts)
	if err != nil {
		return nil, err
	}
	for i := range n {
		if err := checkVector(words.Word(vocab.ID(i)), linalg.Row(vectors, i)); err != nil {
			return nil, err
		}
	}
	t, err := New(words, vectors)
	if err == nil && sub != nil {
		t, err = t.WithSubwords(sub)
	}
	return &File{Table: t, Duplicates: r.again, Repaired: r.broken}, err
}
