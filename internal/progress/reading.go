package progress

// This file shows how much of a corpus is read.

import (
	"time"

	"github.com/w2vattn/w2vattn/internal/message"
)

// A Source is a corpus that is read while progress is shown. Its methods may be
// called while it is read.
type Source interface {
	Size() int64      // bytes; 0: unknown
	BytesRead() int64 // so far
}

// Reading shows on a terminal how much of a corpus is read, until the function that it
// returns is called. When that returns, nothing more is written to the terminal. Call it
// once. Elsewhere than on a terminal nothing is shown.
func Reading(d Display, src Source) (stop func()) {
	if !d.onTerminal() {
		return func() {}
	}
	size := src.Size()
	if size == 0 {
		size = -1 // a spinner
	}
	bar := d.newBar(size, message.Sprintf(d.Language, "reading"))
	stopping, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		// The bar draws itself only when its percentage changes, which takes long for large files.
		for first := true; ; first = false {
			select {
			case <-stopping:
				_ = bar.Clear()
				return
			case <-tick.C:
				_ = bar.Set64(src.BytesRead())
				if first {
					_ = bar.RenderBlank()
				}
			}
		}
	}()
	return func() {
		close(stopping)
		<-stopped
	}
}
