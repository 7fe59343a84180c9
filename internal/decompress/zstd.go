package decompress

// This file reads zstd. A frame may refer to data up to a window back, which the
// decoder keeps in memory; the largest window is bounded.

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/bits"

	"github.com/klauspost/compress/zstd"
)

// maxWindowLog is the base-2 logarithm of MaxWindow, the number that zstd --long expects.
const maxWindowLog = 28

// MaxWindow is the largest window of a zstd file in bytes, and so a bound of the memory
// for decoding it. Files of zstd --ultra need up to half of it.
const MaxWindow = 1 << maxWindowLog

// A WindowError reports that a zstd file needs a larger window than MaxWindow. The file is
// not broken.
type WindowError struct {
	Window uint64 // in bytes
}

// Error implements error.
func (e *WindowError) Error() string {
	return fmt.Sprintf("the zstd archive needs a window of %d MiB; up to %d MiB are read: "+
		"decompress it first (zstd -d --long=%d), or compress it with --long=%d or less",
		(e.Window+1<<20-1)>>20, MaxWindow>>20, bits.Len64(e.Window-1), maxWindowLog)
}

// newZstdReader returns a reader of the text of r, zstd frames. If the window of the
// first one is too large, the error is a *WindowError.
func newZstdReader(r *bufio.Reader) (io.ReadCloser, error) {
	if window := windowOf(r); window > MaxWindow {
		return nil, &WindowError{window}
	}
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(MaxWindow))
	if err != nil {
		return nil, err
	}
	return zstdReader{d}, nil
}

// windowOf returns the window in bytes of the first frame, skippable frames aside, and 0
// if there is none. The window of a single segment is the whole segment.
func windowOf(r *bufio.Reader) uint64 {
	var h zstd.Header
	for begin := 0; ; begin += h.HeaderSize + int(h.SkippableSize) {
		head, _ := r.Peek(begin + zstd.HeaderMaxSize) // a short file may be whole
		if len(head) <= begin || h.Decode(head[begin:]) != nil {
			return 0
		}
		switch {
		case h.SingleSegment:
			return h.FrameContentSize
		case !h.Skippable:
			return h.WindowSize
		}
	}
}

// A zstdReader is a zstd.Decoder with Close as of io.Closer.
type zstdReader struct{ *zstd.Decoder }

// Read implements io.Reader.
func (r zstdReader) Read(p []byte) (int, error) {
	n, err := r.Decoder.Read(p)
	if errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		err = fmt.Errorf("%w, or a frame after the first needs a window of more than %d MiB", err, MaxWindow>>20)
	}
	return n, err
}

// Close releases the memory of the decoder.
func (r zstdReader) Close() error {
	r.Decoder.Close()
	return nil
}
