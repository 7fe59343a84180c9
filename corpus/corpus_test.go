package corpus_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// stdin returns a source of text given as standard input.
func stdin(text string, in input.Format, options ...corpus.Option) *corpus.FileSource {
	options = append(options, corpus.Stdin(strings.NewReader(text)))
	return corpus.Files([]string{"-"}, in, tokenize.Space(), options...)
}

// TestLongSentences checks that a sentence is cut at MaxSentence tokens exactly, and that
// no token is lost.
func TestLongSentences(t *testing.T) {
	for _, n := range []int{corpus.MaxSentence, corpus.MaxSentence + 1, 2*corpus.MaxSentence + 7} {
		var c vocab.Counter
		f, err := corpus.Count(t.Context(), stdin(strings.Repeat("ab ", n)+"\nlast", input.Lines()), &c)
		if err != nil {
			t.Fatal(err)
		}
		cuts := int64((n - 1) / corpus.MaxSentence)
		want := corpus.Statistics{Sentences: cuts + 2, Tokens: int64(n) + 1, Cut: cuts, Single: 1}
		if n == corpus.MaxSentence+1 {
			want.Single++ // the rest of the long one
		}
		if f != want {
			t.Errorf("%d tokens: got %+v, want %+v", n, f, want)
		}
	}
}

func TestReplacedBytes(t *testing.T) {
	var c vocab.Counter
	src := stdin("a\xffb c\n\xc3\n\nok \ufffd", input.Lines(), corpus.Invalid(input.ReplaceInvalid))
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

func TestStandardInputOnce(t *testing.T) {
	src := stdin("a b\n", input.Lines())
	for _, err := range src.Sentences() {
		if err != nil {
			t.Fatal(err)
		}
	}
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
	if want := (corpus.Statistics{Sentences: 3, Tokens: 5, Letters: 5}); f != want || ids.Len() != 3 || ids.Tokens() != 5 {
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

// FuzzFiles checks that reading any bytes ends without a panic, and, with invalid bytes
// replaced, without an error unless there is a NUL.
func FuzzFiles(f *testing.F) {
	f.Add([]byte("a b\n\nc. D e\xff\r\n"), 1)
	f.Add([]byte("\ufeff가 나\n"), 0)
	f.Add([]byte("\xff\xfe\x000"), 1) // a character of UTF-16
	f.Fuzz(func(t *testing.T, text []byte, which int) {
		in := []input.Format{input.Lines(), input.Text(), input.Stream(3)}[uint(which)%3]
		var c vocab.Counter
		src := stdin(string(text), in, corpus.Invalid(input.ReplaceInvalid))
		_, err := corpus.Count(t.Context(), src, &c)
		utf16 := bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff"))
		// In UTF-16 a NUL is a part of a character.
		if (err != nil) != slices.Contains(text, 0) && !utf16 {
			t.Fatal(err)
		}
	})
}

func ExampleFiles() {
	src := corpus.Files([]string{"-"}, input.Text(), tokenize.Words(),
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
	ids, statistics, err := corpus.Encode(context.Background(), src, &c, 1<<30)
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
	fmt.Println(words.Len(), "words of", statistics.Tokens, "tokens")
	// Output:
	// [0 -1 -1 0 1] <nil>
	// [0 1] <nil>
	// 2 words of 7 tokens
}

// TestStatisticsAddUp checks that the statistics of single sentences add up to those of the
// whole, in every field.
func TestStatisticsAddUp(t *testing.T) {
	text := "alone\na cat and b\nx\n\xff\nthe cat \xff sees\n책\n\n" + strings.Repeat("long ", corpus.MaxSentence+1) +
		"\n\xff"
	src := corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)),
		corpus.Invalid(input.ReplaceInvalid))
	var got corpus.Statistics
	for s, err := range src.Sentences() {
		if err != nil {
			t.Fatal(err)
		}
		got.Add(corpus.StatisticsOf(s))
	}
	var c vocab.Counter
	src = corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)),
		corpus.Invalid(input.ReplaceInvalid))
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
