package jsonline_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/internal/jsonline"
)

func TestWrite(t *testing.T) {
	for _, test := range []struct {
		value any
		want  string
	}{
		{"고양이 <b> & \u2028\xff", `"고양이 <b> & \u2028\ufffd"` + "\n"},
		{map[string]float32{"b": 1e-7, "a": .1}, `{"a":0.1,"b":1e-7}` + "\n"},
		{[]string(nil), "null\n"},
	} {
		var b strings.Builder
		if err := jsonline.Write(&b, test.value); err != nil || b.String() != test.want {
			t.Errorf("%v: got %q, %v, want %q", test.value, b.String(), err, test.want)
		}
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func TestWriteErrors(t *testing.T) {
	if err := jsonline.Write(&strings.Builder{}, math.NaN()); err == nil {
		t.Error("NaN is written")
	}
	full := errors.New("disk full")
	if err := jsonline.Write(broken{full}, 1); !errors.Is(err, full) {
		t.Errorf("the error of the writer is lost: %v", err)
	}
}
