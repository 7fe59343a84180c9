package eval

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/message"
)

// WriteText writes the results as tables of English text, and below them the options o
// that they depend on. The error is that of w.
func (r Results) WriteText(w io.Writer, o Options) error {
	return r.WriteTextIn(w, o, string(message.English))
}

// WriteTextIn is WriteText in a language, "en" or "ko".
func (r Results) WriteTextIn(w io.Writer, o Options, language string) error {
	l := message.Language(language)
	text := r.searchText(l)
	if len(r.Analogies)+len(r.Similarity) > 0 {
		text += r.wordText(o, l)
	}
	_, err := io.WriteString(w, text)
	return err
}

// wordText returns the results of analogies and word pairs, and the four choices that
// change them.
func (r Results) wordText(o Options, l message.Language) string {
	var b strings.Builder
	for _, f := range r.Analogies {
		t := newTable()
		for _, s := range append(f.Sections, SectionResult{message.Total.In(l), f.Score}) {
			t.AppendRow([]any{
				s.Name, fmt.Sprintf("%.4f", s.Accuracy),
				message.CorrectOf.Format(l, s.Correct, s.Total), message.Skipped.Format(l, s.Skipped),
			})
		}
		b.WriteString(message.AnalogiesAnswered.Format(l, f.File) + t.Render() + "\n" + f.collapsedText(l))
	}
	for _, f := range r.Similarity {
		spearman := message.NoSpearman.In(l)
		if f.Spearman != nil {
			spearman = fmt.Sprintf("%.4f", *f.Spearman)
		}
		pairs := message.Sprintf(l, "%s", english.Plural(int64(f.Pairs), "pair"))
		b.WriteString(message.SpearmanOver.Format(l, f.File, spearman, pairs, f.Skipped))
	}
	words, letters := message.AllWords.In(l), message.CaseMatters.In(l)
	if o.RestrictVocab > 0 {
		words = message.FirstWords.Format(l, message.Sprintf(l, "%s", english.Plural(int64(o.RestrictVocab), "word")))
	}
	if o.FoldCase {
		letters = message.CaseIgnored.In(l)
	}
	b.WriteString(message.RulesOfWords.Format(l, words, letters))
	return b.String()
}

// collapsedText names the sections with questions whose words have the same lemma, a line
// for each, and what to do; "" if there are none.
func (f AnalogyResult) collapsedText(l message.Language) string {
	var b strings.Builder
	for _, s := range f.Sections {
		if n := int64(s.Collapsed); n > 0 {
			questions := message.Sprintf(l, "%s", english.OutOf(n, int64(s.Total+s.Skipped), "question"))
			b.WriteString(message.Collapse.Format(l, s.Name, questions, english.Agree(n, "collapses", "collapse")))
		}
	}
	if b.Len() > 0 {
		b.WriteString(message.CollapseRemedy.In(l))
	}
	return b.String()
}

// searchText returns the results of search as tables. There is one table for each task.
func (r Results) searchText(l message.Language) string {
	var b strings.Builder
	for _, s := range r.Search {
		t := newTable()
		t.AppendRow([]any{"", "MRR", message.AtRank.Format(l, 1), message.AtRank.Format(l, 10)})
		number := func(x float64) string { return fmt.Sprintf("%.3f", x) }
		for _, one := range s.Rankers {
			t.AppendRow([]any{one.Name, number(one.MRR), number(one.At1), number(one.At10)})
		}
		task := string(s.Task)
		if m, ok := message.Tasks[task]; ok {
			task = m.In(l)
		}
		b.WriteString(message.SearchTask.Format(l, s.File, task, queries(s.Queries, l), t.Render()))
	}
	return b.String()
}

// queries writes a number of queries: 1 query, 1,000 queries.
func queries(n int, l message.Language) string {
	count := english.Thousands(int64(n))
	return message.QueryCount.Format(l, count, english.Agree(int64(n), "query", "queries"))
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
