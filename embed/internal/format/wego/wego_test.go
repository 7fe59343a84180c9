package wego

import (
	"bytes"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

// TestFormat: without a header, a file may end after any line or digit.
func TestFormat(t *testing.T) {
	formattest.Check(t, Format, func(file []byte, n int) bool {
		if n > len(file) {
			return false
		}
		line := file[bytes.LastIndexByte(file[:n], '\n')+1 : n]
		return n > 0 && (len(line) == 0 || bytes.Count(line, []byte(" ")) >= 2 || bytes.Count(file[:n], []byte("\n")) == 0)
	})
}

func TestSkipsIndented(t *testing.T) {
	c, err := formattest.Decode(Format, []byte("the 1 2 \n cat 3 4 \nthe 5 6 \ndog 7 8 \n"))
	if err != nil || c.Duplicates != 1 || formattest.Show(formattest.Output(c)) != "[the:[1 2] dog:[7 8]]" {
		t.Errorf("got %+v, %v", c, err)
	}
}

func FuzzWego(f *testing.F) { formattest.Fuzz(f, Format) }
