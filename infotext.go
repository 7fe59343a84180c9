package w2vattn

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/tokenize"
)

// WriteText writes the description as English text, one line for each field. Fields without
// a value are left out. The text is for people; programs read the JSON. The error is that
// of w.
func (i Info) WriteText(w io.Writer) error { return i.WriteTextIn(w, string(message.English)) }

// WriteTextIn is WriteText in a language, "en" or "ko".
func (i Info) WriteTextIn(w io.Writer, language string) error {
	l := message.Language(language)
	var b strings.Builder
	line := func(m message.Message, args ...any) { b.WriteString(m.Format(l, args...)) }
	line(message.InfoFormat, i.Format)
	line(message.InfoWords, english.Thousands(int64(i.Words)))
	number := english.Agree(int64(i.Dim), "number", "numbers")
	line(message.InfoDim, i.Dim, number)
	if !i.Modified.IsZero() {
		line(message.InfoModified, i.Modified.Local().Format(time.DateTime))
	}
	if i.Program != "" {
		line(message.InfoProgram, i.Program)
	}
	if i.Config != nil {
		line(message.InfoConfig, flattenJSON(i.Config))
	}
	if i.Tokenizer != nil {
		line(message.InfoTokenizer, withoutLists(i.Tokenizer))
	}
	if i.Corpus != nil {
		line(message.InfoCorpus)
		b.WriteString(corpusText(i.Corpus, l))
	}
	if len(i.Matrices) > 0 {
		line(message.InfoMatrices, strings.Join(i.Matrices, ", "), i.matricesMeaning().In(l))
	}
	if i.Quantized != "" {
		line(message.InfoQuantized, i.Quantized)
	}
	if n := int64(i.Duplicates); n > 0 {
		line(message.InfoDuplicates, message.Sprintf(l, "%s", english.Plural(n, "word")), english.Agree(n, "was", "were"))
	}
	line(message.InfoKernel, i.Kernel)
	if i.Checksum != "" {
		line(message.InfoChecksum, i.Checksum)
	}
	if i.Verified {
		line(message.InfoVerified)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// matricesMeaning returns what the matrices beside the embedding table are for. Those of
// word2vec are its output vectors, which --continue reads; those of GloVe are w and c.
func (i Info) matricesMeaning() message.Message {
	var config struct{ Trainer string }
	if json.Unmarshal(i.Config, &config) == nil && config.Trainer == glove.Name {
		return message.BesideVectors
	}
	return message.TrainedFurther
}

// corpusText returns the statistics of a corpus, one on each line, with an explanation of those
// that message.CorpusStatistics has.
func corpusText(object json.RawMessage, l message.Language) string {
	var b strings.Builder
	for name, value := range fields(flattenJSON(object)) {
		value = figure(value)
		label, meaning := fmt.Sprintf("%-15s", name), ""
		if known, ok := message.CorpusStatistics[name]; ok {
			label, meaning = known.Name.In(l), known.Meaning.In(l)
		}
		fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("  %s %-11s %s", label, value, meaning), " "))
	}
	return b.String()
}

// fields yields the names and values in the result of flattenJSON.
func fields(flat string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for field := range strings.SplitSeq(flat, ", ") {
			if name, value, _ := strings.Cut(field, " "); !yield(name, value) {
				return
			}
		}
	}
}

// figure returns a statistic for people: whole numbers get separators of thousands, and other
// numbers four decimals.
func figure(value string) string {
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		return english.Thousands(n)
	}
	if x, err := strconv.ParseFloat(value, 64); err == nil {
		return fmt.Sprintf("%.4f", x)
	}
	return value
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
