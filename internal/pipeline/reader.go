package pipeline

// This file makes readers that stop when a context ends.

import (
	"context"
	"io"
)

// Reader returns a reader of r that begins no Read once ctx is done; it returns
// ctx's error instead.
func Reader(ctx context.Context, r io.Reader) io.Reader { return reader{ctx, r} }

// reader is the reader that Reader returns. It checks ctx before each Read.
type reader struct {
	ctx context.Context
	r   io.Reader
}

// Read implements io.Reader.
func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
