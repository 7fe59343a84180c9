package progress

// This file writes the progress of training as JSON Lines, for programs that draw
// curves.

import (
	"cmp"
	"encoding/json"
	"os"
	"time"

	"github.com/w2vattn/w2vattn/embed/train"
)

// A Log is the file of a log: JSON Lines, at most one a second and one at the end of an
// epoch. Without a path there is no log.
type Log struct {
	Path   string
	Append bool // to an existing file instead of replacing it
}

// open creates or opens the file. Without a path it returns nil.
func (l Log) open() (*logWriter, error) {
	if l.Path == "" {
		return nil, nil
	}
	how := os.O_TRUNC
	if l.Append {
		how = os.O_APPEND
	}
	f, err := os.OpenFile(l.Path, os.O_WRONLY|os.O_CREATE|how, 0o666) //nolint:gosec // as os.Create
	if err != nil {
		return nil, err
	}
	return &logWriter{file: f}, nil
}

// A logWriter writes a log. A nil one discards all lines.
type logWriter struct {
	file *os.File
	last time.Time // of the last line
	err  error     // the first error of writing
}

// write adds a line for a status at a time, with the number of words trained on so far
// and the rate in words per second. The line is written at once, so that it is not lost
// if the program is killed.
func (l *logWriter) write(s train.Status, words int64, rate float64, now time.Time) {
	if l == nil || words == 0 || now.Sub(l.last) < time.Second && s.Tokens != s.Total {
		return
	}
	l.last = now
	line, err := json.Marshal(struct {
		Time           string  `json:"time"`
		Epoch          int     `json:"epoch"`
		Words          int64   `json:"words"`
		WordsPerSecond float64 `json:"words_per_second"`
		Alpha          float64 `json:"alpha"`
		Loss           float64 `json:"loss"`
		HeldOut        float64 `json:"held_out,omitempty"`
	}{now.UTC().Format(time.RFC3339Nano), s.Epoch + 1, words, rate, s.Alpha, s.Loss, s.HeldOut})
	if err == nil {
		_, err = l.file.Write(append(line, '\n'))
	}
	l.err = cmp.Or(l.err, err)
}

// close closes the file and returns the first error of writing to it.
func (l *logWriter) close() error {
	if l == nil {
		return nil
	}
	return cmp.Or(l.err, l.file.Close())
}
