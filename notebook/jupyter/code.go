package jupyter

// This file writes the code of the cells. What is the same for all experiments is in
// commands.py and compare.py, with a name after @ for each text.

import (
	_ "embed" // the code is part of the program
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/notebook"
)

//go:embed commands.py
var commandsCode string

//go:embed compare.py
var compareCode string

// placeholder matches the name of a text in the code.
var placeholder = regexp.MustCompile(`@[A-Z][a-z]+`)

// codeTexts are the texts in the code, by their placeholders.
var codeTexts = map[string]message.Message{
	"@Folder": message.JupyterFolder, "@Verdicts": message.JupyterVerdicts, "@Run": message.JupyterRun,
	"@Write": message.JupyterWrite, "@Vectors": message.JupyterVectors, "@Attend": message.JupyterAttend,
	"@Flat": message.JupyterFlat, "@Row": message.JupyterRow, "@Compare": message.JupyterCompare,
	"@Quantity": message.JupyterQuantity, "@Printed": message.JupyterPrinted, "@Computed": message.JupyterComputed,
	"@Difference": message.JupyterDifference, "@Verdict": message.JupyterVerdict,
	"@Agrees": message.JupyterAgrees, "@Differs": message.JupyterDiffers,
}

// inLanguage returns code with the texts of a language.
func inLanguage(code string, lang message.Language) string {
	code = placeholder.ReplaceAllStringFunc(code, func(name string) string {
		if name == "@Lang" {
			return string(lang)
		}
		return codeTexts[name].In(lang)
	})
	return strings.TrimSuffix(code, "\n")
}

// askCode returns the code that computes the attention of an experiment: it writes the
// sentences and trains, or writes the vectors, and runs attend.
func askCode(e data.Experiment, q *question) string {
	var b strings.Builder
	model, flags := e.Name+".txt", ""
	if q.keys == nil {
		model = e.Name + ".safetensors"
		trainCode(&b, e, q, model)
	} else {
		writeFile(&b, model, vectorLines(q.keys))
	}
	if q.values != nil {
		flags = " --values " + e.Name + "-values.txt"
		valuesCode(&b, e, q)
	}
	query := "-q " + q.query
	if q.query == "" {
		query = "--self"
	}
	fmt.Fprintf(&b, "result = attend(\"-m %s%s --tokens \"\n"+
		"                \"%s --score %s --temperature 1 --nearest 0 '%s'\")", model, flags, query, q.score, q.text())
	return b.String()
}

// trainCode writes the code that trains a model on the sentences of an experiment and reads
// the vectors of its words.
func trainCode(b *strings.Builder, e data.Experiment, q *question, model string) {
	var sentences []string
	for _, s := range e.Sentences {
		sentences = append(sentences, strings.Join(s, " "))
	}
	writeFile(b, e.Name+".txt", sentences)
	fmt.Fprintf(b, "w2vattn(%s)\n", trainCommand(e, model, ""))
	words, names := append([]string{q.query}, q.tokens...), "query, *keys"
	if e.Key != "" {
		words, names = append(words, e.Value), "query, key, value"
	}
	fmt.Fprintf(b, "%s = vectors(%s", names, literal(model))
	for _, w := range words {
		b.WriteString(", " + literal(w))
	}
	b.WriteString(")\n")
}

// valuesCode writes the code that writes the file of values. The value of a single key is a
// vector of the trained model, which the code has read.
func valuesCode(b *strings.Builder, e data.Experiment, q *question) {
	if e.Key == "" {
		writeFile(b, e.Name+"-values.txt", vectorLines(q.values))
		return
	}
	fmt.Fprintf(b, "write(\"%s-values.txt\", [f\"1 {len(value)}\", \"%s \" + \" \".join(map(str, value))])\n",
		e.Name, e.Key)
}

// trainCommand returns a command as Python: it trains as the notebook does, with other flags
// besides.
func trainCommand(e data.Experiment, model, flags string) string {
	c := notebook.Config(e)
	return fmt.Sprintf("\"train %s.txt -o %s \"\n        \"--trainer gensim --gensim-order %s --tokenizer space \"\n"+
		"        \"--dim %d --window %d --min-count %d%s\"",
		e.Name, model, c.GensimOrder, c.Dim, c.Window, c.MinCount, flags)
}

// longerCode returns the code that trains for longer and asks the same query.
func longerCode(e data.Experiment, a *notebook.Answer) string {
	model := e.Name + "-longer.safetensors"
	return fmt.Sprintf("w2vattn(%s)\nlonger = attend(\"-m %s --tokens \"\n"+
		"                \"-q %s --score dot --nearest 0 '%s'\")",
		trainCommand(e, model, " --sample 0 --epochs 400 --alpha 0.05"), model, a.Query, strings.Join(a.Tokens, " "))
}

// computedAs has the Python expression for each quantity of package data.
var computedAs = map[string]string{
	"query_vector": "query", "key_vector": "key", "value_vector": "value", "keys": "keys",
	"score": `result["scores"]`, "scores": `result["scores"]`,
	"weight": `result["weights"]`, "weights": `result["weights"]`, "report": `result["weights"]`,
	"output": `result["context"]`, "context": `result["context"]`,
}

// comparisonCode returns the code that compares the quantities of an experiment.
func comparisonCode(e data.Experiment, lang message.Language) string {
	var b strings.Builder
	fmt.Fprintf(&b, "compare(%s, {\n", literal(e.Name))
	for _, p := range e.Printed {
		fmt.Fprintf(&b, "    %s: (%s, %s),\n", literal(quantityName(p.Name, lang)), rowsLiteral(string(p.Value)),
			computedAs[p.Name])
	}
	b.WriteString("}")
	if e.Decimals != 0 {
		fmt.Fprintf(&b, ", decimals=%d", e.Decimals)
	}
	b.WriteString(")")
	return b.String()
}

// summaryCode returns the code that counts the quantities that agree.
func summaryCode(lang message.Language) string {
	return "print(f\"" + message.JupyterAgreeing.Format(lang, "{sum(verdicts.values())}", "{len(verdicts)}") + "\")"
}

// writeFile writes the code that writes lines to a file.
func writeFile(b *strings.Builder, name string, lines []string) {
	fmt.Fprintf(b, "write(%s, [\n", literal(name))
	for _, l := range lines {
		fmt.Fprintf(b, "    %s,\n", literal(l))
	}
	b.WriteString("])\n")
}

// vectorLines returns words and vectors as the lines of word2vec's text format.
func vectorLines(words []word) []string {
	all := []string{fmt.Sprintf("%d %d", len(words), len(words[0].vector))}
	for _, w := range words {
		line := w.text
		for _, x := range w.vector {
			line += " " + strconv.FormatFloat(float64(x), 'g', -1, 32)
		}
		all = append(all, line)
	}
	return all
}

// rowsLiteral returns printed numbers as a string literal of Python, in which each row of a
// matrix has a line.
func rowsLiteral(printed string) string {
	rows := strings.SplitAfter(printed, "], ")
	if len(rows) == 1 {
		return literal(printed)
	}
	var b strings.Builder
	for _, row := range rows {
		b.WriteString("\n        " + literal(row))
	}
	return b.String()
}

// literal returns a string literal of Python. text has no quotation marks of both kinds, no
// backslashes and no control characters: it comes from package data.
func literal(text string) string {
	if strings.Contains(text, `"`) {
		return "'" + text + "'"
	}
	return `"` + text + `"`
}
