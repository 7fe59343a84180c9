package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/w2vattn/w2vattn/embed/internal/format"
)

// A SchemaError is the error for a database whose tables or values cannot be read as words,
// counts or vectors. Its text says what to do.
type SchemaError struct {
	Table string
	err   error
}

// Error names the table, and says what to do.
func (e *SchemaError) Error() string { return e.err.Error() }

// schemaError returns a SchemaError.
func schemaError(table, text string, args ...any) error {
	return &SchemaError{table, fmt.Errorf(text, args...)}
}

// detect accepts the first bytes of a database, and all files with the extension.
func detect(h format.Head) format.Match {
	if bytes.HasPrefix(h.Bytes, []byte("SQLite format 3\x00")) {
		return format.Certain
	}
	if h.Named {
		return format.Named
	}
	return format.No
}

// A reader implements format.Extender. It reads both tables side by side, in the order of the
// ids. In the schema of this package they are an INTEGER PRIMARY KEY, in whose order SQLite
// stores the rows: nothing is sorted, and memory does not grow with the tables.
type reader struct {
	db      *sql.DB
	words   *sql.Rows
	vectors *sql.Rows // nil until a vector is wanted
	header  format.Header
	seen    int64
	blob    sql.RawBytes // memory of the driver, valid until the next row of vectors
}

// open opens a database. It is only read. The file may come from anybody: SQLite must not
// trust the functions that its schema names (trusted_schema), and checks the sizes of cells when
// it loads a page (cell_size_check), which finds damage early.
func open(in *format.Input) (format.Reader, error) {
	if in.Path == "" || in.At == nil {
		return nil, errors.New("a database cannot be read from a stream; give the path of a file that is not compressed")
	}
	db, err := sql.Open("sqlite", dsn(in.Path, "mode=ro", "_pragma=query_only(1)", "_pragma=trusted_schema(0)",
		"_pragma=cell_size_check(1)"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(3) // one for each table
	s := &reader{db: db}
	if err := s.open(in.Size); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// open checks the tables, reads the length of the first vector and whether the first word has
// a count, and begins to read words.
func (s *reader) open(size int64) error {
	if err := s.checkColumns("words", "id", "word"); err != nil {
		return err
	}
	if err := s.checkColumns("vectors", "id", "embedding"); err != nil {
		return err
	}
	count, err := s.countColumn()
	if err != nil {
		return err
	}
	dim, err := s.dim()
	if err != nil {
		return err
	}
	s.header = format.Header{Rows: size / int64(4*dim), RowBytes: int64(4 * dim), Dim: dim, Counted: count != "NULL"}
	s.words, err = s.query("SELECT id, word, " + count + " FROM words ORDER BY id")
	return err
}

// query runs a query. No context can end it: reading row by row, the caller stops instead.
func (s *reader) query(text string, args ...any) (*sql.Rows, error) {
	return s.db.QueryContext(context.Background(), text, args...)
}

// strings returns the first column of a query.
func (s *reader) strings(text string, args ...any) (all []string, err error) {
	rows, err := s.query(text, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		all = append(all, name)
	}
	return all, rows.Err()
}

// checkColumns returns an error if there is no table of that name with the given columns.
// Views are not read: a view could yield rows without end.
func (s *reader) checkColumns(table string, columns ...string) error {
	const query = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name = ? DESC, name LIMIT 10"
	tables, err := s.strings(query, table)
	if err != nil {
		return err
	}
	if len(tables) == 0 || tables[0] != table {
		names := strings.Join(tables, ", ")
		if names == "" {
			names = "none"
		}
		return schemaError(table, "there is no table %s (tables: %s); docs/sql.md has the schema", table, names)
	}
	have, err := s.strings("SELECT name FROM pragma_table_info(?)", table)
	if err != nil {
		return err
	}
	for _, c := range columns {
		if !contains(have, c) {
			return schemaError(table, "the table %s has no column %s (columns: %s); docs/sql.md has the schema", table, c,
				strings.Join(have[:min(len(have), 10)], ", "))
		}
	}
	return nil
}

// contains reports whether a name is among names. SQLite does not tell upper from lower
// case.
func contains(names []string, name string) bool {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// countColumn returns the column of the counts, and NULL if there is none or if the first
// word has no count.
func (s *reader) countColumn() (string, error) {
	have, err := s.strings("SELECT name FROM pragma_table_info('words')")
	if err != nil || !contains(have, "count") {
		return "NULL", err
	}
	var known bool
	const query = "SELECT count IS NOT NULL FROM words ORDER BY id LIMIT 1"
	err = s.db.QueryRowContext(context.Background(), query).Scan(&known)
	if errors.Is(err, sql.ErrNoRows) || err == nil && known {
		return "count", nil
	}
	return "NULL", err
}

// dim returns the length of the vector of the first word, or that of the table meta if there
// are no words.
func (s *reader) dim() (int, error) {
	var first any
	err := s.db.QueryRowContext(context.Background(), "SELECT min(id) FROM words").Scan(&first)
	if err != nil {
		return 0, err
	}
	if first == nil {
		return s.dimOfMeta()
	}
	var kind string
	var n int64
	const query = "SELECT typeof(embedding), length(CAST(embedding AS BLOB)) FROM vectors WHERE id = ?"
	err = s.db.QueryRowContext(context.Background(), query, first).Scan(&kind, nullable{&n})
	if errors.Is(err, sql.ErrNoRows) {
		return 0, schemaError("vectors", noVector, first)
	}
	if err != nil {
		return 0, err
	}
	if kind != "blob" {
		return 0, schemaError("vectors", "the column embedding has the type %s, not blob; "+
			"store float32 numbers, little-endian: vec_f32(embedding) of sqlite-vec does so", kind)
	}
	if n%4 != 0 || n == 0 || n/4 > format.MaxDim {
		return 0, schemaError("vectors", "the first embedding has %d bytes, not those of 1 to %d float32 numbers", n,
			format.MaxDim)
	}
	return int(n / 4), nil
}

// nullable scans an integer and leaves it 0 for null.
type nullable struct{ n *int64 }

// Scan implements sql.Scanner.
func (v nullable) Scan(value any) error {
	*v.n, _ = value.(int64)
	return nil
}

// dimOfMeta returns the length of vectors of the table meta.
func (s *reader) dimOfMeta() (int, error) {
	var n int64
	err := s.db.QueryRowContext(context.Background(), "SELECT value FROM meta WHERE key = 'dim'").Scan(nullable{&n})
	if err != nil || n < 1 || n > format.MaxDim {
		return 0, schemaError("vectors", "there are no words, and the table meta does not have the length of vectors")
	}
	return int(n), nil
}

// Extra implements format.Extender: what the table meta has of the training. A database
// without such a table has nothing.
func (s *reader) Extra() (x format.Extra, err error) {
	columns, err := s.strings("SELECT name FROM pragma_table_info('meta')")
	if err != nil || !contains(columns, "key") || !contains(columns, "value") {
		return x, err
	}
	const query = "SELECT key, value FROM meta WHERE typeof(key) = 'text' AND typeof(value) = 'text' " +
		"AND length(CAST(value AS BLOB)) <= ? LIMIT 1000"
	rows, err := s.query(query, format.MaxMetaText)
	if err != nil {
		return x, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return x, err
		}
		if err := x.Meta.Set(key, value); err != nil {
			return x, schemaError("meta", "%w; delete this row of the table meta", err)
		}
	}
	return x, rows.Err()
}

// Header implements format.Reader.
func (s *reader) Header() format.Header { return s.header }

// Close implements format.Reader.
func (s *reader) Close() {
	for _, rows := range []*sql.Rows{s.words, s.vectors} {
		if rows != nil {
			rows.Close() //nolint:errcheck // only read from
		}
	}
	s.db.Close() //nolint:errcheck // only read from
}

// Next implements format.Reader.
func (s *reader) Next(vector []float32) (format.Row, error) {
	if !s.words.Next() {
		if err := s.words.Err(); err != nil {
			return format.Row{}, fmt.Errorf("after word %d: %w", s.seen, err)
		}
		return format.Row{}, io.EOF
	}
	s.seen++
	r, id, err := s.word()
	if err == nil && vector != nil {
		if err = s.vector(id, vector); err == nil {
			err = format.CheckVector(r.Word, vector)
		}
	}
	if err != nil {
		return r, fmt.Errorf("word %d: %w", s.seen, err)
	}
	return r, nil
}

// word reads a row of the table words.
func (s *reader) word() (r format.Row, id int64, err error) {
	var word, count any
	if err := s.words.Scan(&id, &word, &count); err != nil {
		return r, 0, err
	}
	switch w := word.(type) {
	case string:
		r.Word, r.Repaired = format.Repair(w)
	case []byte:
		r.Word, r.Repaired = format.Repair(string(w))
	case nil:
		return r, id, schemaError("words", "the word with the id %d is null; delete such rows", id)
	default:
		return r, id, schemaError("words",
			"the word with the id %d is the number %v, not text; CAST(word AS TEXT) converts it", id, w)
	}
	if n, ok := count.(int64); ok && n >= 0 {
		r.Count = n
	} else if s.header.Counted {
		return r, id, schemaError("words", "the count of %q is %v, not a whole number; set it, or drop the column", r.Word,
			count)
	}
	return r, id, format.CheckWord(r.Word)
}

// vector reads the vector with the given id. Those with smaller ids belong to no word that
// is read. The query begins at the first word whose vector is wanted, so that a caller who skips
// the words before does not read their vectors.
func (s *reader) vector(id int64, vector []float32) (err error) {
	if s.vectors == nil {
		s.vectors, err = s.query("SELECT id, embedding FROM vectors WHERE id >= ? ORDER BY id", id)
		if err != nil {
			return err
		}
	}
	for s.vectors.Next() {
		var at int64
		if err := s.vectors.Scan(&at, &s.blob); err != nil {
			return err
		}
		if at < id {
			continue
		}
		if at > id {
			break
		}
		if len(s.blob) != 4*len(vector) {
			return schemaError("vectors", "the embedding with the id %d has %d bytes, but the first one has %d", id, len(s.blob),
				4*len(vector))
		}
		for i := range vector {
			vector[i] = math.Float32frombits(binary.LittleEndian.Uint32(s.blob[4*i:]))
		}
		return nil
	}
	if err := s.vectors.Err(); err != nil {
		return err
	}
	return schemaError("vectors", noVector, id)
}

// noVector is the text of the error for a word without a vector.
const noVector = "there is no vector with the id %d of the word; delete the word, or add the vector"
