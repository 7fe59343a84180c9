package doctor

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// list returns the severities, codes and counts of findings as text.
func list(found []Finding) string {
	var all []string
	for _, f := range found {
		all = append(all, fmt.Sprintf("%s %s %d/%d", f.Severity, f.Code, f.Count, f.Of))
	}
	return strings.Join(all, ", ")
}

func TestOfFigures(t *testing.T) {
	fine := corpus.Statistics{Sentences: 100, Tokens: 1000}
	good := expectation{distinct: 20, words: 10, effective: 500}
	with := func(change func(*corpus.Statistics, *expectation)) (corpus.Statistics, expectation) {
		f, p := fine, good
		change(&f, &p)
		return f, p
	}
	for want, change := range map[string]func(*corpus.Statistics, *expectation){
		"":                          func(*corpus.Statistics, *expectation) {},
		"useless no_words 0/0":      func(f *corpus.Statistics, _ *expectation) { *f = corpus.Statistics{} },
		"useless letters 1000/1000": func(f *corpus.Statistics, _ *expectation) { f.Letters = 1000 },
		"warning letters 500/1000":  func(f *corpus.Statistics, _ *expectation) { f.Letters = 500 },
		"useless one_sentence 1000/0": func(f *corpus.Statistics, _ *expectation) {
			f.Sentences = 1
		},
		"useless none_survive 20/0":   func(_ *corpus.Statistics, p *expectation) { p.words = 0 },
		"useless lone_tokens 100/100": func(f *corpus.Statistics, _ *expectation) { f.Single = 100 },
		"warning lone_tokens 50/100":  func(f *corpus.Statistics, _ *expectation) { f.Single = 50 },
		"warning cut 3/0":             func(f *corpus.Statistics, _ *expectation) { f.Cut = 3 },
		"warning unknown 200/1000":    func(_ *corpus.Statistics, p *expectation) { p.unknown = 200 },
		"warning particles 93/100": func(_ *corpus.Statistics, p *expectation) {
			p.tokenizer = tokenize.Choice{Name: tokenize.WordsName, Hangul: .934}
		},
		"warning few_words 49/0": func(_ *corpus.Statistics, p *expectation) { p.effective = 499 },
		"useless letters 1/1, useless one_sentence 1/0, useless lone_tokens 1/1, " +
			"warning few_words 0/0": func(f *corpus.Statistics, p *expectation) {
			*f, p.effective = corpus.Statistics{Sentences: 1, Tokens: 1, Letters: 1, Single: 1}, 1
		},
	} {
		if got := list(statisticsFindings(with(change))); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := list(statisticsFindings(with(func(f *corpus.Statistics, p *expectation) {
		f.Letters, f.Single, p.unknown = 499, 49, 199
		p.tokenizer = tokenize.Choice{Name: tokenize.SpaceName, Hangul: .5}
	}))); got != "" {
		t.Errorf("below the thresholds there is %q", got)
	}
}

func TestOfLines(t *testing.T) {
	for want, l := range map[string]LineFigures{
		"":                            {Count: 10, Empty: 4, Repeated: 1, Longest: longLineBytes - 1},
		"warning long_line 1048576/0": {Count: 1, Longest: longLineBytes},
		"warning repeated 2/8":        {Count: 10, Empty: 2, Repeated: 2},
		"note empty_lines 5/10":       {Count: 10, Empty: 5},
		"note decomposed 1/10":        {Count: 10, Decomposed: 1},
		"note empty_lines 10/10":      {Count: 10, Empty: 10},
	} {
		e := &Examination{Lines: l}
		if got := list(lineFindings(e, true)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	e := &Examination{Files: 3, Encodings: map[string]int{"utf-16": 1, "gbk": 1}, Records: 10, Missing: 1}
	if got := list(lineFindings(e, true)); got != "note encoding 2/3, note missing 1/10" {
		t.Errorf("of files: %q", got)
	}
	e.Missing = 2
	if got := list(lineFindings(e, true)); got != "note encoding 2/3, warning missing 2/10" {
		t.Errorf("of records: %q", got)
	}
	e = &Examination{Statistics: corpus.Statistics{Replaced: 3}, Lines: LineFigures{Count: 2, Decomposed: 2}}
	if got := list(lineFindings(e, false)); got != "warning invalid 3/0, warning decomposed 2/2" {
		t.Errorf("not normalised: %q", got)
	}
}

func TestCover(t *testing.T) {
	var c vocab.Counter
	for w := range strings.FieldsSeq("a a a a b b c d") {
		c.Add(w)
	}
	got := coverage(&c, []int64{1, 2, 5})
	if want := []Coverage{{1, 4, 8, 1}, {2, 2, 6, .75}, {5, 0, 0, 0}}; !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
