package corpus

import (
	"fmt"
	"strings"
	"testing"
)

func list(found []Finding) string {
	var all []string
	for _, f := range found {
		all = append(all, fmt.Sprintf("%s %s %d/%d", f.Severity, f.Code, f.Count, f.Of))
	}
	return strings.Join(all, ", ")
}

func TestPreflight(t *testing.T) {
	fine := Figures{Sentences: 100, Tokens: 1000}
	good := Prospect{Distinct: 20, Words: 10, Effective: 500}
	with := func(change func(*Figures, *Prospect)) (Figures, Prospect) {
		f, p := fine, good
		change(&f, &p)
		return f, p
	}
	for want, change := range map[string]func(*Figures, *Prospect){
		"":                          func(*Figures, *Prospect) {},
		"useless no_words 0/0":      func(f *Figures, _ *Prospect) { *f = Figures{} },
		"useless letters 1000/1000": func(f *Figures, _ *Prospect) { f.Letters = 1000 },
		"warning letters 500/1000":  func(f *Figures, _ *Prospect) { f.Letters = 500 },
		"useless one_sentence 1000/0": func(f *Figures, _ *Prospect) {
			f.Sentences = 1
		},
		"useless none_survive 20/0":   func(_ *Figures, p *Prospect) { p.Words = 0 },
		"useless lone_tokens 100/100": func(f *Figures, _ *Prospect) { f.Single = 100 },
		"warning lone_tokens 50/100":  func(f *Figures, _ *Prospect) { f.Single = 50 },
		"warning cut 3/0":             func(f *Figures, _ *Prospect) { f.Cut = 3 },
		"warning unknown 200/1000":    func(_ *Figures, p *Prospect) { p.Unknown = 200 },
		"warning few_words 49/0":      func(_ *Figures, p *Prospect) { p.Effective = 499 },
		"useless letters 1/1, useless one_sentence 1/0, useless lone_tokens 1/1, warning few_words 0/0": func(f *Figures, p *Prospect) {
			*f, p.Effective = Figures{Sentences: 1, Tokens: 1, Letters: 1, Single: 1}, 1
		},
	} {
		if got := list(Preflight(with(change))); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := list(Preflight(with(func(f *Figures, p *Prospect) { f.Letters, f.Single, p.Unknown = 499, 49, 199 }))); got != "" {
		t.Errorf("below the thresholds there is %q", got)
	}
}

func TestFindings(t *testing.T) {
	for want, l := range map[string]LineFigures{
		"":                            {Count: 10, Empty: 4, Repeated: 1, Longest: longLine - 1},
		"warning long_line 1048576/0": {Count: 1, Longest: longLine},
		"warning repeated 2/8":        {Count: 10, Empty: 2, Repeated: 2},
		"note empty_lines 5/10":       {Count: 10, Empty: 5},
		"note decomposed 1/10":        {Count: 10, Decomposed: 1},
		"note empty_lines 10/10":      {Count: 10, Empty: 10},
	} {
		e := Examination{Lines: l}
		if got := list(e.Findings(true)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	e := Examination{Files: 3, Encodings: map[string]int{"utf-16": 1, "gbk": 1}, Records: 10, Missing: 1}
	if got := list(e.Findings(true)); got != "note encoding 2/3, note missing 1/10" {
		t.Errorf("of files: %q", got)
	}
	e.Missing = 2
	if got := list(e.Findings(true)); got != "note encoding 2/3, warning missing 2/10" {
		t.Errorf("of records: %q", got)
	}
	e = Examination{Figures: Figures{Replaced: 3}, Lines: LineFigures{Count: 2, Decomposed: 2}}
	if got := list(e.Findings(false)); got != "warning invalid 3/0, warning decomposed 2/2" {
		t.Errorf("not normalised: %q", got)
	}
}

func ExamplePreflight() {
	figures := Figures{Sentences: 1000, Tokens: 9000, Letters: 6300}
	for _, f := range Preflight(figures, Prospect{Words: 500, Effective: 1e5}) {
		fmt.Printf("%s: %s, %.0f %%\n", f.Severity, f.Code, 100*f.Share())
	}
	// Output:
	// warning: letters, 70 %
}
