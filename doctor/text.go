package doctor

// This file writes a diagnosis for people: a label, 12 columns wide, and a sentence
// on each line, then the findings.

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/message"
)

// WriteText writes the diagnosis to w as English text: sizes, distributions, what each
// minimum count keeps, the forecast and the findings. Lines without content are left out.
// It returns the error of w.
func (d *Diagnosis) WriteText(w io.Writer) error { return d.WriteTextIn(w, string(message.English)) }

// WriteTextIn is WriteText in a language, "en" or "ko".
func (d *Diagnosis) WriteTextIn(w io.Writer, language string) error {
	b := textWriter{Language: message.Language(language)}
	b.line(message.LabelCorpus, "%s in %s; %s in %s, %s", english.Bytes(d.Bytes), english.Plural(int64(d.Files), "file"),
		english.Plural(d.Tokens, "token"), english.Plural(d.Sentences, "sentence"),
		english.Plural(int64(d.Distinct), "different word"))
	if d.Tokenizer.Auto {
		auto := message.TokenizerAuto.Format(b.Language, d.Tokenizer.Name, d.Tokenizer.Percent())
		b.line(message.LabelTokenizer, "%s", auto)
	}
	if len(d.Encodings) > 0 || d.Marked > 0 {
		b.line(message.LabelEncodings, "%s; %s with a byte order mark", d.encodings(b.Language),
			english.Thousands(int64(d.Marked)))
	}
	if d.Records > 0 {
		b.line(message.LabelRecords, "%s, %s of them without the field", english.Thousands(d.Records),
			english.Thousands(d.Missing))
	}
	l := d.Lines
	b.line(message.LabelLines, "%s: %s empty, %s repeated, %s decomposed (NFD); the longest has %s",
		english.Thousands(l.Count), english.Thousands(l.Empty), aboutIfSampled(l.OneIn)+english.Thousands(l.Repeated),
		english.Thousands(l.Decomposed), english.Plural(l.Longest, "byte"))
	b.distribution(message.LabelSentences, "tokens: %s", d.SentenceTokens)
	b.distribution(message.LabelTokens, "characters: %s", d.TokenLetters)
	b.minCounts(d.MinCounts)
	if d.Forecast != nil {
		b.forecast(d)
	}
	b.WriteByte('\n')
	for _, x := range d.Findings {
		fmt.Fprintln(&b, message.Sprintf(b.Language, string(x.Severity)+": %s", x.Text))
	}
	if len(d.Findings) == 0 {
		fmt.Fprintln(&b, message.Sprintf(b.Language, "no problems found"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// A textWriter builds the text of a diagnosis.
type textWriter struct {
	strings.Builder
	message.Language
}

// line adds a line with a label and a text, formatted by message.Sprintf.
func (b *textWriter) line(label message.Message, format string, args ...any) {
	fmt.Fprintf(b, "%s%s\n", text.Pad(label.In(b.Language), 12, ' '), message.Sprintf(b.Language, format, args...))
}

// distribution adds a line with a distribution.
func (b *textWriter) distribution(label message.Message, format string, d Distribution) {
	b.line(label, format, message.Sprintf(b.Language,
		"mean %.1f, median %d, 80 %% from %d to %d, 99 %% at most %d, longest %s",
		d.Mean, d.Median, d.P10, d.P90, d.P99, english.Thousands(int64(d.Max))))
}

// minCounts adds the table of what each minimum count keeps.
func (b *textWriter) minCounts(all []Coverage) {
	right := func(m message.Message, width int) string { return text.AlignRight.Apply(m.In(b.Language), width) }
	fmt.Fprintf(b, "\n%10s%s%s%s\n", "min-count", right(message.LabelWords, 12), right(message.LabelTokens, 16),
		right(message.LabelKept, 10))
	for _, c := range all {
		if c.Words == 0 {
			break // higher minimum counts keep none either
		}
		words, tokens := english.Thousands(int64(c.Words)), english.Thousands(c.Tokens)
		fmt.Fprintf(b, "%10d%12s%16s%s\n", c.MinCount, words, tokens,
			text.AlignRight.Apply(message.Sprintf(b.Language, "%.1f %%", 100*c.Share), 10))
	}
}

// forecast adds the forecast.
func (b *textWriter) forecast(d *Diagnosis) {
	f := d.Forecast
	b.WriteByte('\n')
	b.line(message.LabelTraining, "%s; %s an epoch, %s after subsampling", english.Plural(int64(d.Words), "word"),
		english.Plural(d.Tokens-d.Unknown, "token"), english.Thousands(int64(d.Effective)))
	b.line(message.LabelForecast, "about %s: %s to read, %s for %s at %s words/s",
		english.Seconds(f.Seconds), english.Seconds(f.ReadingSeconds), english.Seconds(f.TrainingSeconds),
		english.Plural(int64(f.Epochs), "epoch"), english.Thousands(int64(f.WordsPerSecond)))
	disk := ""
	if f.DiskBytes > 0 {
		disk = message.Sprintf(b.Language, ", and %s in the temporary folder", english.Bytes(f.DiskBytes))
	}
	b.line(message.LabelMemory, "about %s%s", english.Bytes(f.MemoryBytes), disk)
}

// encodings lists how many files are in which encoding: "2 files in UTF-16, 1 file in
// UTF-8".
func (d *Diagnosis) encodings(l message.Language) string {
	in := func(n int, encoding string) string {
		return message.Sprintf(l, "%s in %s", english.Plural(int64(n), "file"), encoding)
	}
	parts, rest := []string{}, d.Files
	for _, name := range slices.Sorted(maps.Keys(d.Encodings)) {
		n := d.Encodings[name]
		parts, rest = append(parts, in(n, name)), rest-n
	}
	if rest > 0 {
		parts = append(parts, in(rest, "UTF-8"))
	}
	return strings.Join(parts, ", ")
}

// aboutIfSampled returns "about " if a number is an estimate from one in oneIn lines.
func aboutIfSampled(oneIn int64) string {
	if oneIn > 1 {
		return "about "
	}
	return ""
}
