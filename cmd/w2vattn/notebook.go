package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/notebook"
	"github.com/w2vattn/w2vattn/report"
)

func (a *app) newNotebook() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "notebook",
		Short: "Repeat a notebook's experiments and compare the numbers",
		Long: `Repeat every experiment of a teaching notebook that explains Query, Key and
Value as finding books in a library, step by step, with each printed number
beside ours. Exit code 1 if a number differs by more than half a unit of its
last printed digit and float32 rounding.`,
		Example: "  w2vattn notebook\n  w2vattn notebook --format json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			outcomes, err := notebook.Run(cmd.Context())
			if err != nil {
				return err
			}
			if format == "json" {
				err = a.json(notebookJSON(outcomes))
			} else {
				err = a.writeNotebook(cmd.Context(), outcomes)
			}
			if err == nil && !allOK(outcomes) {
				err = errors.New("a number differs from the notebook's")
			}
			return err
		},
	}
	textOrJSON(cmd, &format)
	return cmd
}

func allOK(outcomes []notebook.Outcome) bool {
	for _, o := range outcomes {
		if !o.OK {
			return false
		}
	}
	return true
}

// The JSON form of the outcomes.
type (
	notebookResult struct {
		Experiments []experimentResult `json:"experiments"`
		OK          bool               `json:"ok"`
	}
	experimentResult struct {
		Name         string           `json:"name"`
		Reproducible bool             `json:"reproducible"`
		Quantities   []quantityResult `json:"quantities"`
		Unmoved      []string         `json:"unmoved,omitempty"` // words that never left their random start
		OK           bool             `json:"ok"`
	}
	quantityResult struct {
		Name          string          `json:"name"`
		Printed       json.RawMessage `json:"printed"`
		Computed      json.RawMessage `json:"computed,omitempty"`
		MaxDifference *float64        `json:"max_difference,omitempty"`
	}
)

func notebookJSON(outcomes []notebook.Outcome) notebookResult {
	result := notebookResult{OK: allOK(outcomes)}
	for _, o := range outcomes {
		e := experimentResult{Name: o.Experiment.Name, Reproducible: o.Experiment.Reproducible, OK: o.OK, Unmoved: o.Unmoved, Quantities: []quantityResult{}}
		for _, q := range o.Quantities {
			r := quantityResult{Name: q.Name, Printed: q.Printed, Computed: q.Computed}
			if q.Computed != nil {
				r.MaxDifference = &q.MaxDifference
			}
			e.Quantities = append(e.Quantities, r)
		}
		result.Experiments = append(result.Experiments, e)
	}
	return result
}

// writeNotebook shows the outcomes to people.
func (a *app) writeNotebook(ctx context.Context, outcomes []notebook.Outcome) error {
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
			if err := a.inItsPlace(ctx, &b, o.Experiment.Query); err != nil {
				return err
			}
		}
		b.WriteByte('\n')
	}
	_, err := a.out.Write(b.Bytes())
	return err
}

func writeQuantity(b *bytes.Buffer, q notebook.Comparison) {
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
func writeLesson(b *bytes.Buffer, o notebook.Outcome) error {
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
func (a *app) inItsPlace(ctx context.Context, b *bytes.Buffer, query string) error {
	b.WriteString("   This cannot be repeated. In its place, the same question to the library corpus:\n")
	library, err := trainLibrary(ctx, "en")
	if err != nil {
		return err
	}
	r, err := library.model.Attend(query, "i love my cat and my dog", w2vattn.AttendOptions{Score: attention.Cosine, Nearest: 5})
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
