package w2vattn

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/tokenize"
)

// WriteText writes the description as text, one line for each field. Fields without a value
// are left out. The text is in English and for people; programs read the JSON. The error is
// that of w.
func (i Info) WriteText(w io.Writer) error {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-11s %s\n", name, fmt.Sprintf(format, args...))
	}
	line("format", "%s", i.Format)
	line("words", "%s in the vocabulary", english.Thousands(int64(i.Words)))
	line("dim", "%d %s a vector", i.Dim, english.Agree(int64(i.Dim), "number", "numbers"))
	if !i.Modified.IsZero() {
		line("modified", "%s (time of the file)", i.Modified.Local().Format(time.DateTime))
	}
	if i.Program != "" {
		line("program", "%s (trained the vectors)", i.Program)
	}
	if i.Config != nil {
		line("config", "%s (flags of train)", flattenJSON(i.Config))
	}
	if i.Tokenizer != nil {
		line("tokenizer", "%s", withoutLists(i.Tokenizer))
	}
	if i.Corpus != nil {
		line("corpus", "statistics of the training corpus")
		b.WriteString(corpusText(i.Corpus))
	}
	if len(i.Matrices) > 0 {
		line("also", "%s, %s", strings.Join(i.Matrices, ", "), i.matricesMeaning())
	}
	if i.Quantized != "" {
		line("quantized", "%s (rounded vectors)", i.Quantized)
	}
	if n := int64(i.Duplicates); n > 0 {
		line("duplicates", "%s occurred again and %s left out", english.Plural(n, "word"),
			english.Agree(n, "was", "were"))
	}
	line("kernel", "%s (does not affect results)", i.Kernel)
	if i.Checksum != "" {
		line("checksum", "%s (SHA-256 of the file, checked by --verify)", i.Checksum)
	}
	if i.Verified {
		line("verified", "the whole file was read and is valid")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// matricesMeaning says what the further matrices are for. Those of word2vec are its output
// vectors, which --continue reads.
func (i Info) matricesMeaning() string {
	var config struct{ Trainer string }
	if json.Unmarshal(i.Config, &config) == nil && config.Trainer == glove.Name {
		return "beside the vectors"
	}
	return "needed to train the model further"
}

// corpusMeanings explains the statistics of a corpus and of training on it. The keys are
// the names in the JSON of the statistics; others are shown without explanation.
var corpusMeanings = map[string]string{
	"sentences":       "in the corpus",
	"tokens":          "in each epoch",
	"cut":             "cuts of sentences longer than 10,000 tokens",
	"replaced":        "bytes of invalid text, replaced",
	"letters":         "tokens of a single letter",
	"single":          "sentences of a single token, which train nothing",
	"unknown":         "tokens outside the vocabulary, dropped",
	"dropped":         "tokens of each epoch that exceeded a job of 10,000 words",
	"loss":            "mean per centre word in the last epoch",
	"held_out_loss":   "the same on held-out sentences",
	"epochs":          "trained; fewer than --epochs if training stopped early",
	"phrases":         "pairs of words that were joined",
	"pairs_forgotten": "times that rare pairs were dropped to save memory",
}

// corpusText returns the statistics of a corpus, one a line. Whole numbers get separators
// of thousands, and other numbers four decimals.
func corpusText(object json.RawMessage) string {
	var b strings.Builder
	for _, figure := range strings.Split(flattenJSON(object), ", ") {
		name, value, _ := strings.Cut(figure, " ")
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			value = english.Thousands(n)
		} else if x, err := strconv.ParseFloat(value, 64); err == nil {
			value = fmt.Sprintf("%.4f", x)
		}
		fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("  %-15s %-11s %s", name, value, corpusMeanings[name]), " "))
	}
	return b.String()
}

// withoutLists is flattenJSON with the numbers of phrases and of stems instead of them. A
// model can store many thousands. JSON that is no tokenizer is shown as it is.
func withoutLists(object json.RawMessage) string {
	var c tokenize.Config
	if json.Unmarshal(object, &c) != nil || len(c.Phrases) == 0 && c.Josa.Stems == "" {
		return flattenJSON(object)
	}
	lists := ""
	if c.Josa.Stems != "" {
		lists += fmt.Sprintf(", stems %d", len(strings.Fields(c.Josa.Stems)))
	}
	if n := c.Phrases.Len(); n > 0 {
		lists += fmt.Sprintf(", phrases %d", n)
	}
	c.Josa.Stems, c.Phrases = "", nil
	short, err := json.Marshal(c)
	if err != nil {
		return flattenJSON(object)
	}
	return flattenJSON(short) + lists
}

// flattenJSON returns the fields of a flat JSON object as "name value, name value". Names
// and values alternate in the sequence of tokens, once the braces are left out. Malformed
// JSON is shown up to the error.
func flattenJSON(object json.RawMessage) string {
	var b bytes.Buffer
	d := json.NewDecoder(bytes.NewReader(object))
	d.UseNumber()
	key := true
	for {
		token, err := d.Token()
		if err != nil {
			return b.String()
		}
		if _, ok := token.(json.Delim); ok {
			continue
		}
		switch {
		case !key:
			fmt.Fprintf(&b, " %v", token)
		case b.Len() > 0:
			fmt.Fprintf(&b, ", %v", token)
		default:
			fmt.Fprint(&b, token)
		}
		key = !key
	}
}
