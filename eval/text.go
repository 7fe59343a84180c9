package eval

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/w2vattn/w2vattn/internal/english"
)

// WriteText writes the results as text, and the options that they depend on.
func (r Results) WriteText(w io.Writer, o Options) error {
	text := r.searchText()
	if len(r.Analogies)+len(r.Similarity) > 0 {
		text += r.wordText(o)
	}
	_, err := io.WriteString(w, text)
	return err
}

// wordText shows the results of analogies and word pairs, and the four choices that
// change them.
func (r Results) wordText(o Options) string {
	var b strings.Builder
	for _, f := range r.Analogies {
		t := newTable()
		for _, s := range append(f.Sections, SectionResult{"total", f.Score}) {
			t.AppendRow([]any{s.Name, fmt.Sprintf("%.4f", s.Accuracy), fmt.Sprintf("%d of %d", s.Correct, s.Total), fmt.Sprintf("%d skipped", s.Skipped)})
		}
		fmt.Fprintf(&b, "%s: analogies answered\n%s\n", f.File, t.Render())
	}
	for _, f := range r.Similarity {
		spearman := "none"
		if f.Spearman != nil {
			spearman = fmt.Sprintf("%.4f", *f.Spearman)
		}
		fmt.Fprintf(&b, "%s: Spearman %s over %s, %d skipped\n", f.File, spearman, english.Plural(int64(f.Pairs), "pair"), f.Skipped)
	}
	words, letters := "all words", "case matters"
	if o.RestrictVocab > 0 {
		words = "the first " + english.Plural(int64(o.RestrictVocab), "word")
	}
	if o.FoldCase {
		letters = "case ignored"
	}
	fmt.Fprintf(&b, "words of a question are excluded from its answers · %s · %s · questions with unknown words are skipped\n", words, letters)
	return b.String()
}

// searchText shows the results of search as tables.
func (r Results) searchText() string {
	var b strings.Builder
	for _, s := range r.Search {
		t := newTable()
		t.AppendRow([]any{"", "MRR", "at 1", "at 10"})
		for _, one := range s.Rankers {
			t.AppendRow([]any{one.Name, fmt.Sprintf("%.3f", one.MRR), fmt.Sprintf("%.3f", one.At1), fmt.Sprintf("%.3f", one.At10)})
		}
		fmt.Fprintf(&b, "%s: %s, %s\n%s\n", s.File, s.Task, queries(s.Queries), t.Render())
	}
	return b.String()
}

func queries(n int) string {
	return english.Thousands(int64(n)) + english.Agree(int64(n), " query", " queries")
}

// newTable makes a table without lines.
func newTable() table.Writer {
	t := table.NewWriter()
	style := table.StyleLight
	style.Options = table.OptionsNoBordersAndSeparators
	t.SetStyle(style)
	t.SuppressTrailingSpaces()
	return t
}
