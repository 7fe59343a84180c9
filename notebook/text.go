package notebook

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/story"
)

// WriteText writes the outcomes as text, explained in English and Korean. Where a
// result cannot be repeated it shows a similar one, for which it trains on the
// library corpus.
func WriteText(ctx context.Context, w io.Writer, outcomes []Outcome) error {
	var b bytes.Buffer
	for i, o := range outcomes {
		fmt.Fprintf(&b, "%d. %s\n   %s\n   %s\n", i+1, o.Experiment.Name, o.Experiment.Explain["en"], o.Experiment.Explain["ko"])
		for _, q := range o.Quantities {
			writeQuantity(&b, q)
		}
		if err := writeLesson(&b, o); err != nil {
			return err
		}
		if !o.Experiment.Reproducible {
			if err := inItsPlace(ctx, &b, o.Experiment.Query); err != nil {
				return err
			}
		}
		b.WriteByte('\n')
	}
	_, err := w.Write(b.Bytes())
	return err
}

func writeQuantity(b *bytes.Buffer, q Comparison) {
	fmt.Fprintf(b, "   %s\n     printed   %s\n", q.Name, compact(q.Printed))
	if q.Computed == nil {
		return
	}
	verdict := "agrees"
	if !q.OK {
		verdict = "DIFFERS"
	}
	fmt.Fprintf(b, "     computed  %s\n     %s, largest difference %.1e\n", compact(q.Computed), verdict, q.MaxDifference)
}

// compact writes JSON numbers without the brackets and quotes that a reader
// does not need.
func compact(text json.RawMessage) string {
	s := strings.NewReplacer("[[", "[", "]]", "]", "\"", "", "{", "", "}", "").Replace(string(text))
	return strings.ReplaceAll(s, "], [", "]  [")
}

// writeLesson says which vectors are random, and shows the same question after
// training for real.
func writeLesson(b *bytes.Buffer, o Outcome) error {
	if o.Words == 0 {
		return nil
	}
	switch len(o.Unmoved) {
	case o.Words:
		fmt.Fprintf(b, "   None of the %d words ever left its random start: in so small a corpus subsampling drops nearly every word,\n   and five epochs are too few. The numbers above are random numbers, and say nothing about meaning.\n", o.Words)
	default:
		fmt.Fprintf(b, "   %d of the %d words never left %s random start: %s.\n", len(o.Unmoved), o.Words, english.Agree(int64(len(o.Unmoved)), "its", "their"), strings.Join(o.Unmoved, ", "))
	}
	b.WriteString("   The same sentences trained for real (--sample 0 --epochs 400 --alpha 0.05), at an automatic temperature:\n")
	t := o.Trained
	known := make([]bool, len(t.Tokens))
	for i := range known {
		known[i] = true
	}
	return indented(b, func(w *bytes.Buffer) error {
		return report.Write(w, &w2vattn.Attention{Query: []string{t.Query}, Tokens: t.Tokens, Known: known, Auto: true, Result: t.Result}, report.Text)
	})
}

// inItsPlace shows a report of the same kind as one that cannot be repeated:
// the cosine of a word with those of a sentence, on the library corpus.
func inItsPlace(ctx context.Context, b *bytes.Buffer, query string) error {
	b.WriteString("   This cannot be repeated. In its place, the same question to the library corpus:\n")
	library, err := story.Train(ctx, "en")
	if err != nil {
		return err
	}
	r, err := library.Model.Attend(query, "i love my cat and my dog", w2vattn.AttendOptions{Score: attention.Cosine, Nearest: 5})
	if err != nil {
		return err
	}
	return indented(b, func(w *bytes.Buffer) error { return report.Write(w, r, report.Text) })
}

// indented writes what f writes, three columns to the right.
func indented(b *bytes.Buffer, f func(*bytes.Buffer) error) error {
	var inner bytes.Buffer
	if err := f(&inner); err != nil {
		return err
	}
	for line := range strings.Lines(inner.String()) {
		b.WriteString("     " + line)
	}
	return nil
}
