package jupyter

// This file arranges the cells: an introduction, the functions of the code, a section for
// each experiment, and a summary.

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/notebook"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/story"
)

// Write writes the outcomes of notebook.Run as a Jupyter notebook in a language, "en" or
// "ko". For an experiment that cannot be repeated it also trains a model on the library
// corpus; ctx can cancel the training. It returns the errors of training, of reports and of
// w.
func Write(ctx context.Context, w io.Writer, outcomes []notebook.Outcome, lang string) error {
	b := &builder{lang: message.Language(lang)}
	b.text("title", "# "+message.JupyterTitle.In(b.lang)+"\n\n"+message.JupyterIntro.In(b.lang)+"\n\n"+
		message.JupyterAgain.In(b.lang))
	b.text("commands-text", message.JupyterCommands.In(b.lang))
	b.code("commands", inLanguage(commandsCode, b.lang))
	b.text("compare-text", message.JupyterCompares.In(b.lang))
	b.code("compare", inLanguage(compareCode, b.lang))
	for i, o := range outcomes {
		if err := b.section(ctx, i+1, o); err != nil {
			return fmt.Errorf("jupyter: %s: %w", o.Experiment.Name, err)
		}
	}
	b.summary(outcomes)
	return write(w, b.cells)
}

// A builder collects the cells of a notebook in a language.
type builder struct {
	lang  message.Language
	cells []cell
	count int // code cells so far
}

// text adds a cell with Markdown.
func (b *builder) text(id, source string) {
	b.cells = append(b.cells, &markdownCell{Type: "markdown", ID: id, Source: lines(source)})
}

// code adds a cell with code and its outputs.
func (b *builder) code(id, source string, outputs ...output) {
	b.count++
	b.cells = append(b.cells, &codeCell{Type: "code", Count: b.count, ID: id, Source: lines(source),
		Outputs: append([]output{}, outputs...)})
}

// section adds the cells of experiment n, from 1. With NAME for the name of the experiment, their
// ids are
//
//	NAME               title and explanation
//	NAME-attention     the code that asks, with the drawing of the weights
//	NAME-numbers       the table of printed and computed numbers
//	NAME-longer-text   if the model was also trained longer: the words with random vectors
//	NAME-longer        and the answer after that training
//	NAME-library       in place of all but the first, if the experiment cannot be repeated
func (b *builder) section(ctx context.Context, n int, o notebook.Outcome) error {
	e := o.Experiment
	title := e.Name
	if m, ok := message.JupyterTitles[e.Name]; ok {
		title = m.In(b.lang)
	}
	text := fmt.Sprintf("## %d. %s\n\n%s", n, title, e.Explain[string(b.lang)])
	if !e.Reproducible {
		b.text(e.Name, text+"\n\n"+b.printedOnly(o.Quantities)+"\n"+message.Substitute.In(b.lang))
		return b.substitute(ctx, e.Name, e.Query)
	}
	b.text(e.Name, text)
	q, err := questionOf(e, o.Model)
	if err != nil {
		return err
	}
	r, err := q.attend(o.Model)
	if err != nil {
		return err
	}
	if err := b.attention(e.Name+"-attention", askCode(e, &q), r); err != nil {
		return err
	}
	b.code(e.Name+"-numbers", comparisonCode(e, b.lang), tableOf(o.Quantities, b.lang))
	if o.Trained == nil {
		return nil
	}
	return b.longer(o)
}

// attention adds a cell whose code draws an attention, with the drawing and the report as text.
func (b *builder) attention(id, code string, r report.Result) error {
	drawing, err := b.report(r, report.SVG)
	if err != nil {
		return err
	}
	text, err := b.report(r, report.Text)
	if err != nil {
		return err
	}
	b.code(id, code, newDisplay("image/svg+xml", drawing, text))
	return nil
}

// report returns a result in a format, as attend writes it.
func (b *builder) report(r report.Result, f report.Format) (string, error) {
	var s strings.Builder
	w := report.NewWriter(&s, f, report.Options{Language: string(b.lang), Title: b.title(r)})
	if err := w.Add(r); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return s.String(), nil
}

// title returns the title of a picture.
func (b *builder) title(r report.Result) string {
	if a, ok := r.(*w2vattn.Attention); ok {
		return message.AttentionOf.Format(b.lang, "“"+strings.Join(a.Query, " + ")+"”")
	}
	return message.SelfTitle.In(b.lang)
}

// longer adds the words whose vectors are random, and the answer to the same query after
// longer training.
func (b *builder) longer(o notebook.Outcome) error {
	random := message.SomeUntrained.Format(b.lang, len(o.Unmoved), o.Words, strings.Join(o.Unmoved, ", "))
	if len(o.Unmoved) == o.Words {
		random = message.NoneTrained.Format(b.lang, o.Words)
	}
	e, a := o.Experiment, o.Trained
	b.text(e.Name+"-longer-text", random+"\n\n"+message.LongerTraining.In(b.lang))
	return b.attention(e.Name+"-longer", longerCode(e, a), &w2vattn.Attention{Query: []string{a.Query},
		Tokens: a.Tokens, Known: slices.Repeat([]bool{true}, len(a.Tokens)), Auto: true, Result: a.Result})
}

// printedOnly returns the printed numbers of an experiment that cannot be repeated, as a table
// in Markdown.
func (b *builder) printedOnly(quantities []notebook.Comparison) string {
	table := "| " + message.JupyterQuantity.In(b.lang) + " | " + message.JupyterPrinted.In(b.lang) + " |\n|---|---|\n"
	for _, q := range quantities {
		table += "| " + quantityName(q.Name, b.lang) + " | `" + string(q.Printed) + "` |\n"
	}
	return table
}

// substitute adds a report in place of an experiment that cannot be repeated: the attention
// of a word over a sentence, with a model of the library corpus.
func (b *builder) substitute(ctx context.Context, name, query string) error {
	library, err := story.Train(ctx, "en")
	if err != nil {
		return err
	}
	const text = "i love my cat and my dog"
	r, err := library.Model.Attend(query, text, w2vattn.AttendOptions{Score: attention.Cosine, Nearest: 5, Spans: true})
	if err != nil {
		return err
	}
	return b.attention(name+"-library", fmt.Sprintf("w2vattn(\"demo --save library.safetensors\", lang=\"en\")\n"+
		"library = attend(\"-m library.safetensors \"\n"+
		"                 \"-q %s --score cosine --temperature 1 '%s'\")", query, text), r)
}

// summary adds the number of quantities that agree.
func (b *builder) summary(outcomes []notebook.Outcome) {
	agreeing, all := 0, 0
	for _, o := range outcomes {
		for _, q := range o.Quantities {
			if q.Computed != nil {
				all++
				if q.OK {
					agreeing++
				}
			}
		}
	}
	b.text("summary-text", "## "+message.JupyterResult.In(b.lang))
	b.code("summary", summaryCode(b.lang), &stream{Name: "stdout", Type: "stream",
		Text: lines(message.JupyterAgreeing.Format(b.lang, fmt.Sprint(agreeing), fmt.Sprint(all)) + "\n")})
}
