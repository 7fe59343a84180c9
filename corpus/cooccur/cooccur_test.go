package cooccur_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/internal/leaktest"
	"github.com/w2vattn/w2vattn/vocab"
)

// encode returns sentences as ids of the words that occur minCount times.
func encode(t testing.TB, sentences corpus.Lists, minCount, memory int64) (*corpus.IDs, *vocab.Vocab) {
	t.Helper()
	var c vocab.Counter
	ids, _, err := corpus.Encode(t.Context(), sentences, &c, memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ids.Close() })
	v, number := c.Vocab(vocab.Selection{MinCount: minCount})
	if err := ids.Renumber(number); err != nil {
		t.Fatal(err)
	}
	return ids, v
}

// randomSentences returns sentences of words whose frequencies fall.
func randomSentences(sentences, words int) corpus.Lists {
	random := rand.New(rand.NewPCG(1, 2))
	var all corpus.Lists
	for range sentences {
		var s []string
		for range random.IntN(30) {
			s = append(s, fmt.Sprintf("w%d", int(float64(words)*math.Pow(random.Float64(), 3))))
		}
		all = append(all, s)
	}
	return all
}

// pair is a row and a column.
type pair [2]vocab.ID

// define returns the co-occurrences by their definition.
func define(ids *corpus.IDs, c cooccur.Config) map[pair]float64 {
	x := map[pair]float64{}
	for draw := range max(1, c.Draws) {
		token := int64(0)
		for all := range ids.Sentences() {
			s := slices.DeleteFunc(slices.Clone(all), func(id vocab.ID) bool {
				token++
				return id < 0 || c.Keep != nil && !c.Keep(draw, token-1, id)
			})
			for i, a := range s {
				for j := i + 1; j < len(s) && j-i <= c.Window; j++ {
					w := map[string]float64{cooccur.Distance: 1 / float64(j-i), cooccur.Flat: 1,
						cooccur.Linear: 1 - float64(j-i-1)/float64(c.Window)}[c.Weighting] / float64(max(1, c.Draws))
					x[pair{a, c.Column(s[j], j-i)}] += w
					if c.Symmetric {
						x[pair{s[j], c.Column(a, i-j)}] += w
					}
				}
			}
		}
	}
	return x
}

// records returns rows as records.
func records(t testing.TB, rows iter.Seq2[cooccur.Row, error]) (all []cooccur.Record) {
	t.Helper()
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		for i, column := range row.Columns {
			all = append(all, cooccur.Record{Row: row.Word, Column: column, Weight: row.Weights[i]})
		}
	}
	return all
}

// TestCount compares with the definition, for windows shorter and longer than sentences.
func TestCount(t *testing.T) {
	ids, v := encode(t, randomSentences(200, 50), 20, 1<<30)
	for _, window := range []int{1, 2, 10, 22, 23, 1000, cooccur.MaxWindow} {
		for _, symmetric := range []bool{true, false} {
			for _, weighting := range cooccur.Weightings() {
				c := cooccur.Config{Window: window, Symmetric: symmetric, Weighting: weighting}
				want := define(ids, c)
				got := records(t, cooccur.Count(t.Context(), ids, v.Len(), c, cooccur.Options{}))
				if len(got) != len(want) || len(want) == 0 {
					t.Errorf("%+v: %d records, want %d", c, len(got), len(want))
				}
				for _, x := range got {
					if w := want[pair{x.Row, x.Column}]; math.Abs(x.Weight-w) > 1e-8*w {
						t.Fatalf("%+v: %+v, want %v", c, x, w)
					}
				}
				if !slices.IsSortedFunc(got, func(a, b cooccur.Record) int {
					return 2*int(max(-1, min(1, a.Row-b.Row))) + int(max(-1, min(1, a.Column-b.Column)))
				}) {
					t.Errorf("%+v: not sorted", c)
				}
			}
		}
	}
}

// TestKeepAndPositional compares with the definition where tokens are left out, in several draws,
// and columns have offsets, with one segment and with many.
func TestKeepAndPositional(t *testing.T) {
	ids, v := encode(t, randomSentences(200, 50), 20, 1<<30)
	keep := func(draw int, token int64, word vocab.ID) bool { return (token*7+int64(draw)+int64(word))%3 != 0 }
	for _, c := range []cooccur.Config{{Keep: keep}, {Keep: keep, Draws: 3}, {Positional: true},
		{Keep: keep, Draws: 2, Positional: true}, {Draws: 2}} {
		c.Window, c.Symmetric, c.Weighting = 4, true, cooccur.Linear
		want := define(ids, c)
		for _, memory := range []int64{0, 80} {
			got := records(t, cooccur.Count(t.Context(), ids, v.Len(), c, cooccur.Options{Memory: memory, Workers: 2}))
			if len(got) != len(want) {
				t.Errorf("%d draws, positional %v: %d records, want %d", c.Draws, c.Positional, len(got), len(want))
			}
			for _, x := range got {
				if w := want[pair{x.Row, x.Column}]; math.Abs(x.Weight-w) > 1e-9 || int(x.Column) >= c.Columns(v.Len()) {
					t.Fatalf("%d draws, positional %v: %+v, want %v", c.Draws, c.Positional, x, w)
				}
			}
		}
	}
}

// TestColumn: each word and offset has a column of its own.
func TestColumn(t *testing.T) {
	c := cooccur.Config{Window: 2, Positional: true}
	var columns []vocab.ID
	for word := range vocab.ID(3) {
		for _, offset := range []int{-2, -1, 1, 2} {
			columns = append(columns, c.Column(word, offset))
		}
	}
	for i, column := range columns {
		if int(column) != i {
			t.Errorf("columns %v", columns)
			break
		}
	}
	if c.Columns(3) != len(columns) || cooccur.Default().Columns(3) != 3 || cooccur.Default().Column(2, -1) != 2 {
		t.Errorf("%d columns, %d without offsets", c.Columns(3), cooccur.Default().Columns(3))
	}
}

// TestCountSmall counts a text by hand: x is no word of the vocabulary and takes no place, so the
// first sentence is a b a.
func TestCountSmall(t *testing.T) {
	ids, v := encode(t, corpus.Lists{{"a", "x", "b", "a"}, {"b", "a"}}, 2, 1<<30)
	got := records(t, cooccur.Count(t.Context(), ids, v.Len(),
		cooccur.Config{Window: 3, Symmetric: true, Weighting: cooccur.Distance}, cooccur.Options{}))
	a, b := vocab.ID(0), vocab.ID(1)
	want := []cooccur.Record{{a, a, 2. / 2}, {a, b, 1 + 1 + 1}, {b, a, 1 + 1 + 1}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestSameForAllOptions: neither workers nor memory, of ids or of segments, change a bit.
func TestSameForAllOptions(t *testing.T) {
	sentences := randomSentences(3000, 300)
	ids, v := encode(t, sentences, 1, 1<<30)
	onDisk, _ := encode(t, sentences, 1, 0)
	for _, window := range []int{10, 30} {
		c := cooccur.Config{Window: window, Symmetric: true, Weighting: cooccur.Distance}
		want := records(t, cooccur.Count(t.Context(), ids, v.Len(), c, cooccur.Options{Workers: 1}))
		for _, o := range []cooccur.Options{{Workers: 2}, {Workers: 7}, {Workers: 2, Memory: 1}, {Memory: 8 * 1000},
			{Memory: 8 * 20000}} {
			got := records(t, cooccur.Count(t.Context(), onDisk, v.Len(), c, o))
			if !slices.Equal(got, want) {
				t.Errorf("window %d: other records with %+v", window, o)
			}
		}
	}
}

// TestExact: with a window of at most 22, a sum of thirds is the nearest float64.
func TestExact(t *testing.T) {
	var sentences corpus.Lists
	for range 3 * 1001 {
		sentences = append(sentences, []string{"a", "x", "x", "b"})
	}
	ids, v := encode(t, sentences, 1, 1<<30)
	c := cooccur.Config{Window: 3, Weighting: cooccur.Distance}
	m, err := cooccur.Collect(cooccur.Count(t.Context(), ids, v.Len(), c, cooccur.Options{}), v.Len())
	if err != nil {
		t.Fatal(err)
	}
	a, _ := v.ID("a")
	b, _ := v.ID("b")
	if got := m.Weight(a, b); got != 1001 {
		t.Errorf("%v, want 1001", got)
	}
	if got := m.Weight(b, a); got != 0 {
		t.Errorf("one-sided: %v after b, want 0", got)
	}
}

// firstError returns the first error of rows.
func firstError(rows iter.Seq2[cooccur.Row, error]) error {
	for _, err := range rows {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestCountErrors(t *testing.T) {
	ids, v := encode(t, randomSentences(100, 20), 1, 1<<30)
	good := cooccur.Default()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		rows iter.Seq2[cooccur.Row, error]
		want string
	}{
		"window 0": {cooccur.Count(t.Context(), ids, v.Len(), cooccur.Config{Weighting: cooccur.Flat}, cooccur.Options{}),
			"window is 0, must be from 1 to 10000"},
		"weighting": {cooccur.Count(t.Context(), ids, v.Len(), cooccur.Config{Window: 1, Weighting: "x"},
			cooccur.Options{}), `window_weighting is "x", must be one of ["distance" "linear" "flat"]`},
		"draws": {cooccur.Count(t.Context(), ids, v.Len(), cooccur.Config{Window: 1, Weighting: cooccur.Flat, Draws: -1},
			cooccur.Options{}), "draws"},
		"one-sided offsets": {cooccur.Count(t.Context(), ids, v.Len(),
			cooccur.Config{Window: 1, Weighting: cooccur.Flat, Positional: true}, cooccur.Options{}), "positional"},
		"columns": {cooccur.Count(t.Context(), ids, 1<<20,
			cooccur.Config{Window: 5000, Weighting: cooccur.Flat, Positional: true, Symmetric: true}, cooccur.Options{}),
			"more positional columns than 2147483647"},
		"vocabulary": {cooccur.Count(t.Context(), ids, 5, good, cooccur.Options{}), "the vocabulary only 5 words"},
		"cancelled":  {cooccur.Count(cancelled, ids, v.Len(), good, cooccur.Options{}), context.Canceled.Error()},
		"cancelled segments": {cooccur.Count(cancelled, ids, v.Len(), good, cooccur.Options{Memory: 80}),
			context.Canceled.Error()},
	} {
		if err := firstError(c.rows); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// TestNoTemporaryFolder names the remedy.
func TestNoTemporaryFolder(t *testing.T) {
	ids, v := encode(t, randomSentences(100, 20), 1, 1<<30)
	t.Setenv("TMPDIR", t.TempDir()+"/none")
	rows := cooccur.Count(t.Context(), ids, v.Len(), cooccur.Default(), cooccur.Options{Memory: 80})
	if err := firstError(rows); err == nil || !strings.Contains(err.Error(), "a temporary file for the counts") {
		t.Errorf("%v", err)
	}
}

// TestStop: a caller may stop after any row; no goroutine is left.
func TestStop(t *testing.T) {
	ids, v := encode(t, randomSentences(300, 20), 1, 1<<30)
	for _, memory := range []int64{0, 8 * 100} {
		leaktest.None(t, func() {
			n := 0
			for _, err := range cooccur.Count(t.Context(), ids, v.Len(), cooccur.Default(),
				cooccur.Options{Memory: memory}) {
				if n++; n == 3 || err != nil {
					break
				}
			}
			if n != 3 {
				t.Errorf("%d rows", n)
			}
		})
	}
}

// TestNoPairs: texts without pairs.
func TestNoPairs(t *testing.T) {
	for _, sentences := range []corpus.Lists{nil, {{}}, {{"a"}, {"a"}}, {{"a", "x"}, {"y", "a"}}} {
		ids, v := encode(t, sentences, 2, 1<<30)
		rows := cooccur.Count(t.Context(), ids, v.Len(), cooccur.Default(), cooccur.Options{})
		if _, err := cooccur.Collect(rows, v.Len()); !errors.Is(err, cooccur.ErrNoPairs) {
			t.Errorf("%v: Collect: %v", sentences, err)
		}
		if _, err := cooccur.Write(io.Discard, rows); !errors.Is(err, cooccur.ErrNoPairs) {
			t.Errorf("%v: Write: %v", sentences, err)
		}
	}
}

// TestRoundTrip writes, reads and writes again, also from a shuffled file.
func TestRoundTrip(t *testing.T) {
	ids, v := encode(t, randomSentences(300, 40), 1, 1<<30)
	rows := cooccur.Count(t.Context(), ids, v.Len(), cooccur.Default(), cooccur.Options{})
	var file bytes.Buffer
	n, err := cooccur.Write(&file, rows)
	if err != nil || int64(file.Len()) != 16*n {
		t.Fatalf("%d records in %d bytes: %v", n, file.Len(), err)
	}
	shuffled := slices.Collect(slices.Chunk(slices.Clone(file.Bytes()), 16))
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(shuffled), func(i, j int) {
		shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
	})
	for _, b := range [][]byte{file.Bytes(), slices.Concat(shuffled...)} {
		m, err := cooccur.ReadMatrix(bytes.NewReader(b), v.Len())
		if err != nil {
			t.Fatal(err)
		}
		var again bytes.Buffer
		if _, err := cooccur.Write(&again, m.Rows()); err != nil || !bytes.Equal(again.Bytes(), file.Bytes()) {
			t.Errorf("%d bytes again, want %d: %v", again.Len(), file.Len(), err)
		}
		if err := m.Check(v, cooccur.Default()); err != nil || m.Records() != int(n) || m.Words() != v.Len() {
			t.Errorf("%d records, %d words, %v", m.Records(), m.Words(), err)
		}
	}
}

// failing fails after n bytes.
type failing struct{ n int }

func (f *failing) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, errors.New("full")
	}
	return len(p), nil
}

func TestWriteError(t *testing.T) {
	ids, v := encode(t, randomSentences(300, 40), 1, 1<<30)
	for _, n := range []int{0, 100} {
		rows := cooccur.Count(t.Context(), ids, v.Len(), cooccur.Default(), cooccur.Options{})
		if _, err := cooccur.Write(&failing{n}, rows); err == nil || err.Error() != "full" {
			t.Errorf("%v", err)
		}
	}
}

// record returns a record of a file.
func record(row, column int32, weight float64) []byte {
	var b bytes.Buffer
	for _, x := range []uint64{uint64(uint32(row)) | uint64(uint32(column))<<32, math.Float64bits(weight)} {
		for range 8 {
			b.WriteByte(byte(x))
			x >>= 8
		}
	}
	return b.Bytes()
}

func TestReadErrors(t *testing.T) {
	good := record(1, 2, .5)
	for name, c := range map[string]struct {
		second []byte
		want   string
	}{
		"row 0":           {record(0, 1, 1), "record 2 (at byte 16) has the row 0, must be from 1 to the 2 words"},
		"column 0":        {record(1, 0, 1), "has the column 0"},
		"row beyond V":    {record(3, 1, 1), "has the row 3"},
		"negative column": {record(1, -1, 1), "has the column -1"},
		"NaN":             {record(1, 1, math.NaN()), "record 2 (at byte 16) has the weight NaN"},
		"negative":        {record(1, 1, -1), "has the weight -1"},
		"zero":            {record(1, 1, 0), "has the weight 0"},
		"infinite":        {record(1, 1, math.Inf(1)), "has the weight +Inf"},
		"cut":             {record(1, 1, 1)[:15], "record 2 (at byte 16) is cut"},
		"twice":           {good, "two records have the row 1 and the column 2"},
	} {
		_, err := cooccur.ReadMatrix(bytes.NewReader(append(slices.Clone(good), c.second...)), 2)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if _, err := cooccur.ReadMatrix(strings.NewReader(""), 2); !errors.Is(err, cooccur.ErrNoPairs) ||
		err.Error() != "there are no records; count the corpus again" {
		t.Errorf("an empty file: %v", err)
	}
	broken := io.MultiReader(bytes.NewReader(good[:3]), iotestErr{})
	if _, err := cooccur.ReadMatrix(broken, 2); err == nil || err.Error() != "broken" {
		t.Errorf("a broken reader: %v", err)
	}
}

// iotestErr is a reader that fails.
type iotestErr struct{}

func (iotestErr) Read([]byte) (int, error) { return 0, errors.New("broken") }

// TestCheck: a file of another vocabulary is seen by its sums.
func TestCheck(t *testing.T) {
	ids, v := encode(t, randomSentences(300, 40), 1, 1<<30)
	c := cooccur.Default()
	m, err := cooccur.Collect(cooccur.Count(t.Context(), ids, v.Len(), c, cooccur.Options{}), v.Len())
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	var counts []int64
	for id, word := range v.All() {
		words, counts = append(words, word), append(counts, v.Count(id))
	}
	slices.Reverse(counts)
	other, err := vocab.New(words, counts)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Check(other, c); err == nil || !strings.Contains(err.Error(), "another vocabulary") {
		t.Errorf("another vocabulary: %v", err)
	}
	c.Window = 1
	if err := m.Check(v, c); err == nil {
		t.Error("a window of 1 passes")
	}
}

// FuzzRead: no input panics, and what is read can be written and read again.
func FuzzRead(f *testing.F) {
	f.Add(record(1, 2, .5))
	f.Add(append(record(1, 2, .5), 1))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := cooccur.ReadMatrix(bytes.NewReader(b), 100)
		if err != nil {
			return
		}
		var out bytes.Buffer
		if _, err := cooccur.Write(&out, m.Rows()); err != nil || out.Len() != len(b) {
			t.Errorf("%d bytes of %d: %v", out.Len(), len(b), err)
		}
	})
}

// BenchmarkCount counts 1 million tokens with a window of 10.
func BenchmarkCount(b *testing.B) {
	ids, v := encode(b, randomSentences(70_000, 20_000), 5, 1<<30)
	b.SetBytes(4 * ids.Tokens())
	for b.Loop() {
		for _, err := range cooccur.Count(b.Context(), ids, v.Len(), cooccur.Default(), cooccur.Options{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
