package story_test

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/story"
	"github.com/w2vattn/w2vattn/tokenize"
)

// TestNew: the story finds sentences with the query, nearest first, in both languages,
// and is the same each time.
func TestNew(t *testing.T) {
	for lang, query := range map[string]string{"en": "cat", "ko": "고양이"} {
		s, err := story.New(t.Context(), lang)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(s.Attention.Query, []string{query}) || len(s.Neighbours) != 5 || len(s.Found) != 5 {
			t.Errorf("%s: query %q, %d neighbours, %d sentences", lang, s.Attention.Query, len(s.Neighbours),
				len(s.Found))
		}
		for i, f := range s.Found {
			if !slices.Contains(f.Attention.Tokens, query) || slices.Equal(f.Attention.Tokens, s.Attention.Tokens) {
				t.Errorf("%s: found %q", lang, f.Text)
			}
			if i > 0 && f.Cosine > s.Found[i-1].Cosine || f.Cosine > 1 {
				t.Errorf("%s: cosine %v stands at %d", lang, f.Cosine, i)
			}
		}
		again, err := story.New(t.Context(), lang)
		if err != nil || text(t, again) != text(t, s) {
			t.Errorf("%s: the second story differs: %v", lang, err)
		}
		if !strings.Contains(story.Title(lang), "cat book") && !strings.Contains(story.Title(lang), "고양이 책") {
			t.Errorf("%s: the title is %q", lang, story.Title(lang))
		}
	}
}

// seconds matches the time that training took.
var seconds = regexp.MustCompile(`[0-9.]+ s\.|[0-9.]+초`)

// text returns a story as text, without the time that it took.
func text(t *testing.T, s *report.Story) string {
	t.Helper()
	var b strings.Builder
	out := report.NewWriter(&b, report.Text, report.Options{})
	if err := out.Add(s); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return seconds.ReplaceAllString(b.String(), "")
}

func TestNewErrors(t *testing.T) {
	if _, err := story.New(t.Context(), "xx"); err == nil || !strings.Contains(err.Error(), "there are en and ko") {
		t.Errorf("another language: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := story.New(ctx, "en"); err == nil {
		t.Error("training goes on after the end of its context")
	}
}

func ExampleNew() {
	s, err := story.New(context.Background(), "en")
	if err != nil {
		panic(err)
	}
	fmt.Println(s.Asks)
	fmt.Println(s.Found[0].Text)
	out := report.NewWriter(io.Discard, report.Text, report.Options{Title: story.Title("en")})
	if err := out.Add(s); err != nil { // the whole story
		panic(err)
	}
	if err := out.Close(); err != nil {
		panic(err)
	}
	// Output:
	// A reader asks: “I want to find a book about a cat”. The query “cat” is compared with every word (key)
	// The reader wants a book about a cat.
}

// TestFound: the sentences found are the first ones of all sentences with the query
// when each is attended to by itself and compared with the question.
func TestFound(t *testing.T) {
	for _, lang := range []string{"en", "ko"} {
		s, err := story.New(t.Context(), lang)
		if err != nil {
			t.Fatal(err)
		}
		library, err := story.Train(t.Context(), lang)
		if err != nil {
			t.Fatal(err)
		}
		query := s.Attention.Query[0]
		type scored struct {
			text   string
			cosine float64
		}
		var all []scored
		for _, text := range library.Sentences {
			a, err := library.Model.Attend(query, text, w2vattn.AttendOptions{Temperature: attention.Auto})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(a.Tokens, query) || slices.Equal(a.Tokens, s.Attention.Tokens) {
				continue
			}
			all = append(all, scored{text, cosine(a.Result.Context, s.Attention.Result.Context)})
		}
		slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.cosine, a.cosine) })
		for i, f := range s.Found {
			if want := all[i]; f.Text != want.text || math.Abs(f.Cosine-want.cosine) > 1e-6 {
				t.Errorf("%s: sentence %d is %q with %v, want %q with %v", lang, i, f.Text, f.Cosine, want.text,
					want.cosine)
			}
		}
	}
}

// cosine returns the cosine similarity of two vectors.
func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		x, y := float64(a[i]), float64(b[i])
		ab, aa, bb = ab+float64(x*y), aa+float64(x*x), bb+float64(y*y)
	}
	return ab / math.Sqrt(aa*bb)
}

// TestTokenizer: the Korean model consists of morphemes, the English one of words.
func TestTokenizer(t *testing.T) {
	for lang, want := range map[string]string{"en": tokenize.WordsName, "ko": tokenize.KoreanName} {
		library, err := story.Train(t.Context(), lang)
		if err != nil {
			t.Fatal(err)
		}
		if got := library.Model.TokenizerConfig(); !reflect.DeepEqual(got, tokenize.DefaultOf(want)) {
			t.Errorf("%s: the tokenizer is %+v", lang, got)
		}
	}
	s, err := story.New(t.Context(), "ko")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"고양이", "책", "찾다", "싶다"}; !slices.Equal(s.Attention.Tokens, want) {
		t.Errorf("the tokens of the question are %q, want %q", s.Attention.Tokens, want)
	}
}

// TestTrain: the model contains the words that occur twice in the corpus, and words that
// are used alike are near each other.
func TestTrain(t *testing.T) {
	for lang, test := range map[string]struct{ a, b, other string }{
		"en": {"cat", "kitten", "queen"},
		"ko": {"고양이", "강아지", "사과"},
	} {
		library, err := story.Train(t.Context(), lang)
		if err != nil {
			t.Fatal(err)
		}
		counts := map[string]int{}
		for _, s := range library.Sentences {
			for _, token := range library.Model.Tokenizer().Append(nil, s) {
				counts[token.Text]++
			}
		}
		words := 0
		for word, n := range counts {
			if _, known := library.Model.Table().Vocab().ID(word); known != (n >= 2) {
				t.Errorf("%s: %q occurs %d times; in the model: %v", lang, word, n, known)
			}
			if n >= 2 {
				words++
			}
		}
		if library.Model.Len() != words || library.Model.Dim() != 32 {
			t.Errorf("%s: %d words of %d dimensions, want %d of 32", lang, library.Model.Len(), library.Model.Dim(),
				words)
		}
		near, err := library.Model.Similarity(test.a, test.b)
		if err != nil {
			t.Fatal(err)
		}
		far, err := library.Model.Similarity(test.a, test.other)
		if err != nil || far >= near {
			t.Errorf("%s: %s is %v from %s and %v from %s: %v", lang, test.a, near, test.b, far, test.other, err)
		}
	}
}
