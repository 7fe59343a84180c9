package input_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// stdin returns a source of text given as standard input.
func stdin(text string, format input.Format, options ...corpus.Option) *corpus.FileSource {
	options = append(options, corpus.Stdin(strings.NewReader(text)))
	return corpus.Files([]string{"-"}, format, tokenize.Space(), options...)
}

// show returns the sentences of a source as text: line number, tokens, "+" after a sentence
// that was cut.
func show(t testing.TB, src corpus.Source) []string {
	t.Helper()
	var all []string
	for s, err := range src.Sentences() {
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprint(s.Line, " ", strings.Join(s.Tokens, " "))
		if s.Cut {
			text += "+"
		}
		all = append(all, text)
	}
	return all
}

func TestFormats(t *testing.T) {
	for _, test := range []struct {
		in   input.Format
		text string
		want []string
	}{
		{input.Lines(), "a b\n\n  \nc\r\nd", []string{"1 a b", "4 c", "5 d"}},
		{input.Lines(), "", nil},
		{input.Lines(), "\n", nil},
		{input.Lines(), "\ufeffa\n\ufeffb\n", []string{"1 a", "2 \ufeffb"}},
		{input.Stream(3), "a b\nc d e\n\nf g\n", []string{"1 a b c", "2 d e f", "4 g"}},
		{input.Text(), "One two.\nThree\r\nfour. Five\n\nsix\n \nSeven. Eight",
			[]string{"1 One two.", "2 Three four.", "3 Five", "5 six", "7 Seven.", "7 Eight"}},
		{input.Text(), "고양이는 잔다. 책은\n좋다.\n", []string{"1 고양이는 잔다.", "1 책은 좋다."}},
	} {
		if got := show(t, stdin(test.text, test.in)); !slices.Equal(got, test.want) {
			t.Errorf("%s of %q: got %q, want %q", test.in, test.text, got, test.want)
		}
	}
}

func TestParse(t *testing.T) {
	for _, name := range []string{"lines", "text", "stream", "jsonl", "csv", "tsv"} {
		if in, err := input.Parse(name, "text", 5); err != nil || in.String() != name {
			t.Errorf("%s gives %v, %v", name, in, err)
		}
	}
	if _, err := input.Parse("pages", "text", 5); err == nil {
		t.Error("an unknown name gives no error")
	}
}

// TestPieces checks that the tokens of a long line are those of the whole line, wherever it
// is cut for reading.
func TestPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.StringMatching(`[ab가é, .]{1,40}`).Draw(t, "unit")
		line := strings.Repeat(unit, rapid.IntRange(1, 200_000/len(unit)).Draw(t, "times"))
		var got []string
		for s, err := range corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(),
			corpus.Stdin(strings.NewReader(line))).Sentences() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, s.Tokens...)
		}
		if want := tokenize.Texts(tokenize.Words().Append(nil, line)); !slices.Equal(got, want) {
			t.Fatalf("%d tokens of %q × …, want %d", len(got), unit, len(want))
		}
	})
}

// lineOf reads as one line of n bytes, "word word word …".
type lineOf struct{ at, n int }

func (l *lineOf) Read(p []byte) (int, error) {
	if l.at == l.n {
		return 0, io.EOF
	}
	p = p[:min(len(p), l.n-l.at)]
	for i := range p {
		p[i] = "word "[(l.at+i)%5]
	}
	l.at += len(p)
	return len(p), nil
}

// TestLongLineMemory checks that a line of 130 MB takes no more memory than short lines,
// whether or not it has sentences in it.
func TestLongLineMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 400 MB")
	}
	for _, in := range []input.Format{input.Lines(), input.Text(), input.Stream(1000)} {
		var c vocab.Counter
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		src := corpus.Files([]string{"-"}, in, tokenize.Space(), corpus.Stdin(&lineOf{n: 130 << 20}))
		f, err := corpus.Count(t.Context(), src, &c)
		runtime.ReadMemStats(&after)
		if err != nil || f.Tokens != 26<<20 {
			t.Fatalf("%s: %+v, %v", in, f, err)
		}
		if grown := int64(after.Sys) - int64(before.Sys); grown > 64<<20 {
			t.Errorf("%s: memory grew by %d MB", in, grown>>20)
		}
	}
}

func TestWordWithoutEnd(t *testing.T) {
	var n int
	for s, err := range stdin(strings.Repeat("가", 1<<20), input.Lines()).Sentences() {
		if err != nil {
			t.Fatal(err)
		}
		for _, token := range s.Tokens {
			n += strings.Count(token, "가")
		}
	}
	if n != 1<<20 {
		t.Errorf("%d syllables came through, want %d", n, 1<<20)
	}
}

func TestBadText(t *testing.T) {
	long := strings.Repeat("ab ", 100_000)
	for _, test := range []struct{ text, want string }{
		{"a\nbc \xff\n", "line 2: byte 4 of the line is not UTF-8"},
		{"a\nb\x00c\n", "line 2: byte 2 of the line is NUL"},
		{long + "\xe0\x80", "line 1: byte 300001 of the line is not UTF-8"},
		{"a\x00b\x00", "line 1: byte 2 of the line is NUL"},
	} {
		var last error
		for _, err := range stdin(test.text, input.Lines()).Sentences() {
			last = err
		}
		if last == nil || !strings.Contains(last.Error(), test.want) {
			t.Errorf("%.20q: got %v, want %q", test.text, last, test.want)
		}
	}
}

func TestPaths(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "a/z.txt", "a/.hidden", ".git/config", "c.log"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700),
			os.WriteFile(path, []byte(name+"\n"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o700); err != nil {
		t.Fatal(err)
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, test := range []struct {
		paths []string
		want  string
	}{
		{[]string{dir}, "1 a/z.txt,1 b.txt,1 c.log"},
		{[]string{in("c.log"), in("*.txt")}, "1 c.log,1 b.txt"},
		{[]string{in("b.txt"), in("b.txt")}, "1 b.txt,1 b.txt"},
	} {
		src := corpus.Files(test.paths, input.Lines(), tokenize.Space())
		if got := strings.Join(show(t, src), ","); got != test.want {
			t.Errorf("%v: got %s, want %s", test.paths, got, test.want)
		}
		if src.BytesRead() != src.Size() || src.Size() == 0 {
			t.Errorf("%v: %d bytes read of %d", test.paths, src.BytesRead(), src.Size())
		}
	}
	for _, bad := range [][]string{{in("none")}, {in("*.none")}, {in("empty")}, {}, {"-"}, {in("[")}} {
		var last error
		for _, err := range corpus.Files(bad, input.Lines(), tokenize.Space()).Sentences() {
			last = err
		}
		if last == nil {
			t.Errorf("%v gives no error", bad)
		}
	}
}
