package wego

import (
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

func TestFormat(t *testing.T) { formattest.Check(t, Format, formattest.Headerless(' ')) }

func TestSkipsIndented(t *testing.T) {
	c, err := formattest.Decode(Format, []byte("the 1 2 \n cat 3 4 \nthe 5 6 \ndog 7 8 \n"))
	if err != nil || c.Duplicates != 1 || formattest.Show(formattest.Output(c)) != "[the:[1 2] dog:[7 8]]" {
		t.Errorf("got %+v, %v", c, err)
	}
}

func FuzzWego(f *testing.F) { formattest.Fuzz(f, Format) }
