package decompress

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/w2vattn/w2vattn/internal/leaktest"
)

// frame returns a zstd frame (RFC 8878) whose header requires a window of 2^log bytes, with
// text uncompressed: magic number, descriptor, window descriptor, block header, block.
func frame(log int, text string) []byte {
	b := append([]byte("\x28\xb5\x2f\xfd\x00"), byte(log-10)<<3)
	header := binary.LittleEndian.AppendUint32(nil, uint32(1|len(text)<<3))
	return append(append(b, header[:3]...), text...)
}

func read(file []byte) (string, error) {
	r, err := newZstdReader(bufio.NewReader(bytes.NewReader(file)))
	if err != nil {
		return "", err
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	return string(text), err
}

func TestWindows(t *testing.T) {
	for log := 10; log <= maxWindowLog; log++ {
		if text, err := read(frame(log, "the cat")); text != "the cat" || err != nil {
			t.Errorf("--long=%d: %q, %v", log, text, err)
		}
	}
	single := append([]byte("\x28\xb5\x2f\xfd\xe0"), 0, 0, 0, 0, 1, 0, 0, 0) // a single segment of 4 GiB
	for _, c := range []struct {
		file    []byte
		window  uint64
		message string
	}{
		{frame(29, "x"), 1 << 29,
			"needs a window of 512 MiB; up to 256 MiB are read: decompress it first (zstd -d --long=29), or compress " +
				"it with --long=28 or less"},
		{single, 1 << 32, "needs a window of 4096 MiB"},
		{append([]byte("\x50\x2a\x4d\x18\x01\x00\x00\x00?"), frame(30, "x")...), 1 << 30, "needs a window of 1024 MiB"},
	} {
		_, err := read(c.file)
		var window *WindowError
		if !errors.As(err, &window) || window.Window != c.window || !strings.Contains(err.Error(), c.message) {
			t.Errorf("%v, want a window of %d", err, c.window)
		}
	}
	_, err := read(append(frame(20, "x"), frame(30, "x")...))
	if err == nil || !strings.Contains(err.Error(), "after the first needs a window of more than 256 MiB") {
		t.Errorf("a large window after the first: %v", err)
	}
	for _, short := range []string{"", "\x28\xb5\x2f\xfd", "\x50\x2a\x4d\x18\xff\xff\xff\xff", "no zstd"} {
		if text, err := read([]byte(short)); text != "" || errors.As(err, new(*WindowError)) {
			t.Errorf("%q: %q, %v", short, text, err)
		}
	}
}

// TestEnds checks that no goroutine of a reader runs after Close, at the end of the text or
// before it.
func TestEnds(t *testing.T) {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(w, leaktest.Forever("the cat "), 4<<20); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int64{0, 1, 1 << 20, 4 << 20} {
		leaktest.None(t, func() {
			r, err := newZstdReader(bufio.NewReader(bytes.NewReader(b.Bytes())))
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			if got, err := io.CopyN(io.Discard, r, n); got != n || err != nil {
				t.Error(got, err)
			}
		})
	}
	if _, err := read(b.Bytes()[:b.Len()/2]); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("cut: %v", err)
	}
}
