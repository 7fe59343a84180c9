package fasttext

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

// A model is what a test writes as fastText would, field by field.
type model struct {
	old     bool // the layout before version 11
	args    args
	words   []string
	counts  []int64
	labels  int32
	pruned  int64
	input   []float32 // the words' rows, then those of the buckets
	output  []float32
	version int32
}

// small returns a model of two words of dimension 1 without n-grams.
func small() model {
	return model{args: args{Dim: 1, Window: 5, Epoch: 5, MinCount: 1, Negative: 5, WordNGrams: 1, Loss: 2, Model: cbow,
		UpdateRate: 100, Sample: 1e-4}, words: []string{"a", "bc"}, counts: []int64{5, 2}, pruned: -1,
		input: []float32{1, 2}, output: []float32{0, 0}, version: newest}
}

// withNGrams returns a model of two words with n-grams of 1 to 1 letters in one bucket.
func withNGrams() model {
	m := small()
	m.args.Bucket, m.args.Min, m.args.Max = 1, 1, 1
	m.input = []float32{1, 2, 10}
	return m
}

// bytes returns the file of a model.
func (m model) bytes() []byte {
	var b bytes.Buffer
	put := func(all ...any) {
		for _, x := range all {
			binary.Write(&b, binary.LittleEndian, x)
		}
	}
	if !m.old {
		put([]byte(magic), m.version)
	}
	n := int32(len(m.words))
	total := int64(0)
	for _, c := range m.counts {
		total += c
	}
	put(m.args, n, n-m.labels, m.labels, total)
	if !m.old {
		put(m.pruned)
	}
	for i, word := range m.words {
		put([]byte(word), uint8(0), m.counts[i], int8(0))
	}
	for _, matrix := range [][]float32{m.input, m.output} {
		if !m.old {
			put(uint8(0))
		}
		put(int64(len(matrix))/int64(m.args.Dim), int64(m.args.Dim), matrix)
	}
	return b.Bytes()
}

// TestLayouts: the layouts before version 11, of version 11 and of version 12 have the same
// words.
func TestLayouts(t *testing.T) {
	old, eleven, twelve := small(), small(), small()
	old.old, eleven.version = true, 11
	for name, m := range map[string]model{"old": old, "11": eleven, "12": twelve} {
		file := m.bytes()
		if got := detect(format.Head{Bytes: file}); got < format.Likely {
			t.Errorf("%s: detected as %d", name, got)
		}
		c, err := formattest.Decode(Format, file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := formattest.Show(formattest.Output(c)); got != "[a:[1] bc:[2]]" || c.Words.Total() != 7 ||
			c.Subwords != nil {
			t.Errorf("%s: %s, %d occurrences, subwords %v", name, got, c.Words.Total(), c.Subwords)
		}
		for n := range file {
			if _, err := formattest.Decode(Format, file[:n]); err == nil {
				t.Errorf("%s: cut off at byte %d of %d, it is read", name, n, len(file))
			}
		}
	}
}

// TestNGrams: the vector of a word is the mean of its row and those of its n-grams. With one
// bucket, the three letters of <a> all have its vector 10.
func TestNGrams(t *testing.T) {
	c, err := formattest.Decode(Format, withNGrams().bytes())
	if err != nil {
		t.Fatal(err)
	}
	// fastText leaves out the n-grams of one letter that are < or > alone.
	want := fmt.Sprint([]float32{float32(1+10) / 2, float32(2+20) / 3})
	if got := fmt.Sprint(c.Vectors.Data); got != want {
		t.Errorf("vectors %s, want %s", got, want)
	}
	if v, ok := c.Subwords.Vector("zzz"); !ok || v[0] != 10 {
		t.Errorf("an unknown word has the vector %v, %v", v, ok)
	}
	none := withNGrams()
	none.pruned = 0 // a model that was pruned to no n-grams
	if c, err := formattest.Decode(Format, none.bytes()); err != nil || c.Subwords != nil || c.Vectors.Data[0] != 1 {
		t.Errorf("%+v, %v", c, err)
	}
}

// TestRepeatedWords: the first row of a word counts, and the rows of the buckets are still
// those at the end of the matrix.
func TestRepeatedWords(t *testing.T) {
	m := withNGrams()
	m.words, m.counts, m.input = []string{"a", "a", "\xff", "d"}, []int64{4, 3, 2, 1}, []float32{1, 2, 3, 4, 10}
	m.output = make([]float32, 4)
	c, err := formattest.Decode(Format, m.bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got := formattest.Show(formattest.Output(c)); got != `[a:[5.5] \xff:[6.5] d:[7]]` || c.Duplicates != 1 ||
		c.Repaired != 1 {
		t.Errorf("%s, %d duplicates, %d repaired", got, c.Duplicates, c.Repaired)
	}
	if c.Words.Count(0) != 4 || c.Words.Count(1) != 2 || c.Subwords.NGrams.Data[0] != 10 {
		t.Errorf("counts of %v, n-grams %v", c.Words, c.Subwords.NGrams.Data)
	}
}

// TestContradictions reads models whose parts do not fit each other.
func TestContradictions(t *testing.T) {
	change := func(base func() model, f func(m *model)) []byte {
		m := base()
		f(&m)
		return m.bytes()
	}
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"a row too few": {change(small, func(m *model) { m.input = m.input[:1] }), "has 1 rows, but there are 2 words"},
		"no bucket rows": {change(withNGrams, func(m *model) { m.input = m.input[:2] }),
			"has 2 rows, but there are 2 words and 1"},
		"too many rows": {change(withNGrams, func(m *model) { m.input = append(m.input, 4) }), "has 4 rows"},
		"NaN":           {change(small, func(m *model) { m.input[1] = nan }), `the vector of "bc" is NaN`},
		"infinity":      {change(small, func(m *model) { m.input[0] = inf }), `the vector of "a" is +Inf`},
		"an infinite n-gram": {change(withNGrams, func(m *model) { m.input[2] = inf }),
			`the vector of "a" is +Inf`},
		"an empty word": {change(small, func(m *model) { m.words[1] = "" }),
			`word 2 of 2: byte 113: the word ""`},
		"a negative count": {change(small, func(m *model) { m.counts[1] = -2 }), "has count -2"},
		"counts that overflow": {change(small, func(m *model) { m.counts = []int64{math.MaxInt64, 1} }),
			"the sum of the counts"},
		"quantised":                           {change(small, func(m *model) { m.pruned = 7 }), "quantised"},
		"longest n-gram 1 letter, shortest 3": {change(withNGrams, func(m *model) { m.args.Min = 3 }), "n-grams of 3 to 1"},
		"dimension 70,000": {change(small, func(m *model) { m.args.Dim = 70_000 }),
			"not a fastText model"},
		"loss 4":    {change(small, func(m *model) { m.args.Loss = 4 }), "not a fastText model"},
		"window -1": {change(small, func(m *model) { m.args.Window = -1 }), "not a fastText model"},
		"sample NaN": {change(small, func(m *model) { m.args.Sample = math.NaN() }),
			"not a fastText model"},
		"version 10":       {change(small, func(m *model) { m.version = 10 }), "version 10"},
		"bytes at the end": {append(small().bytes(), 0), "continues after the model"},
		"a word without end": {append(small().bytes()[:92], bytes.Repeat([]byte("a"), 1<<17)...),
			`no '\x00' in 65536 bytes`},
	} {
		_, err := formattest.Decode(Format, c.file)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// TestHugeClaims: a small file that claims a huge matrix is refused without the memory for
// it, whether the size of the file is known or not.
func TestHugeClaims(t *testing.T) {
	m := small()
	m.args.Dim = 1 << 16
	m.input, m.output = make([]float32, 2<<16), nil
	file := m.bytes()
	claim := bytes.Index(file, []byte("\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00")) // 2 rows of 1<<16
	binary.LittleEndian.PutUint64(file[claim:], math.MaxInt32*2)
	for _, size := range []int64{0, int64(len(file))} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := load(&format.Input{R: bufio.NewReader(bytes.NewReader(file)), Size: size})
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), "the file ends here") {
			t.Errorf("size %d: %v", size, err)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > 16<<20 {
			t.Errorf("size %d: %d bytes were allocated for a file of %d", size, n, len(file))
		}
	}
	binary.LittleEndian.PutUint64(file[claim:], math.MaxUint64)
	if _, err := formattest.Decode(Format, file); err == nil || !strings.Contains(err.Error(), "claims to be -1×65536") {
		t.Errorf("a negative number of rows: %v", err)
	}
}

// TestDetectTextAndBinary: text and other binary files are not taken for old models.
func TestDetectTextAndBinary(t *testing.T) {
	old := small()
	old.old = true
	for name, c := range map[string]struct {
		head string
		want format.Match
	}{
		"old model":                  {string(old.bytes()), format.Likely},
		"old model, cut off":         {string(old.bytes()[:55]), format.No},
		"magic alone":                {magic, format.Certain},
		"magic of the other order":   {swapped, format.Certain},
		"text":                       {strings.Repeat("the cat sat on the mat ", 9), format.No},
		"word2vec text":              {"2 3\nthe 1 2 3\ncat 4 5 6\n" + strings.Repeat("x 1 2 3\n", 9), format.No},
		"zeros":                      {strings.Repeat("\x00", 200), format.No},
		"ones":                       {strings.Repeat("\xff", 200), format.No},
		"safetensors":                {"\x40\x00\x00\x00\x00\x00\x00\x00{" + strings.Repeat(" ", 99), format.No},
		"numbers 1 as int32, a zero": {strings.Repeat("\x01\x00\x00\x00", 12) + strings.Repeat("\x00", 8), format.Likely},
	} {
		if got := detect(format.Head{Bytes: []byte(c.head)}); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// TestWriteRefuses: words that the dictionary cannot store, and an error of the vectors.
func TestWriteRefuses(t *testing.T) {
	for _, word := range []string{"", "a\x00b", strings.Repeat("a", 1<<16+1)} {
		err := write(io.Discard, formattest.Table(t, []string{"x", word}, nil, 1, 2))
		if err == nil || !strings.Contains(err.Error(), "word 1, ") || len(err.Error()) > 300 {
			t.Errorf("%.10q: %v", word, err)
		}
	}
	broken := errors.New("broken")
	out := formattest.Sample(t)
	out.Rows = func(yield func([]float32, error) bool) { yield(nil, broken) }
	if err := write(io.Discard, out); !errors.Is(err, broken) {
		t.Error(err)
	}
}
