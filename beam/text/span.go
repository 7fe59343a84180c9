package text

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/w2vattn/w2vattn/beam/storage"
)

// A Span is a part of a file: the lines that begin at the bytes Begin…End−1.
type Span struct {
	Number     int // in the order of the text, from 0
	File       string
	Begin, End int64
	Whole      bool // it is the whole file, whose size does not matter
}

// String says where the span is.
func (s Span) String() string {
	if s.Whole {
		return s.File
	}
	return fmt.Sprintf("%s (bytes %d to %d)", s.File, s.Begin, s.End)
}

// Open returns the text of the span. If it does not begin its file, the text
// starts with the line end before it: a mark of byte order or of compression has
// a meaning at the beginning of a file alone.
func (s Span) Open(ctx context.Context) (io.ReadCloser, error) {
	r, err := storage.Open(ctx, s.File)
	if err != nil || s.Whole {
		return r, err
	}
	l := &lines{file: r, begun: s.Begin == 0, left: s.End - s.Begin}
	if s.Begin > 0 {
		seeker, ok := r.(io.Seeker)
		if !ok {
			return nil, errors.Join(fmt.Errorf("%s: cannot seek", s.File), r.Close())
		}
		// A line that begins at Begin has its predecessor's end before it.
		l.left++
		if _, err := seeker.Seek(s.Begin-1, io.SeekStart); err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", s.File, err), r.Close())
		}
	}
	l.text = bufio.NewReaderSize(r, 64<<10)
	return l, nil
}

// lines reads whole lines.
type lines struct {
	file  io.Closer
	text  *bufio.Reader
	left  int64 // bytes of the file up to the span's end; negative: behind it
	begun bool  // a line has begun: what stands before it was skipped
	ended bool  // the last byte read was a line end
}

func (l *lines) Close() error { return l.file.Close() }

// Read returns what is before the span's end, and what it takes to finish the
// line there.
func (l *lines) Read(p []byte) (int, error) {
	if !l.begun {
		if err := l.skip(); err != nil {
			return 0, err
		}
	}
	if len(p) == 0 {
		return 0, nil
	}
	if l.left > 0 {
		n, err := l.text.Read(p[:min(int64(len(p)), l.left)])
		l.left -= int64(n)
		if n > 0 {
			l.ended = p[n-1] == '\n'
		}
		return n, err
	}
	if l.ended {
		return 0, io.EOF
	}
	return l.finish(p)
}

// finish reads on to the end of the line.
func (l *lines) finish(p []byte) (int, error) {
	for n := range p {
		c, err := l.text.ReadByte()
		if err != nil {
			return n, err
		}
		p[n] = c
		if c == '\n' {
			l.ended = true
			return n + 1, nil
		}
	}
	return len(p), nil
}

// skip skips what belongs to a line that began before the span, but for its
// end. A span in which no line begins is empty.
func (l *lines) skip() error {
	l.begun = true
	for l.left > 0 {
		line, err := l.text.ReadSlice('\n')
		l.left -= int64(len(line))
		switch {
		case err == nil:
			if l.left <= 0 { // the next line begins behind the span
				l.ended = true
				return nil
			}
			l.left++
			return l.text.UnreadByte()
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
	l.ended = true
	return nil
}

// Size is the length of spans in bytes if nothing else is asked for: long enough
// to make a word's count once for many of its tokens, short enough to give many
// workers something to do.
const Size = 32 << 20

// seekable says whether a file can be read from the middle.
func seekable(path string) bool {
	if storage.Remote(path) {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
