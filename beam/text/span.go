package text

// This file reads the lines of a span. The rule is that of Hadoop's text input: a
// line belongs to the span in which its first byte is. Every worker can apply it by
// itself, and no line is read twice or not at all:
//
//	bytes     0 ─────── 100 ─────── 200
//	lines     [a  ][b      ][c  ][d    ]
//	spans     span 0 ──┤ span 1 ─────┤       b begins in span 0, so span 0 reads all of b

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/w2vattn/w2vattn/beam/storage"
)

// A Span is a part of a file: the lines that begin at the bytes Begin…End−1. A line that
// begins in one span and ends in the next belongs to the first, so each line belongs to
// one span.
type Span struct {
	Number     int // in the order of the text, from 0
	File       string
	Begin, End int64
	Whole      bool // the span is the whole file; Begin and End are not used
}

// String returns the file of the span and, if it is a part, its bytes.
func (s Span) String() string {
	if s.Whole {
		return s.File
	}
	return fmt.Sprintf("%s (bytes %d to %d)", s.File, s.Begin, s.End)
}

// Open returns the text of the span. If the span is not at the start of its file, the text
// starts with the preceding line end, so that its first bytes are not taken for a byte
// order mark or the header of a compressed file.
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

// lines reads whole lines of a span: it skips the line that began before the span, and
// reads on to the end of the line that the span ends in.
type lines struct {
	file  io.Closer
	text  *bufio.Reader
	left  int64 // bytes of the file up to the span's end; negative: behind it
	begun bool  // the rest of the line before the span has been skipped
	ended bool  // the last byte read was a line end
}

// Close closes the file.
func (l *lines) Close() error { return l.file.Close() }

// Read returns the text up to the end of the span, and on to the end of the line there.
func (l *lines) Read(p []byte) (int, error) {
	if !l.begun {
		if err := l.skip(); err != nil {
			return 0, err
		}
	}
	if len(p) == 0 {
		return 0, nil
	}
	// Within the span any number of bytes may be read; beyond it, byte by byte to the end of
	// the line.
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

// finish reads on to the end of the line, byte by byte: the buffer must not lose
// bytes behind it.
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

// skip skips the rest of a line that began before the span, except for its line end. A
// span in which no line begins is empty.
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

// Size is the default length of spans in bytes: long enough that a word is emitted once
// for many tokens, short enough that there are spans for many workers. No measurement set
// it.
const Size = 32 << 20

// seekable reports whether a file can be read from the middle.
func seekable(path string) bool {
	if storage.Remote(path) {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
