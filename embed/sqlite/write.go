package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// Name is the name of the format.
const Name embed.Format = "sqlite"

func init() { format.Register(&sqliteFormat) }

// sqliteFormat describes the format. The library opens a database by its path, so it cannot
// be compressed, nor be written to a stream.
var sqliteFormat = format.Format{
	Name: string(Name), Extensions: []string{".sqlite", ".db"}, Detect: detect, Open: open,
	WriteFiles: func(path string, out *format.Output) error { return write(path, out, Options{}) },
	CheckPath:  checkPath,
	ReadDoc:    "yes: tables `words` and `vectors`", WrittenDoc: "yes; a database that exists is replaced only with `--overwrite`",
	StreamDoc: "yes", WordsDoc: "any UTF-8 without NUL",
}

// Options change what is written.
type Options struct {
	// Normalized scales the vectors to length 1. A vector of zeros stays as it is.
	Normalized bool
	// Overwrite replaces a database that exists, with all of its tables.
	Overwrite bool
}

// ErrExists reports a database that exists.
var ErrExists = errors.New("the database exists; name another file, or replace it with --overwrite")

// checkPath returns ErrExists if there is a file with content at path.
func checkPath(path string) error {
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() > 0 {
		return fmt.Errorf("%s: %w", path, ErrExists)
	}
	return nil
}

// Write writes a stream to the SQLite database at path, which appears whole or not at all.
// Errors are ErrExists, syscall.ENOSPC for a full disk, and those of s.Rows, ctx and the file
// system.
func Write(ctx context.Context, path string, s *embed.Stream, o Options) error {
	return write(path, &format.Output{
		Words: s.Words, Dim: s.Dim, Rows: s.WithContext(ctx).Rows, Extra: format.Extra{Meta: s.Meta()},
	}, o)
}

// write writes a database to a temporary file and renames it.
func write(path string, out *format.Output, o Options) error {
	if !o.Overwrite {
		if err := checkPath(path); err != nil {
			return err
		}
	}
	return atomicfile.WritePath(path, func(temporary string) error { return create(temporary, out, o, 0) })
}

// schema makes the tables. The file is a temporary one that nothing else reads, so there is
// no journal, and the caller syncs it. Large pages are written faster than small ones; see
// docs/benchmarks.md, section "Parquet and SQLite".
const schema = `PRAGMA page_size = 32768;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
CREATE TABLE words(id INTEGER PRIMARY KEY, word TEXT UNIQUE, count INTEGER);
CREATE TABLE vectors(id INTEGER PRIMARY KEY, embedding BLOB);
CREATE TABLE meta(key TEXT PRIMARY KEY, value)`

// indexBytes is about the number of bytes that a word takes in its index, whose pages should
// stay in the cache because words come in another order.
const indexBytes = 40

// create fills the empty file at path. maxPages bounds the size of the database, for tests
// of a full disk; 0 is no bound.
func create(path string, out *format.Output, o Options, maxPages int) error {
	err := withConn(dsn(path), func(c *conn) error {
		kib := min(max(out.Words.Len()*indexBytes>>10, 8<<10), 512<<10)
		if err := c.exec(schema + fmt.Sprintf("; PRAGMA cache_size = -%d; BEGIN", kib)); err != nil {
			return err
		}
		if maxPages > 0 {
			if err := c.exec(fmt.Sprintf("PRAGMA max_page_count = %d", maxPages)); err != nil {
				return err
			}
		}
		for _, fill := range []func(*conn, *format.Output, Options) error{fillMeta, fillWords, fillVectors} {
			if err := fill(c, out, o); err != nil {
				return err
			}
		}
		return c.exec("COMMIT")
	})
	var e *sqlite.Error
	if errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_FULL {
		return syscall.ENOSPC
	}
	return err
}

// fillMeta writes the table meta.
func fillMeta(c *conn, out *format.Output, o Options) error {
	normalized := int64(0)
	if o.Normalized {
		normalized = 1
	}
	values := []struct {
		key   string
		value int64
	}{{"words", int64(out.Words.Len())}, {"dim", int64(out.Dim)}, {"normalized", normalized}}
	return c.insert("meta", 2, 1, func(add func(...driver.Value) error) error {
		for _, v := range values {
			if err := add(v.key, v.value); err != nil {
				return err
			}
		}
		for p := range out.Meta.Pairs() {
			if err := add(p.Name, p.Text); err != nil {
				return err
			}
		}
		return nil
	})
}

// fillWords writes the table words.
func fillWords(c *conn, out *format.Output, _ Options) error {
	return c.insert("words", 3, 1, func(add func(...driver.Value) error) error {
		var count driver.Value
		for id, word := range out.Words.All() {
			if word == "" || strings.ContainsRune(word, 0) {
				return fmt.Errorf("the word %d, %.60q, is empty or contains a NUL, which %s cannot store; use %s", id, word, Name,
					format.Native)
			}
			if out.Words.Counted() {
				count = out.Words.Count(id)
			}
			if err := add(int64(id), word, count); err != nil {
				return err
			}
		}
		return nil
	})
}

// fillVectors writes the table vectors.
func fillVectors(c *conn, out *format.Output, o Options) error {
	return c.insert("vectors", 2, 4*out.Dim, func(add func(...driver.Value) error) error {
		var blob []byte
		unit := make([]float32, out.Dim)
		for e, err := range out.Entries() {
			if err != nil {
				return err
			}
			vector := e.Vector
			if o.Normalized {
				vector = normalize(unit, vector)
			}
			blob = binfile.AppendFloats(blob[:0], vector)
			if err := add(int64(e.ID), blob); err != nil {
				return err
			}
		}
		return nil
	})
}

// normalize writes v / ‖v‖ into dst and returns it, and v if its norm is 0 or not finite.
func normalize(dst, v []float32) []float32 {
	length := linalg.Norm(v)
	if length == 0 || math.IsInf(length, 0) || math.IsNaN(length) {
		return v
	}
	for i, x := range v {
		dst[i] = float32(float64(x) / length)
	}
	return dst
}

// A conn is a connection to a database, used by one goroutine. Its statements are those of
// the driver: package sql would copy each argument.
type conn struct {
	sql *sql.Conn
}

// withConn opens a database, calls do and closes it. The connection and its statements are
// valid until do returns.
func withConn(dsn string, do func(*conn) error) (err error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	c, err := db.Conn(context.Background())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	return do(&conn{sql: c})
}

// exec runs statements.
func (c *conn) exec(text string) error {
	_, err := c.sql.ExecContext(context.Background(), text)
	return err
}

// insertRows is the number of rows that a statement inserts, unless they are larger than
// insertBytes together: 50 rows at once take a quarter less time than one by one.
const (
	insertRows  = 50
	insertBytes = 1 << 20
)

// insert calls fill with a function that adds a row to a table with that many columns. size is
// about the number of bytes of a row. Values of type []byte are copied.
func (c *conn) insert(table string, columns, size int, fill func(add func(...driver.Value) error) error) error {
	return c.sql.Raw(func(raw any) error {
		b := &batch{table: table, columns: columns, limit: max(1, min(insertRows, insertBytes/size)),
			prepare: raw.(driver.ConnPrepareContext).PrepareContext}
		err := fill(b.add)
		if err == nil && len(b.args) > 0 {
			err = b.flush()
		}
		return errors.Join(err, b.close())
	})
}

// A batch collects rows for one statement.
type batch struct {
	table          string
	columns, limit int // limit is the number of rows
	prepare        func(context.Context, string) (driver.Stmt, error)
	statement      driver.Stmt // for rows rows; nil if there is none yet
	rows           int
	args           []driver.NamedValue
	blobs          []byte // of args
}

// add adds a row, and inserts the batch if it is full.
func (b *batch) add(values ...driver.Value) error {
	for _, v := range values {
		if blob, ok := v.([]byte); ok {
			n := len(b.blobs)
			b.blobs = append(b.blobs, blob...)
			v = b.blobs[n:]
		}
		b.args = append(b.args, driver.NamedValue{Ordinal: len(b.args) + 1, Value: v})
	}
	if len(b.args) < b.limit*b.columns {
		return nil
	}
	return b.flush()
}

// flush inserts the rows of the batch. All batches but the last have the same number, so
// that there are two statements.
func (b *batch) flush() error {
	if n := len(b.args) / b.columns; n != b.rows {
		if err := b.close(); err != nil {
			return err
		}
		row := "(?" + strings.Repeat(",?", b.columns-1) + ")"
		text := "INSERT INTO " + b.table + " VALUES " + row + strings.Repeat(","+row, n-1)
		s, err := b.prepare(context.Background(), text)
		if err != nil {
			return err
		}
		b.statement, b.rows = s, n
	}
	_, err := b.statement.(driver.StmtExecContext).ExecContext(context.Background(), b.args)
	b.args, b.blobs = b.args[:0], b.blobs[:0]
	return err
}

// close closes the statement.
func (b *batch) close() error {
	if b.statement == nil {
		return nil
	}
	s := b.statement
	b.statement, b.rows = nil, 0
	return s.Close()
}

// dsn returns the name of the database at path for the driver, with parameters that follow
// a question mark.
func dsn(path string, parameters ...string) string {
	name := "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
	if len(parameters) > 0 {
		name += "?" + strings.Join(parameters, "&")
	}
	return name
}
