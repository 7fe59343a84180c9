package corpus_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// stdin makes a source of text given as standard input.
func stdin(text string, in corpus.Input, options ...corpus.Option) *corpus.FileSource {
	options = append(options, corpus.Stdin(strings.NewReader(text)))
	return corpus.Files([]string{"-"}, in, tokenize.Space(), options...)
}

// show gives the sentences of a source as text: line number, tokens, "+" after
// a sentence that was cut.
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

func TestInputs(t *testing.T) {
	for _, test := range []struct {
		in   corpus.Input
		text string
		want []string
	}{
		{corpus.Lines(), "a b\n\n  \nc\r\nd", []string{"1 a b", "4 c", "5 d"}},
		{corpus.Lines(), "", nil},
		{corpus.Lines(), "\n", nil},
		{corpus.Lines(), "\ufeffa\n\ufeffb\n", []string{"1 a", "2 \ufeffb"}},
		{corpus.Stream(3), "a b\nc d e\n\nf g\n", []string{"1 a b c", "2 d e f", "4 g"}},
		{corpus.Text(), "One two.\nThree\r\nfour. Five\n\nsix\n \nSeven. Eight", []string{"1 One two.", "2 Three four.", "3 Five", "5 six", "7 Seven.", "7 Eight"}},
		{corpus.Text(), "고양이는 잔다. 책은\n좋다.\n", []string{"1 고양이는 잔다.", "1 책은 좋다."}},
	} {
		if got := show(t, stdin(test.text, test.in)); !slices.Equal(got, test.want) {
			t.Errorf("%s of %q: got %q, want %q", test.in, test.text, got, test.want)
		}
	}
}

func TestParseInput(t *testing.T) {
	for _, name := range []string{"lines", "text", "stream", "jsonl", "csv", "tsv"} {
		if in, err := corpus.ParseInput(name, "text", 5); err != nil || in.String() != name {
			t.Errorf("%s gives %v, %v", name, in, err)
		}
	}
	if _, err := corpus.ParseInput("pages", "text", 5); err == nil {
		t.Error("an unknown name gives no error")
	}
}

// TestLongSentences: a sentence is cut at MaxSentence tokens, not one more,
// and no token is lost.
func TestLongSentences(t *testing.T) {
	for _, n := range []int{corpus.MaxSentence, corpus.MaxSentence + 1, 2*corpus.MaxSentence + 7} {
		var c vocab.Counter
		f, err := corpus.Count(t.Context(), stdin(strings.Repeat("ab ", n)+"\nlast", corpus.Lines()), &c)
		if err != nil {
			t.Fatal(err)
		}
		cuts := int64((n - 1) / corpus.MaxSentence)
		want := corpus.Figures{Sentences: cuts + 2, Tokens: int64(n) + 1, Cut: cuts, Single: 1}
		if n == corpus.MaxSentence+1 {
			want.Single++ // what is left of the long one
		}
		if f != want {
			t.Errorf("%d tokens: got %+v, want %+v", n, f, want)
		}
	}
}

// TestPieces: wherever a long line is cut for reading, its tokens are those of
// the whole line.
func TestPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.StringMatching(`[ab가é, .]{1,40}`).Draw(t, "unit")
		line := strings.Repeat(unit, rapid.IntRange(1, 200_000/len(unit)).Draw(t, "times"))
		var got []string
		for s, err := range corpus.Files([]string{"-"}, corpus.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(line))).Sentences() {
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

// TestLongLineMemory: a line of 130 MB takes no more memory than short ones,
// whether or not it has sentences in it.
func TestLongLineMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 400 MB")
	}
	for _, in := range []corpus.Input{corpus.Lines(), corpus.Text(), corpus.Stream(1000)} {
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
	for s, err := range stdin(strings.Repeat("가", 1<<20), corpus.Lines()).Sentences() {
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
		{"a\nbc \xff\n", "line 2: byte 4 of the line is no UTF-8"},
		{"a\nb\x00c\n", "line 2: byte 2 of the line is NUL"},
		{long + "\xe0\x80", "line 1: byte 300001 of the line is no UTF-8"},
		{"a\x00b\x00", "line 1: byte 2 of the line is NUL"},
	} {
		var last error
		for _, err := range stdin(test.text, corpus.Lines()).Sentences() {
			last = err
		}
		if last == nil || !strings.Contains(last.Error(), test.want) {
			t.Errorf("%.20q: got %v, want %q", test.text, last, test.want)
		}
	}
}

func TestReplacedBytes(t *testing.T) {
	var c vocab.Counter
	src := stdin("a\xffb c\n\xc3\n\nok \ufffd", corpus.Lines(), corpus.Invalid(corpus.ReplaceInvalid))
	f, err := corpus.Count(t.Context(), src, &c)
	if err != nil || f.Replaced != 2 || f.Tokens != 5 {
		t.Errorf("%+v, %v; want 2 bytes replaced among 5 tokens", f, err)
	}
	for word := range c.All() {
		if word == "a\ufffdb" {
			return
		}
	}
	t.Error("a\\xffb did not become a\\ufffdb")
}

func TestPaths(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "a/z.txt", "a/.hidden", ".git/config", "c.log"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(name+"\n"), 0o600)); err != nil {
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
		src := corpus.Files(test.paths, corpus.Lines(), tokenize.Space())
		if got := strings.Join(show(t, src), ","); got != test.want {
			t.Errorf("%v: got %s, want %s", test.paths, got, test.want)
		}
		if src.BytesRead() != src.Size() || src.Size() == 0 {
			t.Errorf("%v: %d bytes read of %d", test.paths, src.BytesRead(), src.Size())
		}
	}
	for _, bad := range [][]string{{in("none")}, {in("*.none")}, {in("empty")}, {}, {"-"}, {in("[")}} {
		var last error
		for _, err := range corpus.Files(bad, corpus.Lines(), tokenize.Space()).Sentences() {
			last = err
		}
		if last == nil {
			t.Errorf("%v gives no error", bad)
		}
	}
}

func TestStandardInputOnce(t *testing.T) {
	src := stdin("a b\n", corpus.Lines())
	show(t, src)
	for _, err := range src.Sentences() {
		if err == nil {
			t.Fatal("standard input was read twice")
		}
	}
}

func TestEncode(t *testing.T) {
	var c vocab.Counter
	ids, f, err := corpus.Encode(t.Context(), corpus.Lists{{"b", "a", "b"}, {}, {"c", "b"}}, &c, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if want := (corpus.Figures{Sentences: 3, Tokens: 5, Letters: 5}); f != want || ids.Len() != 3 || ids.Tokens() != 5 {
		t.Errorf("%+v, %d sentences, %d tokens", f, ids.Len(), ids.Tokens())
	}
	_, number := c.Vocab(vocab.Selection{MaxVocab: 2})
	if err := ids.Renumber(number); err != nil {
		t.Fatal(err)
	}
	var got []string
	for s, err := range ids.Sentences() {
		got = append(got, fmt.Sprint(s, err))
	}
	if want := []string{"[0 1 0] <nil>", "[] <nil>", "[-1 0] <nil>"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var c vocab.Counter
	if _, err := corpus.Count(ctx, corpus.Lists{{"a"}}, &c); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// FuzzFiles: whatever the bytes, reading ends without a panic, and with bytes
// replaced it ends without an error unless there is a NUL.
func FuzzFiles(f *testing.F) {
	f.Add([]byte("a b\n\nc. D e\xff\r\n"), 1)
	f.Add([]byte("\ufeff가 나\n"), 0)
	f.Add([]byte("\xff\xfe\x000"), 1) // a character of UTF-16
	f.Fuzz(func(t *testing.T, text []byte, which int) {
		in := []corpus.Input{corpus.Lines(), corpus.Text(), corpus.Stream(3)}[uint(which)%3]
		var c vocab.Counter
		src := stdin(string(text), in, corpus.Invalid(corpus.ReplaceInvalid))
		_, err := corpus.Count(t.Context(), src, &c)
		utf16 := bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) // in which a NUL is half a character
		if (err != nil) != slices.Contains(text, 0) && !utf16 {
			t.Fatal(err)
		}
	})
}

func ExampleFiles() {
	src := corpus.Files([]string{"-"}, corpus.Text(), tokenize.Words(),
		corpus.Stdin(strings.NewReader("The cat reads. The book\nis read.")))
	for s, err := range src.Sentences() {
		fmt.Println(s.Line, s.Tokens, err)
	}
	// Output:
	// 1 [the cat reads] <nil>
	// 1 [the book is read] <nil>
}

func ExampleEncode() {
	var c vocab.Counter
	src := corpus.Lists{{"the", "cat", "and", "the", "book"}, {"the", "book"}}
	ids, figures, err := corpus.Encode(context.Background(), src, &c, 1<<30)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer ids.Close()
	words, number := c.Vocab(vocab.Selection{MinCount: 2})
	if err := ids.Renumber(number); err != nil {
		fmt.Println(err)
		return
	}
	for s, err := range ids.Sentences() {
		fmt.Println(s, err)
	}
	fmt.Println(words.Len(), "words of", figures.Tokens, "tokens")
	// Output:
	// [0 -1 -1 0 1] <nil>
	// [0 1] <nil>
	// 2 words of 7 tokens
}

// TestFiguresAddUp: the figures of sentences one by one add up to those of the
// whole, whatever fields there are.
func TestFiguresAddUp(t *testing.T) {
	text := "alone\na cat and b\nx\n\xff\nthe cat \xff sees\n책\n\n" + strings.Repeat("long ", corpus.MaxSentence+1) + "\n\xff"
	src := corpus.Files([]string{"-"}, corpus.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)), corpus.Invalid(corpus.ReplaceInvalid))
	var got corpus.Figures
	for s, err := range src.Sentences() {
		if err != nil {
			t.Fatal(err)
		}
		got.Add(corpus.FiguresOf(s))
	}
	var c vocab.Counter
	src = corpus.Files([]string{"-"}, corpus.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)), corpus.Invalid(corpus.ReplaceInvalid))
	want, err := corpus.Count(t.Context(), src, &c)
	if err != nil || got != want {
		t.Errorf("%+v, want %+v, %v", got, want, err)
	}
	for v, i := reflect.ValueOf(want), 0; i < v.NumField(); i++ { // each has something to add up
		if v.Field(i).Int() == 0 {
			t.Errorf("%s is 0", v.Type().Field(i).Name)
		}
	}
}
