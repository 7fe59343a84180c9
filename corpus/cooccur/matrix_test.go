package cooccur_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/vocab"
)

// randomRecords returns distinct records of a number of words, in a random order.
func randomRecords(random *rand.Rand, words int) []cooccur.Record {
	var all []cooccur.Record
	for row := range words {
		for column := range words {
			if random.IntN(3) == 0 {
				all = append(all, cooccur.Record{Row: vocab.ID(row), Column: vocab.ID(column), Weight: random.Float64() + 1e-9})
			}
		}
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// fileOf returns records as a file.
func fileOf(records []cooccur.Record) []byte {
	var file []byte
	for _, r := range records {
		file = append(file, record(int32(r.Row+1), int32(r.Column+1), r.Weight)...)
	}
	return file
}

// TestMatrix: a matrix that is read from records in any order has them all, and gives the
// same records when it is written and read again.
func TestMatrix(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		words := 1 + random.IntN(12)
		records := randomRecords(random, words)
		m, err := cooccur.ReadMatrix(bytes.NewReader(fileOf(records)), words)
		if len(records) == 0 {
			if !errors.Is(err, cooccur.ErrNoPairs) {
				t.Errorf("no records: %v", err)
			}
			continue
		}
		if err != nil || m.Words() != words || m.Records() != len(records) {
			t.Fatalf("seed %d: %d words, %d records, %v", seed, m.Words(), m.Records(), err)
		}
		want := map[[2]vocab.ID]float64{}
		for _, r := range records {
			want[[2]vocab.ID{r.Row, r.Column}] = r.Weight
		}
		for row := range vocab.ID(words) {
			if !slices.IsSorted(m.Row(row).Columns) || len(m.Row(row).Columns) != len(m.Row(row).Weights) {
				t.Errorf("row %d has the columns %v", row, m.Row(row).Columns)
			}
			for column := range vocab.ID(words) {
				if got := m.Weight(row, column); got != want[[2]vocab.ID{row, column}] {
					t.Errorf("seed %d: X(%d, %d) is %v, want %v", seed, row, column, got, want[[2]vocab.ID{row, column}])
				}
			}
		}
		slices.SortFunc(records, func(a, b cooccur.Record) int { return int(a.Row-b.Row)*words + int(a.Column-b.Column) })
		var b bytes.Buffer
		if n, err := cooccur.Write(&b, m.Rows()); err != nil || n != int64(len(records)) || !bytes.Equal(b.Bytes(),
			fileOf(records)) {
			t.Errorf("seed %d: written as %d records, %v", seed, n, err)
		}
		collected, err := cooccur.Collect(m.Rows(), words)
		if err != nil || fmt.Sprint(collected) != fmt.Sprint(m) {
			t.Errorf("seed %d: collected, it differs: %v", seed, err)
		}
	}
}

// TestRowsStop: a caller can stop at any row, of a matrix and of a file.
func TestRowsStop(t *testing.T) {
	records := []cooccur.Record{{Row: 0, Column: 1, Weight: 1}, {Row: 2, Column: 0, Weight: 2}, {Row: 4, Column: 4,
		Weight: 3}}
	m, err := cooccur.ReadMatrix(bytes.NewReader(fileOf(records)), 5)
	if err != nil {
		t.Fatal(err)
	}
	for stop := range 4 {
		var rows, read []vocab.ID
		for row := range m.Rows() {
			if len(rows) == stop {
				break
			}
			rows = append(rows, row.Word)
		}
		for r := range cooccur.Read(bytes.NewReader(fileOf(records)), 5) {
			if len(read) == stop {
				break
			}
			read = append(read, r.Row)
		}
		if want := []vocab.ID{0, 2, 4}[:stop]; !slices.Equal(rows, want) || !slices.Equal(read, want) {
			t.Errorf("stop at %d: rows %v of the matrix, %v of the file", stop, rows, read)
		}
	}
}

// TestCutAnywhere: a file that was cut is an error unless whole records are left; readers of
// any block size give the same.
func TestCutAnywhere(t *testing.T) {
	file := fileOf([]cooccur.Record{{Row: 0, Column: 1, Weight: 1}, {Row: 1, Column: 0, Weight: 2}, {Row: 1, Column: 1,
		Weight: 3}})
	for n := range len(file) + 1 {
		m, err := cooccur.ReadMatrix(iotest.OneByteReader(bytes.NewReader(file[:n])), 2)
		switch {
		case n == 0:
			if !errors.Is(err, cooccur.ErrNoPairs) {
				t.Errorf("an empty file: %v", err)
			}
		case n%16 == 0:
			if err != nil || m.Records() != n/16 {
				t.Errorf("%d bytes: %v", n, err)
			}
		default:
			var bad *cooccur.RecordError
			if !errors.As(err, &bad) || bad.Record != int64(n/16) || !strings.Contains(err.Error(), fmt.Sprintf("byte %d",
				n/16*16)) {
				t.Errorf("%d bytes: %v", n, err)
			}
		}
	}
}

// TestReadFile: errors name the file; a matrix that fits is returned.
func TestReadFile(t *testing.T) {
	v, err := vocab.New([]string{"cat", "dog"}, []int64{3, 1})
	if err != nil {
		t.Fatal(err)
	}
	c := cooccur.Config{Window: 2, Symmetric: true, Weighting: cooccur.Distance}
	dir := t.TempDir()
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"good":  {fileOf([]cooccur.Record{{Row: 0, Column: 1, Weight: 3}, {Row: 1, Column: 0, Weight: 3}}), ""},
		"empty": {nil, "there are no records"},
		"too heavy": {fileOf([]cooccur.Record{{Row: 1, Column: 0, Weight: 3.01}}),
			`word 2, "dog", add up to 3.01, but 1 occurrences`},
		"its column": {fileOf([]cooccur.Record{{Row: 0, Column: 1, Weight: 3.01}}), `word 2, "dog", add up to 3.01`},
		"huge": {fileOf([]cooccur.Record{{Row: 0, Column: 0, Weight: math.MaxFloat64}, {Row: 0, Column: 1,
			Weight: math.MaxFloat64}}), "add up to +Inf"},
		"other words": {fileOf([]cooccur.Record{{Row: 2, Column: 1, Weight: 1}}), "has the row 3"},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, test.file, 0o600); err != nil {
			t.Fatal(err)
		}
		m, err := cooccur.ReadFile(path, v, c)
		if test.want == "" {
			if err != nil || m.Weight(0, 1) != 3 {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
	if _, err := cooccur.ReadFile(filepath.Join(dir, "none"), v, c); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

func TestValidate(t *testing.T) {
	for _, c := range []struct {
		change func(*cooccur.Config)
		want   string
	}{
		{func(*cooccur.Config) {}, ""},
		{func(c *cooccur.Config) { c.Window = 1 }, ""},
		{func(c *cooccur.Config) { c.Window = cooccur.MaxWindow }, ""},
		{func(c *cooccur.Config) { c.Weighting = cooccur.Flat }, ""},
		{func(c *cooccur.Config) { c.Window = 0 }, "window is 0"},
		{func(c *cooccur.Config) { c.Window = -1 }, "window is -1"},
		{func(c *cooccur.Config) { c.Window = cooccur.MaxWindow + 1 }, "must be from 1 to"},
		{func(c *cooccur.Config) { c.Weighting = "" }, `window_weighting is ""`},
		{func(c *cooccur.Config) { c.Weighting = "steep" }, `window_weighting is "steep", must be one of`},
	} {
		config := cooccur.Default()
		c.change(&config)
		err := config.Validate()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", config, err, c.want)
		}
	}
}

// TestMaxRowSum: no row or column of a corpus is larger, and a word with words on all sides
// reaches it.
func TestMaxRowSum(t *testing.T) {
	for _, symmetric := range []bool{false, true} {
		for _, weighting := range cooccur.Weightings() {
			for _, window := range []int{1, 2, 5, 22, 23, 100} {
				c := cooccur.Config{Window: window, Symmetric: symmetric, Weighting: weighting}
				ids, v := encode(t, randomSentences(50, 10), 1, 1<<30)
				m, err := cooccur.Collect(cooccur.Count(t.Context(), ids, v.Len(), c, cooccur.Options{}), v.Len())
				if err != nil {
					t.Fatal(err)
				}
				if err := m.Check(v, c); err != nil {
					t.Errorf("%+v: %v", c, err)
				}
				middle := corpus.Lists{append(append(slices.Repeat([]string{"x"}, window), "y"), slices.Repeat([]string{"x"},
					window)...)}
				ids, v = encode(t, middle, 1, 1<<30)
				if m, err = cooccur.Collect(cooccur.Count(t.Context(), ids, v.Len(), c, cooccur.Options{}), v.Len()); err != nil {
					t.Fatal(err)
				}
				y, _ := v.ID("y")
				sum := 0.
				for _, w := range m.Row(y).Weights {
					sum += w
				}
				if want := c.MaxRowSum(1); math.Abs(sum-want) > 1e-6*want {
					t.Errorf("%+v: the row of y has the sum %v, want %v", c, sum, want)
				}
			}
		}
	}
}
