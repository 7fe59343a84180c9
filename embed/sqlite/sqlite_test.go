package sqlite

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
	"github.com/w2vattn/w2vattn/vocab"
)

// read reads the database at path.
func read(t *testing.T, path string) (*format.Contents, error) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return formattest.Read(sqliteFormat, &format.Input{At: file, Size: info.Size(), Path: path})
}

// database returns the path of a database made by statements.
func database(t *testing.T, statements string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "d%? #.db") // a name with what a URI escapes
	if err := withConn(dsn(path), func(c *conn) error { return c.exec(statements) }); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestRoundTrip: words, counts and vectors come back, and the same table gives the same
// bytes.
func TestRoundTrip(t *testing.T) {
	dir := t.TempDir()
	out := formattest.Sample(t)
	paths := []string{filepath.Join(dir, "a#.db"), filepath.Join(dir, "b?.sqlite")}
	var files [2][]byte
	for i, path := range paths {
		if err := sqliteFormat.WriteFiles(path, out); err != nil {
			t.Fatal(err)
		}
		back, err := read(t, path)
		if err != nil || !formattest.Same(formattest.Output(back), out) || back.Words.Total() != out.Words.Total() {
			t.Fatalf("%v: it becomes %s", err, formattest.Show(formattest.Output(back)))
		}
		if files[i], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the same table gives other bytes")
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("files are left: %v", left)
	}
	for name, h := range map[string]format.Head{
		"content": {Bytes: files[0][:100]}, "name": {Bytes: []byte("x"), Named: true},
	} {
		if detect(h) == format.No {
			t.Errorf("not detected by its %s", name)
		}
	}
	if detect(format.Head{Bytes: []byte("cat 1 2\n")}) != format.No {
		t.Error("text is detected")
	}
}

// TestUncounted: without counts the column is null, and so they are not known again.
func TestUncounted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	if err := sqliteFormat.WriteFiles(path, formattest.Table(t, []string{"a", "b"}, nil, 1, 2)); err != nil {
		t.Fatal(err)
	}
	if back, err := read(t, path); err != nil || back.Words.Counted() {
		t.Error(back, err)
	}
}

// table returns a table of n words of dimension 3, the first of which is zero.
func table(t *testing.T, n int) *embed.Table {
	t.Helper()
	words, data := make([]string, n), make([]float32, 3*n)
	for i := range words {
		words[i] = fmt.Sprint("w", i)
		for k := range 3 {
			data[3*i+k] = float32(i) * float32(k+1)
		}
	}
	v, err := vocab.New(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := embed.New(v, blas32.General{Rows: n, Cols: 3, Stride: 3, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestNormalized: vectors have length 1, and a vector of zeros stays. A database that exists
// is replaced with Overwrite alone.
func TestNormalized(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	s := (&embed.File{Table: table(t, 5)}).Stream()
	if err := Write(t.Context(), path, s, Options{}); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(path)
	for _, err := range []error{Write(t.Context(), path, s, Options{Normalized: true}),
		embed.CheckWrite(path, Name), embed.WriteStream(path, Name, s)} {
		if !errors.Is(err, ErrExists) {
			t.Errorf("a database that exists: %v", err)
		}
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("it was changed")
	}
	if err := Write(t.Context(), path, s, Options{Normalized: true, Overwrite: true}); err != nil {
		t.Fatal(err)
	}
	back, err := embed.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	want := [2][3]float32{{}, {float32(1 / math.Sqrt(14)), float32(2 / math.Sqrt(14)), float32(3 / math.Sqrt(14))}}
	for i, w := range want {
		if got := [3]float32(back.Row(vocab.ID(i))); got != w {
			t.Errorf("vector %d is %v, want %v", i, got, w)
		}
	}
}

// TestMeta: the table meta has numbers as numbers and what is known of the training.
func TestMeta(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	m := table(t, 2).WithMeta(embed.Meta{Program: "p", Tokenizer: []byte(`{"name":"words"}`)})
	if err := Write(t.Context(), path, (&embed.File{Table: m}).Stream(), Options{}); err != nil {
		t.Fatal(err)
	}
	r := openDatabase(t, path)
	got, err := r.strings("SELECT key || '=' || value || ':' || typeof(value) FROM meta ORDER BY key")
	want := `[dim=3:integer normalized=0:integer program=p:text tokenizer={"name":"words"}:text words=2:integer]`
	if err != nil || fmt.Sprint(got) != want {
		t.Errorf("%v, %v; want %s", got, err, want)
	}
	back, err := embed.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back.Meta(), m.Meta()) {
		t.Errorf("%v became %v", m.Meta(), back.Meta())
	}
}

// TestMetaOfOthers: rows of the table meta that are not text or not ours are ignored, and a
// tokenizer that is not JSON is an error that says what to do.
func TestMetaOfOthers(t *testing.T) {
	for value, want := range map[string]string{
		"x'7b7d'": "", "7": "", "null": "", "'{}'": "",
		"'{'": `the tokenizer in the metadata is not JSON: "{"; delete this row of the table meta`,
	} {
		r := openDatabase(t, database(t, words+vectors+
			"CREATE TABLE meta(key, value); INSERT INTO meta VALUES ('dim', 4), ('author', 'me'), (7, 'x'), "+
			"('tokenizer', "+value+")"))
		_, err := r.Extra()
		if got := fmt.Sprint(err); want == "" && err != nil || want != "" && got != want {
			t.Errorf("%s: %s", value, got)
		}
	}
}

// openDatabase opens a database and returns its reader.
func openDatabase(t *testing.T, path string) *reader {
	t.Helper()
	r, err := open(&format.Input{At: strings.NewReader(""), Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r.(*reader)
}

// TestFullDisk: a full disk is ENOSPC and leaves no file.
func TestFullDisk(t *testing.T) {
	m := table(t, 20000)
	s := (&embed.File{Table: m}).Stream()
	path := filepath.Join(t.TempDir(), "m.db")
	out := &format.Output{Words: s.Words, Dim: s.Dim, Rows: s.Rows}
	if err := create(path, out, Options{}, 5); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("got %v", err)
	}
	broken := errors.New("broken")
	s.Rows = func(yield func([]float32, error) bool) { yield(nil, broken) }
	dir := t.TempDir()
	if err := Write(t.Context(), filepath.Join(dir, "m.db"), s, Options{}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Error(left)
	}
}

// TestRefusesWords: SQLite ends text at a NUL for most of its functions.
func TestRefusesWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	err := sqliteFormat.WriteFiles(path, formattest.Table(t, []string{"a\x00b"}, nil, 1))
	if err == nil || !strings.Contains(err.Error(), "contains a NUL") {
		t.Error(err)
	}
}

const (
	words   = "CREATE TABLE words(id INTEGER PRIMARY KEY, word TEXT UNIQUE, count INTEGER);"
	vectors = "CREATE TABLE vectors(id INTEGER PRIMARY KEY, embedding BLOB);"
	two     = "INSERT INTO vectors VALUES (1, x'0000803f00000040'), (2, x'0000404000008040');"
)

// TestReadsOthers reads databases that another program made: ids with gaps, vectors without
// words, bytes as words, no counts, a journal of its own.
func TestReadsOthers(t *testing.T) {
	for name, test := range map[string][2]string{
		"ids": {
			words + vectors +
				"INSERT INTO words VALUES (7, 'a', 3), (2, 'b', 4);" +
				"INSERT INTO vectors VALUES (1, x'00'), (2, x'0000803f'), (5, x''), (7, x'00000040')",
			"[b:[1] a:[2]]",
		},
		"no count": {
			"CREATE TABLE words(id, WORD); CREATE TABLE vectors(embedding, id);" +
				"INSERT INTO vectors VALUES (x'0000803f', 2); INSERT INTO words VALUES (2, x'62ff')",
			`[b\xff:[1]]`,
		},
		"wal": {
			"PRAGMA journal_mode=WAL;" + words + vectors + two + "INSERT INTO words VALUES (1, 'a', 1), (2, 'b', 0)",
			"[a:[1 2] b:[3 4]]",
		},
		"empty": {words + vectors + "CREATE TABLE meta(key, value); INSERT INTO meta VALUES ('dim', 4)", "[]"},
	} {
		c, err := read(t, database(t, test[0]))
		switch {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		default:
			if got := formattest.Show(formattest.Output(c)); got != test[1] {
				t.Errorf("%s: got %s, want %s", name, got, test[1])
			}
		}
	}
}

// TestRefuses: what cannot be read is an error that names the table and says what to do.
func TestRefuses(t *testing.T) {
	a := "INSERT INTO words VALUES (1, 'a', 1), (2, 'b', 2);"
	for name, test := range map[string]struct{ sql, table, want string }{
		"nothing":    {"CREATE TABLE other(x)", "words", "there is no table words (tables: other)"},
		"no tables":  {"PRAGMA user_version = 3", "words", "(tables: none)"},
		"a view":     {"CREATE VIEW words AS SELECT 1 AS id, 'a' AS word;" + vectors, "words", "there is no table words"},
		"no vectors": {words, "vectors", "there is no table vectors (tables: words)"},
		"no column":  {words + "CREATE TABLE vectors(id, vector)", "vectors", "no column embedding (columns: id, vector)"},
		"JSON": {
			words + vectors + a + "INSERT INTO vectors VALUES (1, '[1,2]')",
			"vectors",
			"has the type text, not blob",
		},
		"null vector": {
			words + vectors + a + "INSERT INTO vectors VALUES (1, NULL)",
			"vectors",
			"has the type null, not blob",
		},
		"odd": {words + vectors + a + "INSERT INTO vectors VALUES (1, x'000000')", "vectors", "has 3 bytes"},
		"lengths": {
			words + vectors + a + "INSERT INTO vectors VALUES (1, x'00000000'), (2, x'')",
			"vectors",
			"word 2: the embedding with the id 2 has 0 bytes, but the first one has 4",
		},
		"no vector": {
			words + vectors + a + "INSERT INTO vectors VALUES (1, x'00000000')",
			"vectors",
			"there is no vector with the id 2",
		},
		"null word": {
			words + vectors + "INSERT INTO words VALUES (1, NULL, 1);" + two,
			"words",
			"the word with the id 1 is null",
		},
		"a number": {
			"CREATE TABLE words(id, word); INSERT INTO words VALUES (1, 5);" + vectors + two,
			"words",
			"is the number 5, not text",
		},
		"counts": {
			words + vectors + "INSERT INTO words VALUES (1, 'a', 1), (2, 'b', 'x');" + two,
			"words",
			`the count of "b" is x`,
		},
		"negative":        {words + vectors + "INSERT INTO words VALUES (1, 'a', -1);" + two, "words", "is -1, not a whole"},
		"no first vector": {words + vectors + a + "INSERT INTO vectors VALUES (2, x'00000000')", "vectors", "the id 1"},
		"no dimensions":   {words + vectors, "vectors", "there are no words"},
	} {
		_, err := read(t, database(t, test.sql))
		var schema *SchemaError
		if !errors.As(err, &schema) || schema.Table != test.table || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", name, err, test.want)
		}
	}
	for name, content := range map[string]string{"text": "cat 1 2\n", "empty": ""} {
		path := filepath.Join(t.TempDir(), "m.db")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := read(t, path); err == nil {
			t.Errorf("%s: it is read", name)
		}
	}
	_, err := embed.Read(strings.NewReader("SQLite format 3\x00"), Name)
	if err == nil || !strings.Contains(err.Error(), "stream") {
		t.Error(err)
	}
}

// TestDamaged: a database with a changed byte or an early end is an error or a table, and
// takes no memory by its claims.
func TestDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	if err := sqliteFormat.WriteFiles(path, formattest.Sample(t)); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for i := 0; i < len(file); i++ {
		if i >= 120 && file[i] == 0 { // between the cells of pages
			continue
		}
		bad := bytes.Clone(file)
		if bad[i] ^= 0x7f; i%16 == 0 {
			bad = bad[:i]
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := read(t, path); err != nil {
			failed++
		}
		runtime.ReadMemStats(&after)
		if after.TotalAlloc-before.TotalAlloc > 32<<20 {
			t.Errorf("byte %d: %d bytes were allocated", i, after.TotalAlloc-before.TotalAlloc)
		}
	}
	if failed < 50 {
		t.Errorf("only %d damaged files were refused", failed)
	}
}

// TestWordsThenVectors: rows that were read without vectors are passed over when a vector is
// wanted.
func TestWordsThenVectors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	m := table(t, 9)
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	r := openDatabase(t, path)
	vector := make([]float32, 3)
	for i := range 9 {
		wanted := vector
		if i%3 != 2 {
			wanted = nil
		}
		row, err := r.Next(wanted)
		if err != nil || row.Word != fmt.Sprint("w", i) || wanted != nil && vector[0] != float32(i) {
			t.Fatalf("row %d: %v, %v, %v", i, row, vector, err)
		}
	}
	if _, err := r.Next(nil); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}
