// Package zstdin decompresses zstd with bounded memory and no goroutine.
package zstdin

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/bits"

	"github.com/klauspost/compress/zstd"
)

// maxWindowLog is the base-2 logarithm of MaxWindow, as zstd --long takes it.
const maxWindowLog = 28

// MaxWindow bounds how far back, in bytes, a file may refer, and so the memory of
// its decoding. zstd --ultra needs up to half of it.
const MaxWindow = 1 << maxWindowLog

// A WindowError says that a file refers farther back than MaxWindow. It is not
// broken.
type WindowError struct {
	Window uint64 // in bytes; 0 if it is only known to be larger than MaxWindow
}

// Error implements error.
func (e *WindowError) Error() string {
	if e.Window == 0 {
		return fmt.Sprintf("the zstd archive needs a window of more than %d MiB: decompress it first, or compress it with --long=%d or less", MaxWindow>>20, maxWindowLog)
	}
	log := bits.Len64(e.Window - 1)
	return fmt.Sprintf("the zstd archive needs a window of %d MiB; up to %d MiB are read: decompress it first (zstd -d --long=%d), or compress it with --long=%d or less", e.Window>>20, MaxWindow>>20, log, maxWindowLog)
}

// NewReader returns a reader of the text of r, zstd frames. A window that is too
// large is a *WindowError, here or of Read.
func NewReader(r *bufio.Reader) (io.ReadCloser, error) {
	var head zstd.Header
	begin, _ := r.Peek(zstd.HeaderMaxSize) // a short file may be whole
	if err := head.Decode(begin); err == nil && !head.Skippable {
		if window := windowOf(head); window > MaxWindow {
			return nil, &WindowError{window}
		}
	}
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(MaxWindow))
	if err != nil {
		return nil, err
	}
	return reader{d}, nil
}

// windowOf is the window of a frame. One that is a single segment is its own.
func windowOf(h zstd.Header) uint64 {
	if h.SingleSegment {
		return h.FrameContentSize
	}
	return h.WindowSize
}

type reader struct{ *zstd.Decoder }

// Read implements io.Reader.
func (r reader) Read(p []byte) (int, error) {
	n, err := r.Decoder.Read(p)
	if errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		err = &WindowError{}
	}
	return n, err
}

// Close gives the memory back.
func (r reader) Close() error {
	r.Decoder.Close()
	return nil
}
