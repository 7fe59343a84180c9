package input_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus/input"
)

func TestDecode(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write([]byte("고양이\n\n책"))
	w.Close()
	for name, c := range map[string]struct{ in, want string }{
		"plain":   {"a\n\nb", "a\n\nb"},
		"gzip":    {packed.String(), "고양이\n\n책"},
		"utf-16":  {"\xff\xfea\x00\n\x00", "a\n"},
		"euc-kr":  {"\xb0\xed\xbe\xe7\xc0\xcc\n", "고양이\n"},
		"invalid": {"a \xff\n", "a \xff\n"},
		"empty":   {"", ""},
	} {
		r, err := input.Decode(strings.NewReader(c.in), name, input.Encoding{})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || string(got) != c.want {
			t.Errorf("%s: %q: %v", name, got, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	r, err := input.Decode(strings.NewReader(packed.String()[:packed.Len()-6]), "cut.gz", input.Encoding{})
	if err == nil {
		_, err = io.ReadAll(r)
	}
	if err == nil || !strings.Contains(err.Error(), "cut.gz") {
		t.Errorf("of a broken file: %v", err)
	}
}
