package story_test

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/story"
)

// TestTell: the story finds sentences with the query, the nearest first, in both
// languages, and each time the same.
func TestTell(t *testing.T) {
	for lang, query := range map[string]string{"en": "cat", "ko": "고양이"} {
		s, err := story.Tell(t.Context(), lang)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(s.Attention.Query, []string{query}) || len(s.Neighbours) != 5 || len(s.Found) != 5 {
			t.Errorf("%s: query %q, %d neighbours, %d sentences", lang, s.Attention.Query, len(s.Neighbours), len(s.Found))
		}
		for i, f := range s.Found {
			if !slices.Contains(f.Attention.Tokens, query) || slices.Equal(f.Attention.Tokens, s.Attention.Tokens) {
				t.Errorf("%s: found %q", lang, f.Text)
			}
			if i > 0 && f.Cosine > s.Found[i-1].Cosine || f.Cosine > 1 {
				t.Errorf("%s: cosine %v stands at %d", lang, f.Cosine, i)
			}
		}
		again, err := story.Tell(t.Context(), lang)
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

func TestTellErrors(t *testing.T) {
	if _, err := story.Tell(t.Context(), "xx"); err == nil || !strings.Contains(err.Error(), "there are en and ko") {
		t.Errorf("another language: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := story.Tell(ctx, "en"); err == nil {
		t.Error("training goes on after the end of its context")
	}
}

func ExampleTell() {
	s, err := story.Tell(context.Background(), "en")
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
