package corpusflags

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/w2vattn/w2vattn/corpus/input"
)

func TestEachText(t *testing.T) {
	for _, c := range []struct {
		texts    []string
		stdin    string
		invalid  input.InvalidUTF8
		want     []string
		replaced int
		err      string
	}{
		{[]string{"a b", "c"}, "unread", input.RefuseInvalid, []string{"a b", "c"}, 0, ""},
		{nil, "a b\r\n\nc", input.RefuseInvalid, []string{"a b", "", "c"}, 0, ""},
		{nil, "", input.RefuseInvalid, nil, 0, ""},
		{nil, "a\xff\n\xff\xff\n", input.ReplaceInvalid, []string{"a\ufffd", "\ufffd\ufffd"}, 3, ""},
		{nil, "a\nb\xff\n", input.RefuseInvalid, []string{"a"}, 0, "standard input, line 2: byte 2"},
		{[]string{"a", "b\n\xff"}, "", input.RefuseInvalid, []string{"a"}, 0, "text 2 of 2, line 2: byte 1"},
	} {
		var got []string
		replaced, err := EachText(strings.NewReader(c.stdin), c.texts, c.invalid, func(text string) error {
			got = append(got, text)
			return nil
		})
		if !slices.Equal(got, c.want) || replaced != c.replaced || (err != nil) != (c.err != "") {
			t.Errorf("%q, %q: %q, %d replaced, %v", c.texts, c.stdin, got, replaced, err)
		}
		if err != nil && (!strings.Contains(err.Error(), c.err) ||
			!strings.Contains(err.Error(), "--invalid-utf8 replace")) {
			t.Errorf("%q, %q: %v, want %q", c.texts, c.stdin, err, c.err)
		}
	}
}

// TestEachTextStops: errors of the function and of the reader end it.
func TestEachTextStops(t *testing.T) {
	stop := errors.New("stop")
	fails := func(string) error { return stop }
	for _, texts := range [][]string{nil, {"a"}} {
		if _, err := EachText(strings.NewReader("a\nb\n"), texts, input.RefuseInvalid, fails); !errors.Is(err, stop) {
			t.Errorf("%q: %v", texts, err)
		}
	}
	if _, err := EachText(iotest.ErrReader(io.ErrClosedPipe), nil, input.RefuseInvalid, fails); !errors.Is(err,
		io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}

// TestSampleTexts: the sample of a long standard input is its beginning, and nothing of it
// is lost.
func TestSampleTexts(t *testing.T) {
	long := strings.Repeat("고양이는 책을 읽는다\n", 10_000)
	for _, c := range []struct {
		stdin, sample string
		texts         []string
	}{
		{"", "", nil}, {"a\nb", "a\nb", nil}, {long, long[:64<<10], nil},
		{"a\n", "b c\nd", []string{"b c", "d"}},
	} {
		sample, all := SampleTexts(iotest.HalfReader(strings.NewReader(c.stdin)), c.texts)
		if rest, err := io.ReadAll(all); err != nil || sample != c.sample || string(rest) != c.stdin {
			t.Errorf("%.20q: a sample of %d bytes, %d bytes to read, %v", c.stdin, len(sample), len(rest), err)
		}
	}
	broken := errors.New("broken")
	sample, all := SampleTexts(io.MultiReader(strings.NewReader("a"), iotest.ErrReader(broken)), nil)
	if rest, err := io.ReadAll(all); sample != "a" || string(rest) != "a" || !errors.Is(err, broken) {
		t.Errorf("%q, %q, %v", sample, rest, err)
	}
}
