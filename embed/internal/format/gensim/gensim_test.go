package gensim

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
	"github.com/w2vattn/w2vattn/embed/internal/pickle"
)

// A read value is what gensim reads in a file of testdata.
type read struct {
	Words   []string             `json:"words"`
	Vectors [][]float64          `json:"vectors"`
	Counts  []int64              `json:"counts"`
	Unknown map[string][]float64 `json:"unknown"`
}

// want returns what gensim reads in the files of testdata, by their names.
func want(t *testing.T) map[string]read {
	t.Helper()
	b, err := os.ReadFile("testdata/want.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]read
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// openFile opens a file of testdata as package embed does: a compressed file cannot be read
// at any place.
func openFile(t *testing.T, name string) (*reader, error) {
	t.Helper()
	path := filepath.Join("testdata", name)
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	in := &format.Input{R: bufio.NewReader(f), Path: path}
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		in.R = bufio.NewReader(z)
	} else {
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		in.At, in.Size = f, info.Size()
	}
	r, err := open(in)
	if err != nil {
		return nil, err
	}
	t.Cleanup(r.Close)
	return r.(*reader), nil
}

// near reports whether vectors differ by at most 1e-6.
func near(got []float32, want []float64) bool {
	return slices.EqualFunc(got, want, func(a float32, b float64) bool { return math.Abs(float64(a)-b) <= 1e-6 })
}

// TestAsGensim reads the files of testdata as gensim does: all protocols, orders and types of
// numbers, arrays in the pickle and beside it.
func TestAsGensim(t *testing.T) {
	all := want(t)
	if len(all) < 15 {
		t.Fatalf("%d files", len(all))
	}
	for name, w := range all {
		t.Run(name, func(t *testing.T) {
			r, err := openFile(t, name)
			if err != nil {
				t.Fatal(err)
			}
			if h := r.Header(); h.Counted != (len(w.Counts) > 0) || h.Dim != len(w.Vectors[0]) {
				t.Errorf("%+v", h)
			}
			vector := make([]float32, len(w.Vectors[0]))
			for i, word := range w.Words {
				row, err := r.Next(vector)
				if err != nil || row.Word != word || !near(vector, w.Vectors[i]) {
					t.Errorf("%q %v, %v; want %q %v", row.Word, vector, err, word, w.Vectors[i])
				}
				if len(w.Counts) > 0 && row.Count != w.Counts[i] {
					t.Errorf("%s occurred %d times", word, row.Count)
				}
			}
			if _, err := r.Next(vector); !errors.Is(err, io.EOF) {
				t.Errorf("after the last word: %v", err)
			}
			for word, v := range w.Unknown {
				if got, ok := r.subwords.Vector(word); !ok || !near(got, v) {
					t.Errorf("%s: %v, want %v", word, got, v)
				}
			}
		})
	}
}

// TestWordsOnly: with any of the vectors skipped, the others are the same.
func TestWordsOnly(t *testing.T) {
	for _, name := range []string{"large.kv", "fortran.kv", "packed.kv.gz", "fasttext.kv"} {
		w := want(t)[name]
		for pattern := range 1 << 3 {
			r, err := openFile(t, name)
			if err != nil {
				t.Fatal(err)
			}
			for i, word := range w.Words {
				var vector []float32
				if pattern>>i&1 == 1 {
					vector = make([]float32, len(w.Vectors[0]))
				}
				row, err := r.Next(vector)
				if err != nil || row.Word != word || vector != nil && !near(vector, w.Vectors[i]) {
					t.Errorf("%s, pattern %03b: %q %v, %v", name, pattern, row.Word, vector, err)
				}
			}
			if _, err := r.Next(nil); !errors.Is(err, io.EOF) {
				t.Errorf("%s, pattern %03b: %v", name, pattern, err)
			}
		}
	}
}

// TestExtra: output vectors, the configuration and the version come from a Word2Vec model
// alone.
func TestExtra(t *testing.T) {
	for name, w := range map[string]struct {
		matrices string
		config   string
	}{
		"word2vec.model": {"outputs", `{"trainer":"gensim","arch":"skipgram","dim":4,"window":2,"negative":5,"hs":false,` +
			`"epochs":2,"min_count":1,"max_vocab":0,"sample":0.001,"alpha":0.025,"min_alpha":0.0001,"ns_exponent":0.75,` +
			`"cbow_mean":true,"gensim_order":"4.4","batch_words":10000,"seed":3,"block":8,"shared":16,"reuse":true,"gradient":"balanced"}`},
		"large.model": {"outputs", ""},
		"hs.model": {"outputs_hs", `{"trainer":"gensim","arch":"cbow","dim":4,"window":5,"negative":0,"hs":true,` +
			`"epochs":1,"min_count":1,"max_vocab":0,"sample":0.001,"alpha":0.025,"min_alpha":0.0001,"ns_exponent":0.75,` +
			`"cbow_mean":false,"gensim_order":"4.4","batch_words":10000,"seed":1,"block":12,"shared":16,"reuse":true,"gradient":"balanced"}`},
		"old.model": {"outputs", `{"trainer":"gensim","arch":"cbow","dim":2,"window":3,"negative":4,"hs":false,` +
			`"epochs":6,"min_count":2,"max_vocab":0,"sample":0.01,"alpha":0.05,"min_alpha":0.0001,"ns_exponent":0.75,` +
			`"cbow_mean":true,"gensim_order":"4.4","batch_words":10000,"seed":9,"block":12,"shared":16,"reuse":true,` +
			`"gradient":"balanced"}`},
		"words.kv": {"", "none"},
	} {
		r, err := openFile(t, name)
		if err != nil {
			t.Fatal(err)
		}
		x, err := r.Extra()
		program := "gensim 4.4.0"
		if name == "old.model" { // older versions do not store their number
			program = ""
		}
		if err != nil || x.Meta.Program != program {
			t.Errorf("%s: %+v, %v", name, x.Meta, err)
		}
		if got := string(x.Meta.Config); w.config != "" && got != strings.TrimPrefix(w.config, "none") {
			t.Errorf("%s: the configuration is %s", name, x.Meta.Config)
		}
		r.Close() // the matrices are read after that
		for matrix, m := range x.Streams {
			n := 0
			for row, err := range m.Rows {
				if err != nil || len(row) != r.Header().Dim {
					t.Errorf("%s: %v, %v", name, row, err)
				}
				n++
			}
			if matrix != w.matrices || n != len(r.model.words) {
				t.Errorf("%s has a matrix %s of %d rows", name, matrix, n)
			}
		}
		if (len(x.Streams) == 1) != (w.matrices != "") {
			t.Errorf("%s has %d matrices", name, len(x.Streams))
		}
	}
	r, err := openFile(t, "word2vec.model")
	if err != nil {
		t.Fatal(err)
	}
	if got := string(r.model.corpus()); got != `{"sentences":9,"tokens":30}` {
		t.Errorf("the corpus is %s", got)
	}
}

// TestRefused: files with code, with other classes, with cycles, with arrays of objects as
// vectors and with keys that are no strings are refused, and the error names the reason.
func TestRefused(t *testing.T) {
	for name, want := range map[string]string{
		"bad-objects.kv": "Python objects", "bad-keys.kv": "word 1 of 2: the word is a int, expected a str",
		"bad-cycle.kv": "byte 58: the gensim.models.keyedvectors.KeyedVectors contains itself",
		"bad-class.kv": "byte 2: the pickle names fractions.Fraction",
		"bad-evil0.kv": "posix.system", "bad-evil1.kv": "posix.system", "bad-evil2.kv": "posix.system",
		"bad-evil3.kv": "posix.system", "bad-evil4.kv": "posix.system", "bad-evil5.kv": "posix.system",
	} {
		r, err := openFile(t, name)
		if err == nil {
			_, err = r.Next(make([]float32, 3))
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
		var g *pickle.GlobalError
		if is := errors.As(err, &g); is != strings.Contains(want, ".") && !strings.Contains(want, "itself") {
			t.Errorf("%s: %T", name, err)
		}
		if is := errors.As(err, &g); is {
			content, _ := os.ReadFile(filepath.Join("testdata", name))
			if rest := content[g.Offset:]; rest[0] != 'c' && rest[0] != 0x93 {
				t.Errorf("%s: byte %d is %q", name, g.Offset, rest[0])
			}
		}
	}
	if _, err := os.Stat("ran"); err == nil {
		t.Error("code was run")
	}
}

// copyFiles copies files of testdata to a folder of the test.
func copyFiles(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// readAll reads all rows of a file and what it stores beside them.
func readAll(path string) (string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	r, err := open(&format.Input{R: bufio.NewReader(bytes.NewReader(content)), At: bytes.NewReader(content),
		Size: int64(len(content)), Path: path})
	if err != nil {
		return "", err
	}
	x, err := r.(format.Extender).Extra()
	if err != nil {
		r.Close()
		return "", err
	}
	c, err := formattest.Rows(r)
	if err != nil {
		return "", err
	}
	for _, m := range x.Streams {
		for _, err := range m.Rows {
			if err != nil {
				return "", err
			}
		}
	}
	return formattest.Show(formattest.Output(c)), nil
}

// TestFilesBeside: a file that is missing, cut off, too long or of another kind is an error
// that names it.
func TestFilesBeside(t *testing.T) {
	names := []string{"large.model", "large.model.wv.vectors.npy", "large.model.syn1neg.npy"}
	for _, name := range names[1:] {
		whole, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		attribute := strings.Split(name, ".")[len(strings.Split(name, "."))-2]
		for _, c := range [][2]string{
			{"missing", "the file " + name + " is missing"},
			{string(whole[:len(whole)-1]), fmt.Sprintf("%s has %d bytes", name, len(whole)-1)},
			{string(whole) + "x", fmt.Sprintf("%s has %d bytes", name, len(whole)+1)}, {"", "not a numpy array"},
			{"PK\x03\x04", "not a numpy array"},
			{
				strings.Replace(string(whole), "(5, 4), ", "(5, 4000000000000000000), ", 1)[:len(whole)],
				"expected 9223372036854775807",
			},
			{strings.Replace(string(whole), "<f4", "<i4", 1), "type i4"},
			{strings.Replace(string(whole), "(5, 4)", "(20,) ", 1), "the shape [20]"},
			{strings.Replace(string(whole), "(5, 4)", "(4, 5)", 1), ""},
		} {
			change, want := c[0], c[1]
			dir := copyFiles(t, names...)
			path := filepath.Join(dir, name)
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if change != "missing" {
				if err := os.WriteFile(path, []byte(change), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			_, err := readAll(filepath.Join(dir, "large.model"))
			if want == "" && attribute == "vectors" {
				want = "5 words but 4 vectors"
			} else if want == "" { // output vectors of other words are left out
				if err != nil {
					t.Error(err)
				}
				continue
			}
			if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), attribute) &&
				want != "5 words but 4 vectors" {
				t.Errorf("%s: %v, want %q", name, err, want)
			}
		}
	}
	dir := copyFiles(t, names...)
	got, err := readAll(filepath.Join(dir, "large.model"))
	if err != nil || !strings.HasPrefix(got, "[dog:") && !strings.HasPrefix(got, "[cat:") {
		t.Errorf("%s, %v", got, err)
	}
}

// TestStream: a file whose vectors are beside it cannot be read from a stream.
func TestStream(t *testing.T) {
	content, err := os.ReadFile("testdata/large.kv")
	if err != nil {
		t.Fatal(err)
	}
	_, err = formattest.Decode(Format, content)
	if err == nil || !strings.Contains(err.Error(), "vectors: the array is in another file") {
		t.Errorf("got %v", err)
	}
	content, err = os.ReadFile("testdata/words.kv")
	if err != nil {
		t.Fatal(err)
	}
	c, err := formattest.Read(Format, &format.Input{R: bufio.NewReader(bytes.NewReader(content))})
	if err != nil || c.Words.Len() != 5 || !c.Words.Counted() {
		t.Errorf("%+v, %v", c, err)
	}
}

// TestCutOff: a file that ends at any byte is refused, as is one that continues.
func TestCutOff(t *testing.T) {
	for _, name := range []string{"protocol0.kv", "protocol2.kv", "protocol5.kv", "word2vec.model"} {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		step := 1 + len(content)/1000
		for n := 0; n < len(content); n += step {
			if _, err := formattest.Decode(Format, content[:n]); err == nil {
				t.Errorf("%s, cut off at byte %d of %d, is read", name, n, len(content))
			}
		}
		_, err = formattest.Decode(Format, append(content, 'x'))
		if err == nil || !strings.Contains(err.Error(), "continues") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDetect: the files are recognised by their content; the extension makes a file with
// other content one of this format at most if no other fits.
func TestDetect(t *testing.T) {
	files, err := filepath.Glob("testdata/*.kv")
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := format.Certain
		if strings.HasSuffix(path, "class.kv") {
			want = format.Likely
		}
		if got := detect(format.Head{Bytes: content[:min(len(content), 4096)]}); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	for content, want := range map[string]format.Match{
		"\x80\x02\x00\x00": format.No, "2 1\na 1\n": format.No, "\x80": format.No, "\x80\x06c": format.No,
		"gensim.models": format.No,
		"cos\nsystem\n": format.No,
	} {
		if got := detect(format.Head{Bytes: []byte(content)}); got != want {
			t.Errorf("%q: %v", content, got)
		}
		if got := detect(format.Head{Bytes: []byte(content), Named: true}); got != format.Named {
			t.Errorf("%q, named: %v", content, got)
		}
	}
}

// FuzzGensim reads any bytes as a file without others beside it.
func FuzzGensim(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range files {
		if content, err := os.ReadFile(path); err == nil && len(content) < 2000 {
			f.Add(content)
		}
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := open(&format.Input{R: bufio.NewReader(bytes.NewReader(file)), At: bytes.NewReader(file),
			Size: int64(len(file))})
		if err != nil {
			return
		}
		if _, err := r.(format.Extender).Extra(); err != nil {
			t.Log(err)
		}
		if _, err := formattest.Rows(r); err != nil {
			t.Log(err)
		}
	})
}
