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

// WriteText writes the outcomes as text: for each experiment its explanation in
// English and Korean, and the printed and the computed numbers of each quantity with
// their largest difference. For an experiment that cannot be repeated it shows a
// report of the same kind, for which it trains on the library corpus; ctx can cancel
// that. Errors are those of training, of a report and of w.
func WriteText(ctx context.Context, w io.Writer, outcomes []Outcome) error {
	var b bytes.Buffer
	for i, o := range outcomes {
		e := o.Experiment
		fmt.Fprintf(&b, "%d. %s\n   %s\n   %s\n", i+1, e.Name, e.Explain["en"], e.Explain["ko"])
		for _, q := range o.Quantities {
			writeQuantity(&b, q)
		}
		if err := writeUntrained(&b, o); err != nil {
			return err
		}
		if !o.Experiment.Reproducible {
			if err := writeSubstitute(ctx, &b, o.Experiment.Query); err != nil {
				return err
			}
		}
		b.WriteByte('\n')
	}
	_, err := w.Write(b.Bytes())
	return err
}

// writeQuantity writes the printed numbers of a quantity and, if they can be
// computed, ours.
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

// compact returns JSON numbers without outer brackets, braces and quotes: the rows
// of a matrix side by side, each in brackets.
func compact(text json.RawMessage) string {
	s := strings.NewReplacer("[[", "[", "]]", "]", "\"", "", "{", "", "}", "").Replace(string(text))
	return strings.ReplaceAll(s, "], [", "]  [")
}

// writeUntrained names the words whose vectors are still random, and shows the same
// query after longer training. It writes nothing for an experiment without training.
func writeUntrained(b *bytes.Buffer, o Outcome) error {
	if o.Words == 0 {
		return nil
	}
	if n := len(o.Unmoved); n == o.Words {
		fmt.Fprintf(b, allUntrained, n)
	} else {
		have := english.Agree(int64(n), "has its random initial vector", "have their random initial vectors")
		fmt.Fprintf(b, "   %d of the %d words still %s: %s.\n", n, o.Words, have, strings.Join(o.Unmoved, ", "))
	}
	b.WriteString(longerTraining)
	t := o.Trained
	known := make([]bool, len(t.Tokens))
	for i := range known {
		known[i] = true
	}
	a := &w2vattn.Attention{Query: []string{t.Query}, Tokens: t.Tokens, Known: known, Auto: true, Result: t.Result}
	return writeReport(b, a)
}

const allUntrained = `   All %d words still have their random initial vectors: subsampling drops nearly every word of so
   small a corpus, and five epochs are too few. The numbers above are random and say nothing about meaning.
`

const longerTraining = `   The same sentences after longer training (--sample 0 --epochs 400 --alpha 0.05), automatic temperature:
`

// writeSubstitute shows a report of the same kind as one that cannot be repeated:
// the attention of a word over a sentence by cosine similarity, on the library corpus.
func writeSubstitute(ctx context.Context, b *bytes.Buffer, query string) error {
	b.WriteString("   This report cannot be repeated. The same query on the library corpus instead:\n")
	library, err := story.Train(ctx, "en")
	if err != nil {
		return err
	}
	o := w2vattn.AttendOptions{Score: attention.Cosine, Nearest: 5}
	a, err := library.Model.Attend(query, "i love my cat and my dog", o)
	if err != nil {
		return err
	}
	return writeReport(b, a)
}

// writeReport writes the text report of an attention result, indented by five spaces.
func writeReport(b *bytes.Buffer, a *w2vattn.Attention) error {
	var text strings.Builder
	if err := report.Write(&text, a, report.Text); err != nil {
		return err
	}
	for line := range strings.Lines(text.String()) {
		b.WriteString("     " + line)
	}
	return nil
}
