package w2vattn

// This file writes the description of a model as Markdown, for a model card.

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/w2vattn/w2vattn/internal/markdown"
	"github.com/w2vattn/w2vattn/internal/message"
)

// WriteMarkdown writes how the vectors were made as sections of Markdown in English: the
// statistics of the corpus, the tokenizer, the configuration of training and the program.
// What is not known is left out. The error is that of w.
func (i Info) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	if i.Corpus != nil {
		var rows [][]string
		for name, value := range fields(flattenJSON(i.Corpus)) {
			rows = append(rows, []string{name, figure(value), message.CorpusStatistics[name].Meaning.English})
		}
		b.WriteString("## Corpus\n\n" + markdown.Table([]string{"statistic", "value", "meaning"}, rows) + "\n")
	}
	b.WriteString(settings("Tokenizer", i.Tokenizer, withoutLists) + settings("Training", i.Config, flattenJSON))
	if i.Program != "" {
		b.WriteString("Trained with " + markdown.Escape(i.Program) + ".\n\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// settings returns a section with a row for each setting of an object, which flat flattens; ""
// if there is no object.
func settings(title string, object json.RawMessage, flat func(json.RawMessage) string) string {
	if object == nil {
		return ""
	}
	var rows [][]string
	for name, value := range fields(flat(object)) {
		rows = append(rows, []string{name, value})
	}
	return "## " + title + "\n\n" + markdown.Table([]string{"setting", "value"}, rows) + "\n"
}
