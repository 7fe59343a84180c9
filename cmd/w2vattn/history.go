package main

// This file keeps the lines of the console between sessions. The file is appended to
// line by line, so that a session that is killed loses nothing, and is shortened at
// the start of a later one.

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"

	"github.com/peterh/liner"

	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// A history keeps the lines that were typed in the console for the next session, one per line
// of a file that only the user can read. Several consoles may use the file at once. A nil
// *history keeps nothing.
type history struct {
	path string
	last string // the line that was added last
}

// maxHistoryLine is the largest length in bytes of a line that is read.
const maxHistoryLine = 1 << 12

// openHistory reads the history into editor, which keeps the last liner.HistoryLimit lines. If
// the file has twice as many, it is shortened to these.
func openHistory(editor *liner.State) (*history, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	h := &history{path: filepath.Join(cache, "w2vattn", "console-history")}
	if err := os.MkdirAll(filepath.Dir(h.path), 0o700); err != nil {
		return nil, err
	}
	f, err := os.Open(h.path)
	if errors.Is(err, fs.ErrNotExist) {
		return h, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read from
	lines, in := 0, bufio.NewScanner(f)
	in.Buffer(nil, maxHistoryLine)
	for ; in.Scan(); lines++ {
		if line := in.Text(); utf8.ValidString(line) {
			editor.AppendHistory(line)
			h.last = line
		}
	}
	if err := in.Err(); err != nil {
		return nil, &fs.PathError{Op: "read", Path: h.path, Err: err}
	}
	if lines > 2*liner.HistoryLimit {
		return h, atomicfile.Write(h.path, func(w io.Writer) error {
			_, err := editor.WriteHistory(w)
			return err
		})
	}
	return h, nil
}

// add appends a line to the file, unless it was added last or is too long to be read.
func (h *history) add(line string) error {
	if h == nil || line == h.last || len(line) >= maxHistoryLine || !utf8.ValidString(line) {
		return nil
	}
	h.last = line
	f, err := os.OpenFile(h.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line + "\n")
	return errors.Join(err, f.Close())
}
