package decompress

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"github.com/w2vattn/w2vattn/internal/compression"
	"github.com/w2vattn/w2vattn/internal/leaktest"
)

// bzip2Text is the text of bzip2File, which `bzip2` wrote; the standard library has no
// writer of bzip2.
const (
	bzip2Text = "the cat\n"
	bzip2File = "425a68393141592653595f3be786000003d180001040002a4004002000221a63508600b6103c5dc914e142417cef9e18"
)

// compressed returns text compressed by each kind but bzip2, whose text is bzip2Text.
func compressed(t testing.TB, text string) map[compression.Kind][]byte {
	t.Helper()
	files := map[compression.Kind][]byte{}
	for kind, newWriter := range map[compression.Kind]func(io.Writer) (io.WriteCloser, error){
		compression.Gzip: func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil },
		compression.Xz:   func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) },
		compression.Zstd: func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) },
	} {
		var b bytes.Buffer
		w, err := newWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		files[kind] = b.Bytes()
	}
	return files
}

// withBzip2 adds the file of bzip2.
func withBzip2(t testing.TB, files map[compression.Kind][]byte) map[compression.Kind][]byte {
	t.Helper()
	b, err := hex.DecodeString(bzip2File)
	if err != nil {
		t.Fatal(err)
	}
	files[compression.Bzip2] = b
	return files
}

// readAll returns the text of a file and its kind. It fails the test if a goroutine is left.
func readAll(t testing.TB, r io.Reader) (text string, kind compression.Kind, err error) {
	t.Helper()
	leaktest.None(t, func() {
		d, openErr := NewReader(r, nil)
		if openErr != nil {
			err = openErr
			return
		}
		var b []byte
		b, err = io.ReadAll(d)
		text, kind = string(b), d.Kind
		if closeErr := d.Close(); closeErr != nil && err == nil {
			t.Errorf("the text has no error, Close %v", closeErr)
		}
	})
	return text, kind, err
}

func TestKinds(t *testing.T) {
	files := withBzip2(t, compressed(t, bzip2Text))
	for kind, b := range files {
		for name, r := range map[string]io.Reader{
			"at once": bytes.NewReader(b), "byte by byte": iotest.OneByteReader(bytes.NewReader(b)),
			"error with data": iotest.DataErrReader(bytes.NewReader(b)),
		} {
			if text, got, err := readAll(t, r); text != bzip2Text || got != kind || err != nil {
				t.Errorf("%s, %s: %q as %q, %v", kind, name, text, got, err)
			}
		}
	}
	for _, text := range []string{"", "x", "the cat", "BZh is text", "\x1f\x8b is text", "PK\x03\x04"} {
		if got, kind, err := readAll(t, strings.NewReader(text)); got != text || kind != compression.None || err != nil {
			t.Errorf("%q: %q as %q, %v", text, got, kind, err)
		}
	}
}

// TestSeveralFiles: compressed files one after another are the text of all of them.
func TestSeveralFiles(t *testing.T) {
	for kind, b := range withBzip2(t, compressed(t, bzip2Text)) {
		three := slices.Repeat(b, 3)
		if text, _, err := readAll(t, bytes.NewReader(three)); text != strings.Repeat(bzip2Text, 3) || err != nil {
			t.Errorf("%s: %q, %v", kind, text, err)
		}
	}
}

// TestEveryTruncation: a file that is cut anywhere is an error that names the kind and the
// byte and wraps io.ErrUnexpectedEOF. It is never shorter text.
func TestEveryTruncation(t *testing.T) {
	for kind, b := range withBzip2(t, compressed(t, bzip2Text)) {
		for n := compression.Size; n < len(b); n++ {
			_, _, err := readAll(t, bytes.NewReader(b[:n]))
			if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(err.Error(), "the "+string(kind)+" archive") {
				t.Errorf("%s, %d of %d bytes: %v", kind, n, len(b), err)
			}
		}
	}
}

// TestChangedBytes: a byte that was changed is an error, or the text is the same. Headers
// have bytes that do not matter, such as a time.
func TestChangedBytes(t *testing.T) {
	text := strings.Repeat("the cat sat on the mat\n", 20)
	random := rand.New(rand.NewPCG(5, 6))
	for kind, b := range compressed(t, text) {
		for i := compression.Size; i < len(b); i++ {
			changed := slices.Clone(b)
			changed[i] ^= byte(1 + random.IntN(255))
			got, _, err := readAll(t, bytes.NewReader(changed))
			if err == nil && got != text {
				t.Errorf("%s, byte %d, %x for %x: other text, %d bytes", kind, i, changed[i], b[i], len(got))
			}
		}
	}
}

// TestReadErrors: an error of the file is returned, whether it comes at the start or later.
func TestReadErrors(t *testing.T) {
	broken := errors.New("the disk is gone")
	for kind, b := range withBzip2(t, compressed(t, bzip2Text)) {
		for _, n := range []int{0, 5, len(b) / 2} {
			r := io.MultiReader(bytes.NewReader(b[:n]), iotest.ErrReader(broken))
			if _, _, err := readAll(t, r); !errors.Is(err, broken) {
				t.Errorf("%s, after %d bytes: %v", kind, n, err)
			}
		}
	}
}

// TestCheck: the function sees the numbers of bytes grow up to the whole file, and its error
// ends the text. It is not called for files that are not compressed.
func TestCheck(t *testing.T) {
	text := strings.Repeat("the cat sat on the mat\n", 100_000)
	files := compressed(t, text)
	for _, kind := range slices.Sorted(maps.Keys(files)) {
		var packed, unpacked int64
		d, err := NewReader(bytes.NewReader(files[kind]), func(compressed, text int64) error {
			if compressed < packed || text < unpacked {
				t.Errorf("%s: from %d, %d to %d, %d", kind, packed, unpacked, compressed, text)
			}
			packed, unpacked = compressed, text
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, d); err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil || packed != int64(len(files[kind])) || unpacked != int64(len(text)) {
			t.Errorf("%s: %d bytes of %d, text %d of %d; %v", kind, packed, len(files[kind]), unpacked, len(text), err)
		}
		tooMuch := errors.New("too much")
		if d, err = NewReader(bytes.NewReader(files[kind]), func(_, text int64) error {
			if text > 1000 {
				return tooMuch
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		n, err := io.Copy(io.Discard, d)
		if d.Close(); !errors.Is(err, tooMuch) || n >= int64(len(text)) {
			t.Errorf("%s: %d bytes, error %v", kind, n, err)
		}
	}
	d, err := NewReader(strings.NewReader("text"), func(int64, int64) error { t.Error("called"); return nil })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, d); err != nil {
		t.Error(err)
	}
}

// TestCloseEarly: Close ends the goroutine that decompresses, also of text without an end.
func TestCloseEarly(t *testing.T) {
	leaktest.None(t, func() {
		r, w := io.Pipe()
		go func() {
			z := gzip.NewWriter(w)
			_, err := io.Copy(z, leaktest.Forever("the cat "))
			w.CloseWithError(err)
		}()
		d, err := NewReader(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.CopyN(io.Discard, d, 100); err != nil {
			t.Fatal(err)
		}
		r.Close()
		d.Close()
	})
}

// FuzzReader: no file makes a panic or leaves a goroutine.
func FuzzReader(f *testing.F) {
	for _, b := range withBzip2(f, compressed(f, "the cat")) {
		f.Add(b)
	}
	f.Add([]byte("text"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		d, err := NewReader(bytes.NewReader(b), func(_, text int64) error {
			if text > 1<<24 {
				return errors.New("enough")
			}
			return nil
		})
		if err != nil {
			return
		}
		io.Copy(io.Discard, d)
		d.Close()
	})
}
