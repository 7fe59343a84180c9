package parquet

import (
	"context"
	"io"
	"iter"

	"github.com/parquet-go/parquet-go"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/version"
	"github.com/w2vattn/w2vattn/vocab"
)

// Name is the name of the format.
const Name embed.Format = "parquet"

func init() { format.Register(&parquetFormat) }

// parquetFormat describes the format. A file cannot be compressed as a whole, because
// reading it begins at its end.
var parquetFormat = format.Format{
	Name: string(Name), Extensions: []string{".parquet"}, Detect: detect, Open: open,
	Write:   func(w io.Writer, out *format.Output) error { return write(w, out.Words, out.Dim, out.Rows, nil) },
	ReadDoc: "yes: columns `word`, `vector` (lists of float16, float32 or float64), `count`", WrittenDoc: "yes",
	StreamDoc: "yes", WordsDoc: "any UTF-8",
}

// Options are what a file holds beside words, counts and vectors.
type Options struct {
	// Map adds the columns x, y and neighbors. The nearest words of all words are sought,
	// which takes O(V²·D) time.
	Map bool
}

// Write writes a stream to the Parquet file at path, which appears whole or not at all.
// Vectors are streamed; with o.Map they are read into memory unless the stream is that of a
// table. Errors are those of s.Rows, ctx and the file system.
func Write(ctx context.Context, path string, s *embed.Stream, o Options) error {
	var p *places
	if o.Map {
		t, err := s.Table()
		if err != nil {
			return err
		}
		if p, err = newPlaces(ctx, t); err != nil {
			return err
		}
	}
	return atomicfile.Write(path, func(w io.Writer) error { return write(w, s.Words, s.Dim, s.Rows, p) })
}

// A row is a row of a file without a map.
type row struct {
	Word   string    `parquet:"word"`
	Count  *int64    `parquet:"count"`
	Vector []float32 `parquet:"vector,list"`
}

// A mapRow is a row of a file with a map.
type mapRow struct {
	Word      string    `parquet:"word"`
	Count     *int64    `parquet:"count"`
	Vector    []float32 `parquet:"vector,list"`
	X         float64   `parquet:"x"`
	Y         float64   `parquet:"y"`
	Neighbors neighbors `parquet:"neighbors"`
}

// neighbors are the nearest words of a word: their rows, and 1 − cosine.
type neighbors struct {
	IDs       []int64   `parquet:"ids,list"`
	Distances []float64 `parquet:"distances,list"`
}

// write writes V words and their vectors of length dim, and their places if p is not nil.
func write(w io.Writer, words *vocab.Vocab, dim int, rows iter.Seq2[[]float32, error], p *places) error {
	out := format.Output{Words: words, Dim: dim, Rows: rows}
	if err := out.CheckNotEmpty(string(Name)); err != nil {
		return err
	}
	if p == nil {
		return writeRows(w, dim, plainRows(&out))
	}
	return writeRows(w, dim, p.rows(plainRows(&out)))
}

// plainRows yields the rows of a file without a map. Each is valid until the next
// iteration.
func plainRows(out *format.Output) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		var count int64
		for e, err := range out.Entries() {
			r := row{Word: e.Word, Vector: e.Vector}
			if err == nil && out.Words.Counted() {
				count = out.Words.Count(e.ID)
				r.Count = &count
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// groupBytes is about the number of bytes of vectors in a row group, which the library
// holds in memory until the group is complete. maxGroupRows bounds its rows.
const (
	groupBytes   = 16 << 20
	maxGroupRows = 1 << 17
)

// writeRows writes rows, whose vectors have length dim, as a file. The file depends on
// nothing but the rows.
func writeRows[R any](w io.Writer, dim int, rows iter.Seq2[R, error]) error {
	out := parquet.NewGenericWriter[R](w, parquet.CreatedBy("w2vattn", version.Version, ""),
		parquet.Compression(&parquet.Uncompressed))
	limit, n := min(max(groupBytes/(4*dim), 1), maxGroupRows), 0
	one := make([]R, 1)
	for r, err := range rows {
		if err != nil {
			return err
		}
		one[0] = r
		if _, err := out.Write(one); err != nil {
			return err
		}
		if n++; n%limit == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
	return out.Close()
}
