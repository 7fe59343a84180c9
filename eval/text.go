package eval

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/w2vattn/w2vattn/internal/english"
)

// WriteText writes the results as tables of text, and below them the options o that
// they depend on. The error is that of w.
func (r Results) WriteText(w io.Writer, o Options) error {
	text := r.searchText()
	if len(r.Analogies)+len(r.Similarity) > 0 {
		text += r.wordText(o)
	}
	_, err := io.WriteString(w, text)
	return err
}

// wordText returns the results of analogies and word pairs, and the four choices that
// change them.
func (r Results) wordText(o Options) string {
	var b strings.Builder
	for _, f := range r.Analogies {
		t := newTable()
		for _, s := range append(f.Sections, SectionResult{"total", f.Score}) {
			t.AppendRow([]any{
				s.Name, fmt.Sprintf("%.4f", s.Accuracy),
				fmt.Sprintf("%d of %d", s.Correct, s.Total), fmt.Sprintf("%d skipped", s.Skipped),
			})
		}
		fmt.Fprintf(&b, "%s: analogies answered\n%s\n%s", f.File, t.Render(), f.collapsedText())
	}
	for _, f := range r.Similarity {
		spearman := "none"
		if f.Spearman != nil {
			spearman = fmt.Sprintf("%.4f", *f.Spearman)
		}
		pairs := english.Plural(int64(f.Pairs), "pair")
		fmt.Fprintf(&b, "%s: Spearman %s over %s, %d skipped\n", f.File, spearman, pairs, f.Skipped)
	}
	words, letters := "all words", "case matters"
	if o.RestrictVocab > 0 {
		words = "the first " + english.Plural(int64(o.RestrictVocab), "word")
	}
	if o.FoldCase {
		letters = "case ignored"
	}
	fmt.Fprintf(&b, "words of a question are excluded from its answers · %s · %s"+
		" · questions with unknown words are skipped\n", words, letters)
	return b.String()
}

// collapsedText names the sections with questions whose words have the same lemma, a line
// for each, and what to do; "" if there are none.
func (f AnalogyResult) collapsedText() string {
	var b strings.Builder
	for _, s := range f.Sections {
		if n := int64(s.Collapsed); n > 0 {
			fmt.Fprintf(&b, "%s: %s %s: their words have the same lemma\n", s.Name,
				english.OutOf(n, int64(s.Total+s.Skipped), "question"), english.Agree(n, "collapses", "collapse"))
		}
	}
	if b.Len() > 0 {
		b.WriteString("to compare forms of words, train a model with --tokenizer words\n")
	}
	return b.String()
}

// searchText returns the results of search as tables. There is one table for each task.
func (r Results) searchText() string {
	var b strings.Builder
	for _, s := range r.Search {
		t := newTable()
		t.AppendRow([]any{"", "MRR", "at 1", "at 10"})
		number := func(x float64) string { return fmt.Sprintf("%.3f", x) }
		for _, one := range s.Rankers {
			t.AppendRow([]any{one.Name, number(one.MRR), number(one.At1), number(one.At10)})
		}
		fmt.Fprintf(&b, "%s: %s, %s\n%s\n", s.File, s.Task, queries(s.Queries), t.Render())
	}
	return b.String()
}

// queries writes a number of queries: 1 query, 1,000 queries.
func queries(n int) string {
	return english.Thousands(int64(n)) + english.Agree(int64(n), " query", " queries")
}

// newTable returns a table without lines. Columns are separated by spaces.
func newTable() table.Writer {
	t := table.NewWriter()
	style := table.StyleLight
	style.Options = table.OptionsNoBordersAndSeparators
	t.SetStyle(style)
	t.SuppressTrailingSpaces()
	return t
}
