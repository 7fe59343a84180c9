package notebook

// This file writes the outcomes for people: for each experiment an explanation, the
// printed and the computed numbers side by side, and where the vectors are still
// random, a sentence that says so.

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/story"
)

// WriteText writes the outcomes as text in a language, "en" or "ko". For each experiment it
// writes the explanation, and the printed and the computed numbers of each quantity with
// their largest difference. For an experiment that cannot be repeated, WriteText also
// trains a model on the library corpus and writes its report for the same query instead; ctx
// can cancel the training. It returns the errors of training, of reports and of w.
func WriteText(ctx context.Context, w io.Writer, outcomes []Outcome, lang string) error {
	out := &text{lang: message.Language(lang)}
	for i, o := range outcomes {
		fmt.Fprintf(out, "%d. %s\n   %s\n", i+1, o.Experiment.Name, o.Experiment.Explain[lang])
		for _, q := range o.Quantities {
			out.quantity(q)
		}
		if err := out.untrained(o); err != nil {
			return err
		}
		if !o.Experiment.Reproducible {
			if err := out.substitute(ctx, o.Experiment.Query); err != nil {
				return err
			}
		}
		out.WriteByte('\n')
	}
	_, err := w.Write(out.Bytes())
	return err
}

// A text collects the output of WriteText in a language.
type text struct {
	bytes.Buffer
	lang message.Language
}

// say writes the lines of a message, indented by three columns.
func (t *text) say(m message.Message, args ...any) {
	for line := range strings.Lines(m.Format(t.lang, args...) + "\n") {
		t.WriteString("   " + line)
	}
}

// quantity writes the printed numbers of a quantity and, if there are any, the computed ones.
func (t *text) quantity(q Comparison) {
	fmt.Fprintf(t, "   %s\n  ", q.Name)
	t.say(message.Printed, compact(q.Printed))
	if q.Computed == nil {
		return
	}
	verdict := message.Agrees
	if !q.OK {
		verdict = message.Differs
	}
	t.WriteString("  ")
	t.say(message.Computed, compact(q.Computed))
	t.WriteString("  ")
	t.say(verdict, q.MaxDifference)
}

// compact returns JSON numbers without braces, quotes and the outer brackets of a matrix,
// whose rows stand side by side, each in brackets.
func compact(text json.RawMessage) string {
	s := strings.NewReplacer("[[", "[", "]]", "]", "\"", "", "{", "", "}", "").Replace(string(text))
	return strings.ReplaceAll(s, "], [", "]  [")
}

// untrained writes the words whose vectors are still random, and the answer to the same
// query after longer training. It writes nothing for an experiment without training.
func (t *text) untrained(o Outcome) error {
	if o.Words == 0 {
		return nil
	}
	if len(o.Unmoved) == o.Words {
		t.say(message.NoneTrained, o.Words)
	} else {
		t.say(message.SomeUntrained, len(o.Unmoved), o.Words, strings.Join(o.Unmoved, ", "))
	}
	t.say(message.LongerTraining)
	a := o.Trained
	known := make([]bool, len(a.Tokens))
	for i := range known {
		known[i] = true
	}
	return t.report(&w2vattn.Attention{Query: []string{a.Query}, Tokens: a.Tokens, Known: known, Auto: true,
		Result: a.Result})
}

// substitute writes a report in place of an experiment that cannot be repeated. It trains a
// model on the library corpus and computes the attention of a word over a sentence, by
// cosine similarity.
func (t *text) substitute(ctx context.Context, query string) error {
	t.say(message.Substitute)
	library, err := story.Train(ctx, "en")
	if err != nil {
		return err
	}
	r, err := library.Model.Attend(query, "i love my cat and my dog",
		w2vattn.AttendOptions{Score: attention.Cosine, Nearest: 5})
	if err != nil {
		return err
	}
	return t.report(r)
}

// report writes a result as text, indented by five columns.
func (t *text) report(r report.Result) error {
	var inner bytes.Buffer
	out := report.NewWriter(&inner, report.Text, report.Options{Language: string(t.lang)})
	if err := out.Add(r); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	for line := range strings.Lines(inner.String()) {
		t.WriteString("     " + line)
	}
	return nil
}
