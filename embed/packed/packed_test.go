package packed_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"
	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/internal/compression"
	"github.com/w2vattn/w2vattn/vocab"
)

func table(t testing.TB) *embed.Table {
	t.Helper()
	words, err := vocab.New([]string{"cat", "책"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := embed.New(words, blas32.General{Rows: 2, Cols: 3, Stride: 3, Data: []float32{1, 2, 3, 4, 5, 6}})
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func TestRoundTrip(t *testing.T) {
	for _, name := range []string{"m.txt", "m.txt.gz", "m.vec.zst", "m.bin.gz", "m.bin.ZST"} {
		path := filepath.Join(t.TempDir(), name)
		if err := table(t).Save(path, embed.Pack(packed.Writer)); err != nil {
			t.Fatal(err)
		}
		moved := filepath.Join(t.TempDir(), "without-extension")
		if err := os.Rename(path, moved); err != nil {
			t.Fatal(err)
		}
		back, err := embed.Open(moved, embed.Unpack(packed.Open))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, _ := back.Vector("책"); !slices.Equal(got, []float32{4, 5, 6}) {
			t.Errorf("%s: got %v", name, got)
		}
		if _, err := embed.Open(moved); (err == nil) != (name == "m.txt") || err != nil &&
			!strings.Contains(err.Error(), "packed.Open") {
			t.Errorf("%s without Unpack: %v", name, err)
		}
	}
}

// TestCutCompressed checks that a file that ends early is an error, at whatever byte.
func TestCutCompressed(t *testing.T) {
	for _, ext := range []string{".gz", ".zst"} {
		path := filepath.Join(t.TempDir(), "m.bin"+ext)
		if err := table(t).Save(path, embed.Pack(packed.Writer)); err != nil {
			t.Fatal(err)
		}
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for n := range whole {
			if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := embed.Open(path, embed.Unpack(packed.Open)); err == nil {
				t.Errorf("%s cut at byte %d of %d is read", ext, n, len(whole))
			}
		}
	}
}

// TestSkippableFrame checks the frame at the start of files of pzstd, which decoders skip.
func TestSkippableFrame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.vec.zst")
	if err := table(t).Save(path, embed.Pack(packed.Writer)); err != nil {
		t.Fatal(err)
	}
	frame, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append([]byte("\x50\x2a\x4d\x18\x04\x00\x00\x00size"), frame...), 0o600); err != nil {
		t.Fatal(err)
	}
	if back, err := embed.Open(path, embed.Unpack(packed.Open)); err != nil || back.Len() != 2 {
		t.Errorf("got %v, %v", back, err)
	}
}

// TestWordBZh checks that a text file whose first word begins like a bzip2 file is not
// treated as compressed.
func TestWordBZh(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.txt")
	if err := os.WriteFile(path, []byte("BZh 1 2\ncat 3 4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, options := range [][]embed.OpenOption{nil, {embed.Unpack(packed.Open)}} {
		if table, err := embed.Open(path, options...); err != nil || table.Len() != 2 {
			t.Errorf("got %v, %v", table, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{"m.txt.bz2": "cannot be written", "m.txt.xz": "cannot be written",
		"m.safetensors.gz": "cannot be compressed", "m.npz.zst": "cannot be compressed"} {
		if err := table(t).Save(filepath.Join(dir, name), embed.Pack(packed.Writer)); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := table(t).Save(filepath.Join(dir, "m.txt.gz")); err == nil ||
		!strings.Contains(err.Error(), "packed.Writer") {
		t.Errorf("without Pack: %v", err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}

// TestXz checks that xz files are read, and that one that ends early is an error.
func TestXz(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.bin")
	if err := table(t).Save(path); err != nil {
		t.Fatal(err)
	}
	plain, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var whole bytes.Buffer
	w, err := xz.NewWriter(&whole)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path += ".xz"
	for n := compression.Size; n <= whole.Len(); n++ {
		if err := os.WriteFile(path, whole.Bytes()[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		back, err := embed.Open(path, embed.Unpack(packed.Open))
		if n < whole.Len() && err == nil || n == whole.Len() && (err != nil || back.Len() != 2) {
			t.Errorf("%d of %d bytes: %v, %v", n, whole.Len(), back, err)
		}
	}
	if _, err := embed.Open(path); err == nil || !strings.HasSuffix(err.Error(),
		"the file is compressed (xz): decompress it, or open it through embed.Unpack(packed.Open)") {
		t.Errorf("without Unpack: %v", err)
	}
}

func ExampleOpen() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	words, _ := vocab.New([]string{"cat"}, nil)
	table, _ := embed.New(words, blas32.General{Rows: 1, Cols: 2, Stride: 2, Data: []float32{1, 2}})
	path := filepath.Join(dir, "small.vec.zst")
	fmt.Println(table.Save(path, embed.Pack(packed.Writer)))
	table, err = embed.Open(path, embed.Unpack(packed.Open))
	fmt.Println(table.Len(), err)
	// Output:
	// <nil>
	// 1 <nil>
}

// TestWindow checks that a zstd file with a larger window than is read is not called
// damaged.
func TestWindow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.vec.zst")
	frame := "\x28\xb5\x2f\xfd\x00\xa0\x09\x00\x00x" // with a window of 2^30
	if err := os.WriteFile(path, []byte(frame), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := embed.Open(path, embed.Unpack(packed.Open))
	if err == nil || !strings.Contains(err.Error(), "m.vec.zst: the zstd archive needs a window of 1024 MiB") ||
		strings.Count(err.Error(), path) != 1 {
		t.Error(err)
	}
}
