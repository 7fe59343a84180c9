package glove

import (
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

func TestFormat(t *testing.T) { formattest.Check(t, Format, formattest.Headerless(' ')) }

func TestRefuses(t *testing.T) {
	formattest.Refuses(t, Format, map[string]string{
		"":                     "line 1: the file is empty",
		"the\n":                "dimension 0",
		"the 1 2\ncat 1\n":     "line 2: the vector has dimension 1, expected 2",
		"the 1 2\ncat 1 2 3\n": "line 2: more than 2 numbers",
		"the 1 2\ncat 1 x\n":   `line 2: not a vector file: "x" is not a number`,
		"the 1 inf\n":          "line 1: number 2",
	})
}

func FuzzGloVe(f *testing.F) {
	f.Add([]byte(". . . 1 2\nthe .5 -3e-5\n"))
	formattest.Fuzz(f, Format)
}
