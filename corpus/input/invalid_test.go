package input

import (
	"errors"
	"testing"
)

// TestClean checks that UTF-8 is not changed, and that other text is an error that names
// the position, or has U+FFFD for each invalid byte.
func TestClean(t *testing.T) {
	for _, c := range []struct {
		text, clean    string
		replaced       int
		line, position int
	}{
		{"", "", 0, 0, 0},
		{"고양이 \ufffd", "고양이 \ufffd", 0, 0, 0},
		{"a\xffb", "a\ufffdb", 1, 1, 2},
		{"책\nab\xea\xb3", "책\nab\ufffd\ufffd", 2, 2, 3},
		{"\n\n\xff", "\n\n\ufffd", 1, 3, 1},
	} {
		got, n, err := ReplaceInvalid.Clean(c.text)
		if got != c.clean || n != c.replaced || err != nil {
			t.Errorf("replace %q: %q, %d, %v", c.text, got, n, err)
		}
		got, n, err = RefuseInvalid.Clean(c.text)
		if c.line == 0 {
			if got != c.text || n != 0 || err != nil {
				t.Errorf("refuse %q: %q, %d, %v", c.text, got, n, err)
			}
			continue
		}
		var invalid *InvalidUTF8Error
		if !errors.As(err, &invalid) || invalid.Line != c.line || invalid.Byte != c.position {
			t.Errorf("refuse %q: %v", c.text, err)
		}
	}
}

func TestParseInvalidUTF8(t *testing.T) {
	for name, want := range map[string]InvalidUTF8{"error": RefuseInvalid, "replace": ReplaceInvalid} {
		if got, err := ParseInvalidUTF8(name); got != want || err != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if _, err := ParseInvalidUTF8("ignore"); err == nil ||
		err.Error() != `corpus: unknown treatment "ignore" of invalid UTF-8; use error or replace` {
		t.Error(err)
	}
}
