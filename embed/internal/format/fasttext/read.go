// Package fasttext is the model file of fastText (.bin, fasttext.cc),
// little-endian, versions 11 and 12:
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
// In versions 11 and 12 the parameters begin at byte 8, the dictionary at byte 64
// and its entries at byte 92. The numbers of a matrix, rows · columns · 4 bytes,
// follow its header row by row.
//
// Models before version 11 have neither magic, version and pruneidx_size nor
// the bytes quantised. The vector of a word is the mean of its row and the vectors of
// its n-grams; package subword computes those of unknown words. gensim reads
// the same vectors.
//
// Words that are invalid UTF-8 are written with \xNN, as in gensim; their
// n-grams are those of the original bytes. fastText writes no word twice; if
// one occurs twice, the first counts. Supervised models have labels instead of
// neighbours, and quantised models have no matrix: both are refused.
package fasttext

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/subword"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// The first bytes of a model in either byte order, the version that is written, and the
// values of the field model.
const (
	magic      = "\xba\x16\x4f\x2f"
	swapped    = "\x2f\x4f\x16\xba" // in the other byte order
	newest     = 12
	cbow       = 1
	skipGram   = 2
	supervised = 3
)

// args are the training parameters at the beginning of a model, in the order of the file.
// Only Dim, Model, Bucket, Min and Max are used; the others are checked.
type args struct {
	Dim, Window, Epoch, MinCount, Negative, WordNGrams, Loss, Model, Bucket, Min, Max, UpdateRate int32
	Sample                                                                                        float64
}

// plausible reports whether the numbers can be those of a model. Models before version 11
// are detected by it alone, since they have no magic; text is not plausible, because its
// first four bytes are a dimension of millions. The limits are far beyond the values in
// use.
func (a args) plausible() bool {
	return a.Dim > 0 && a.Dim <= 1<<16 && a.Window > 0 && a.Window < 1<<16 && a.Epoch > 0 && a.Epoch < 1<<16 &&
		a.Negative >= 0 &&
		a.Loss >= 1 && a.Loss <= 3 && a.Model >= cbow && a.Model <= supervised && a.Bucket >= 0 && a.Min >= 0 &&
		a.Max < 1<<10 && a.Sample >= 0
}

// name is the name of the format in messages.
const name = "fasttext"

// Format is fastText's model. The extension .bin stands for the word2vec
// binary format unless the content says otherwise.
var Format = format.Format{
	Name: name, Extensions: []string{".bin"}, Detect: detect, Load: load, Write: write,
	ReadDoc:    "yes, versions 11 and 12 and the layout before version 11, with subwords (`--oov subword`)",
	WrittenDoc: "yes, without subwords",
	StreamDoc:  "read whole",
	WordsDoc:   "a word ends at a NUL byte; the n-grams of a word that is not UTF-8 are made from its original bytes",
}

// detect also accepts models of the other byte order, so that load can explain why they
// cannot be read. A model without magic is only Likely, because the parameters could be
// other binary data.
func detect(h format.Head) format.Match {
	if bytes.HasPrefix(h.Bytes, []byte(magic)) || bytes.HasPrefix(h.Bytes, []byte(swapped)) {
		return format.Certain
	}
	var a args // a model of before version 11 begins with them
	if _, err := binary.Decode(h.Bytes, binary.LittleEndian, &a); err == nil && a.plausible() {
		return format.Likely
	}
	return format.No
}

// A reader reads a model from its beginning to its end. words, raw, counts and rows have an
// entry for each distinct word; entries counts repeated words too, because each has a row
// in the input matrix.
type reader struct {
	binfile.Reader
	args       args
	oldLayout  bool
	size       int64 // of the file in bytes; 0 if unknown
	words      *vocab.Builder
	raw        []string // the words before repair
	counts     []int64
	rows       []int // the row of each word in the matrix
	entries    int   // the number of entries of the dictionary
	pruned     int64 // pruneidx_size: −1 for n-grams, 0 for none, above 0 for a quantised model
	duplicates int
	repaired   int
}

// load reads a model and computes the vectors of its words: each row of the
// input matrix becomes the mean of itself and the vectors of the n-grams of its
// word, in place. The output matrix is not kept.
func load(in *format.Input) (*format.Contents, error) {
	r := &reader{Reader: binfile.Reader{R: in.R}, size: in.Size, words: vocab.NewBuilder(0)}
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

// fixed reads numbers, or structs of numbers, of fixed size. An error names the byte after
// those that were read.
func (r *reader) fixed(to ...any) error {
	for _, x := range to {
		if err := binary.Read(&r.Reader, binary.LittleEndian, x); err != nil {
			return fmt.Errorf("byte %d: %w", r.Offset, binfile.CutOff(err))
		}
	}
	return nil
}

// readArgs reads all that precedes the dictionary. An input without the magic has the
// layout before version 11, if its parameters are plausible.
func (r *reader) readArgs() error {
	if head, err := r.R.Peek(4); err != nil || string(head) != magic {
		r.oldLayout = true
		if string(head) == swapped {
			return errors.New("byte 0: a fastText model of a big-endian machine, which cannot be read; write its " +
				"vectors as " +
				"text (.vec) there")
		}
	} else {
		var version int32
		if err := r.fixed(new(int32), &version); err != nil {
			return err
		}
		if version != 11 && version != newest {
			return fmt.Errorf("byte 4: version %d of fastText's format; only 11 and %d can be read", version, newest)
		}
	}
	if err := r.fixed(&r.args); err != nil {
		return err
	}
	switch a := r.args; {
	case a.Model == supervised:
		return errors.New("a supervised fastText model: it classifies texts and its words have no neighbours; train one " +
			"with skipgram or cbow")
	case !a.plausible():
		return fmt.Errorf("byte 0: not a fastText model: dimension %d, window %d, model %d, loss %d, %d buckets, "+
			"n-grams "+
			"of %d to %d letters", a.Dim, a.Window, a.Model, a.Loss, a.Bucket, a.Min, a.Max)
	case a.Max > 0 && a.Bucket == 0:
		return errors.New("byte 0: n-grams without buckets")
	}
	return nil
}

// readDictionary reads the words and their counts. Memory grows with the words that are
// read, not with the size that the dictionary claims.
func (r *reader) readDictionary() error {
	var size, words, labels int32
	var tokens int64
	if err := r.fixed(&size, &words, &labels, &tokens); err != nil {
		return err
	}
	r.pruned = -1
	if !r.oldLayout {
		if err := r.fixed(&r.pruned); err != nil {
			return err
		}
	}
	switch {
	case labels != 0:
		return fmt.Errorf("a fastText model with %d labels: it classifies texts and its words have no neighbours",
			labels)
	case size < 0 || size != words:
		return fmt.Errorf("byte %d: %d entries but %d words", r.Offset, size, words)
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

// errQuantised is the error of a quantised model.
var errQuantised = errors.New("a quantised fastText model (.ftz), which has no matrix; use the .bin that it was made " +
	"from")

// readWord reads entry i of the dictionary. The type of an entry is 0 for a word and 1 for
// a label.
func (r *reader) readWord(i int) error {
	word, err := r.Until(0)
	if err != nil {
		return err
	}
	var count int64
	var kind int8
	if err := r.fixed(&count, &kind); err != nil {
		return err
	}
	if count < 0 || kind != 0 || word == "" {
		return fmt.Errorf("byte %d: the word %.60q has count %d and type %d", r.Offset, word, count, kind)
	}
	repaired, broken := format.Repair(word)
	if broken {
		r.repaired++
	}
	if _, isNew := r.words.Add(repaired); !isNew {
		r.duplicates++
		return nil
	}
	r.raw, r.counts, r.rows = append(r.raw, word), append(r.counts, count), append(r.rows, i)
	return nil
}

// matrixShape reads the header of a matrix. Both dimensions are checked before anything is
// allocated by them.
func (r *reader) matrixShape(name string) (rows, cols int64, err error) {
	var quantised uint8
	if !r.oldLayout {
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
		return 0, 0, fmt.Errorf("byte %d: the %s matrix claims to be %d×%d in a model of dimension %d", r.Offset, name,
			rows, cols, r.args.Dim)
	}
	return rows, cols, nil
}

// matrix reads the input matrix. Its rows are those of the words, in the order of the
// dictionary, then those of the buckets. The vectors and the subwords of the contents are
// parts of it.
func (r *reader) matrix(name string) (m blas32.General, err error) {
	rows, cols, err := r.matrixShape(name)
	if err != nil {
		return m, err
	}
	// There is a row for each word and, with n-grams, one for each bucket.
	need := int64(r.entries)
	if r.args.Max > 0 {
		need += int64(r.args.Bucket)
	}
	if rows < need || r.args.Max > 0 && rows != need {
		return m, fmt.Errorf("byte %d: the %s matrix has %d rows, but there are %d words and %d buckets",
			r.Offset, name, rows, r.entries, r.args.Bucket)
	}
	begin := r.Offset
	data, err := r.ManyFloats(int(rows*cols), r.size-begin)
	if err != nil {
		err = fmt.Errorf("byte %d, in %d numbers from byte %d on: %w", r.Offset, rows*cols, begin, err)
	}
	return blas32.General{Rows: int(rows), Cols: int(cols), Stride: int(cols), Data: data}, err
}

// skipOutput checks that the output matrix follows, and nothing else after it. The output
// vectors are needed for training only. Bytes after the model are an error, because then
// the sizes in it are wrong.
func (r *reader) skipOutput() error {
	rows, cols, err := r.matrixShape("output")
	if err != nil {
		return err
	}
	begin := r.Offset
	if err := r.Skip(4 * rows * cols); err != nil {
		return fmt.Errorf("byte %d: the output matrix has %d×%d numbers, but %d bytes follow: %w", r.Offset, rows, cols,
			r.Offset-begin, err)
	}
	switch _, err := r.R.ReadByte(); {
	case err == nil:
		return fmt.Errorf("byte %d: the file continues after the model", r.Offset)
	case !errors.Is(err, io.EOF):
		return fmt.Errorf("byte %d: %w", r.Offset, err)
	}
	return nil
}

// assemble returns the words with their vectors, and the subwords. Rows of repeated words
// are overwritten: the rows of the distinct words move to the start of the matrix, and the
// rows of the buckets stay at its end.
func (r *reader) assemble(m blas32.General) (*format.Contents, error) {
	for i, row := range r.rows {
		copy(linalg.Row(m, i), linalg.Row(m, row)) // the new row of a word is never after its old one
	}
	n := len(r.rows)
	c := &format.Contents{
		Vectors:    blas32.General{Rows: n, Cols: m.Cols, Stride: m.Stride, Data: m.Data[: n*m.Stride : n*m.Stride]},
		Duplicates: r.duplicates, Repaired: r.repaired,
	}
	if r.args.Max > 0 && r.pruned != 0 { // pruned is 0 in models that use no n-grams
		buckets := blas32.General{Rows: int(r.args.Bucket), Cols: m.Cols, Stride: m.Stride,
			Data: m.Data[r.entries*m.Stride:]}
		c.Subwords = subword.New(int(r.args.Min), int(r.args.Max), buckets, nil)
		if err := c.Subwords.Check(m.Cols); err != nil {
			return nil, err
		}
		c.Subwords.Average(r.raw, c.Vectors)
	}
	var err error
	if c.Words, err = r.words.Vocab(r.counts); err != nil {
		return nil, err
	}
	for i := range n {
		if err := format.CheckVector(c.Words.Word(vocab.ID(i)), linalg.Row(c.Vectors, i)); err != nil {
			return nil, err
		}
	}
	return c, nil
}
