package vocab_test

import (
	"slices"
	"testing"

	"github.com/w2vattn/w2vattn/vocab"
)

func TestNear(t *testing.T) {
	v, err := vocab.New([]string{"cat", "cats", "act", "book", "고양이", "고양이는", "강아지", "library", "a"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		word string
		n    int
		want []string
	}{
		{"cta", 9, []string{"cat"}},
		{"cat", 9, []string{"cat", "cats", "act"}},
		{"cat", 1, []string{"cat"}},
		{"libary", 3, []string{"library"}},
		{"고앙이", 3, []string{"고양이"}}, // one jamo differs
		{"고양", 3, []string{"고양이"}},
		{"xyz", 3, nil},
		{"", 3, nil},
	} {
		if got, err := v.Near(t.Context(), test.word, test.n); err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%q: got %v, want %v", test.word, got, test.want)
		}
	}
}
