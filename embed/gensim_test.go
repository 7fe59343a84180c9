package embed_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/w2vattn/w2vattn/embed"
)

// gensimFile returns the path of a file that gensim wrote.
func gensimFile(name string) string {
	return filepath.Join("internal", "format", "gensim", "testdata", name)
}

// sameFile reports whether two files have the same vectors, counts, output vectors and
// metadata.
func sameFile(a, b *embed.File) bool {
	if a.Table.Len() != b.Table.Len() || !slices.Equal(a.MatrixNames(), b.MatrixNames()) ||
		!bytes.Equal(a.Table.Meta().Config, b.Table.Meta().Config) || a.Table.Meta().Program != b.Table.Meta().Program {
		return false
	}
	for id, word := range a.Table.Vocab().All() {
		if b.Table.Vocab().Word(id) != word || b.Table.Vocab().Count(id) != a.Table.Vocab().Count(id) ||
			!slices.Equal(a.Table.Row(id), b.Table.Row(id)) {
			return false
		}
	}
	for name, m := range a.Matrices {
		if !slices.Equal(m.Data, b.Matrices[name].Data) || len(m.Data) == 0 {
			return false
		}
	}
	return true
}

// TestGensimStreamed checks that a streamed file of gensim keeps what the file holds when it
// is read whole.
func TestGensimStreamed(t *testing.T) {
	for name, matrices := range map[string]int{"large.model": 1, "word2vec.model": 1, "hs.model": 1, "words.kv": 0} {
		whole, err := embed.ReadFile(gensimFile(name))
		if err != nil || whole.Format != embed.Gensim || len(whole.Matrices) != matrices || !whole.Table.Vocab().Counted() {
			t.Fatalf("%s: %+v, %v", name, whole, err)
		}
		s, err := embed.OpenStream(gensimFile(name))
		if err != nil || len(s.MatrixNames()) != matrices {
			t.Fatalf("%s: %v", name, err)
		}
		native := filepath.Join(t.TempDir(), "m.safetensors")
		if err := embed.WriteStream(native, embed.Safetensors, s); err != nil {
			t.Fatal(err)
		}
		back, err := embed.ReadFile(native)
		if err != nil || !sameFile(whole, back) {
			t.Errorf("%s changed: %v", name, err)
		}
		small, err := s.Quantize(embed.QuantizeF16)
		if err != nil || len(small.MatrixNames()) != 0 {
			t.Errorf("%s: rounded, it has %v, %v", name, small.MatrixNames(), err)
		}
	}
}

// TestGensimDuplicates checks that output vectors are left out if a word occurs twice,
// because their rows are no longer those of the words.
func TestGensimDuplicates(t *testing.T) {
	content, err := os.ReadFile(gensimFile("word2vec.model"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "twice.model")
	content = bytes.Replace(content, []byte("\x8c\x03dog"), []byte("\x8c\x03cat"), 1)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := embed.ReadFile(path)
	if err != nil || f.Duplicates != 1 || f.Table.Len() != 4 || len(f.Matrices) != 0 {
		t.Errorf("%+v, %v", f, err)
	}
	s, err := embed.OpenStream(path)
	if err != nil || s.Duplicates != 1 || len(s.MatrixNames()) != 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestGensimChanged checks that output vectors that disappear after the words were read are
// an error of writing.
func TestGensimChanged(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"large.model", "large.model.wv.vectors.npy", "large.model.syn1neg.npy"} {
		content, err := os.ReadFile(gensimFile(name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	s, err := embed.OpenStream(filepath.Join(dir, "large.model"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "large.model.syn1neg.npy")); err != nil {
		t.Fatal(err)
	}
	err = embed.WriteStream(filepath.Join(dir, "m.safetensors"), embed.Safetensors, s)
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// TestPickleError checks that callers find the class that a file names.
func TestPickleError(t *testing.T) {
	for _, open := range []func(string) error{
		func(path string) error { _, err := embed.Open(path); return err },
		func(path string) error { _, err := embed.OpenStream(path); return err },
	} {
		var refused *embed.PickleError
		err := open(gensimFile("bad-evil2.kv"))
		if !errors.As(err, &refused) || refused.Module != "posix" || refused.Name != "system" || refused.Offset == 0 {
			t.Errorf("got %v", err)
		}
	}
}

// unicode returns the pickle of a string.
func unicode(s string) string {
	return "X" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(s)))) + s
}

// largeVectors writes a file of v words whose vectors, of d numbers each, are beside it.
func largeVectors(t *testing.T, v, d int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "large.kv")
	var b bytes.Buffer
	b.WriteString("\x80\x02cgensim.models.keyedvectors\nKeyedVectors\n)\x81}(" + unicode("index_to_key") + "](")
	for i := range v {
		b.WriteString(unicode(fmt.Sprint("word", i)))
	}
	b.WriteString("e" + unicode("__numpys") + "]" + unicode("vectors") + "aub.")
	header := fmt.Sprintf("{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }\n", v, d)
	array := append([]byte("\x93NUMPY\x01\x00"), byte(len(header)), byte(len(header)>>8))
	array = append(append(array, header...), make([]byte, 4*v*d)...)
	err := errors.Join(os.WriteFile(path, b.Bytes(), 0o600), os.WriteFile(path+".vectors.npy", array, 0o600))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestGensimMemory converts 40 MB of vectors and allocates less than a tenth of that.
func TestGensimMemory(t *testing.T) {
	path := largeVectors(t, 2000, 5000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s, err := embed.OpenStream(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := embed.WriteStream(filepath.Join(t.TempDir(), "m.bin"), embed.Word2VecBinary, s); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; s.Words.Len() != 2000 || s.Dim != 5000 || allocated > 4 {
		t.Errorf("%d words × %d with %d MiB", s.Words.Len(), s.Dim, allocated)
	}
}
