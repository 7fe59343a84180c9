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
)

// Name is the name of the format.
const Name embed.Format = "parquet"

func init() { format.Register(&parquetFormat) }

// parquetFormat describes the format. A file cannot be compressed as a whole, because
// reading it begins at its end.
var parquetFormat = format.Format{
	Name: string(Name), Extensions: []string{".parquet"}, Detect: detect, Open: open,
	Write:   func(w io.Writer, out *format.Output) error { return write(w, out, nil) },
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
	out := &format.Output{Words: s.Words, Dim: s.Dim, Rows: s.Rows, Extra: format.Extra{Meta: s.Meta()}}
	return atomicfile.Write(path, func(w io.Writer) error { return write(w, out, p) })
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

// write writes words and their vectors, what is known of the training as key-value metadata,
// and the places of the words if p is not nil.
func write(w io.Writer, out *format.Output, p *places) error {
	if err := out.CheckNotEmpty(string(Name)); err != nil {
		return err
	}
	if p == nil {
		return writeRows(w, out.Dim, out.Meta, plainRows(out))
	}
	return writeRows(w, out.Dim, out.Meta, p.rows(plainRows(out)))
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

// metaPrefix begins the keys of metadata of this package.
const metaPrefix = "w2vattn."

// writeRows writes rows, whose vectors have length dim, and metadata as a file. The file
// depends on nothing else.
func writeRows[R any](w io.Writer, dim int, m format.Meta, rows iter.Seq2[R, error]) error {
	options := []parquet.WriterOption{parquet.CreatedBy("w2vattn", version.Version, ""),
		parquet.Compression(&parquet.Uncompressed)}
	for p := range m.Pairs() {
		options = append(options, parquet.KeyValueMetadata(metaPrefix+p.Name, p.Text))
	}
	out := parquet.NewGenericWriter[R](w, options...)
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
