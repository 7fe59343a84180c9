package corpusflags

import (
	"slices"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
)

func TestReadingNotes(t *testing.T) {
	if got := ReadingNotes(input.Findings{}, corpus.Statistics{}); got != nil {
		t.Errorf("nothing to report: %q", got)
	}
	found := input.Findings{
		Decoded: []input.DecodedFile{{File: "a.txt", Encoding: "euc-kr"}, {File: "b.txt", Encoding: "gbk"}},
		Grown:   []string{"c.txt", "d.txt", "e.txt"}, Missing: 1, Records: 10,
	}
	want := []string{
		"the encoding of a.txt is euc-kr, and 1 more file is like it",
		"1 of 10 records lacks the field, or has null in it",
		"c.txt grew while it was read, and 2 more files are like it; text added later is not used",
		"sentences of more than 10,000 tokens were cut, 2 times in all",
		"1 byte was not text in the file's encoding and was replaced",
	}
	if got := ReadingNotes(found, corpus.Statistics{Cut: 2, Replaced: 1}); !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestPhraseNotes(t *testing.T) {
	if got := PhraseNotes(1, 0); !slices.Equal(got, []string{"1 pair of words was joined"}) {
		t.Errorf("got %q", got)
	}
	if got := PhraseNotes(2, 3); len(got) != 2 || got[0] != "2 pairs of words were joined" {
		t.Errorf("got %q", got)
	}
}

func TestReplacedNotes(t *testing.T) {
	if got := ReplacedNotes(0); got != nil {
		t.Errorf("got %q", got)
	}
	if got := ReplacedNotes(2); !slices.Equal(got, []string{"2 bytes were not UTF-8 and were replaced by U+FFFD"}) {
		t.Errorf("got %q", got)
	}
}
