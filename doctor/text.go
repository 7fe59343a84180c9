package doctor

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/message"
)

// WriteText writes the diagnosis to w as English text: sizes, distributions, what each
// minimum count keeps, the forecast and the findings. Lines without content are left out.
// It returns the error of w.
func (d *Diagnosis) WriteText(w io.Writer) error {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-12s%s\n", name, fmt.Sprintf(format, args...))
	}
	l := d.Lines
	line("corpus", "%s in %s; %s in %s, %s", english.Bytes(d.Bytes), english.Plural(int64(d.Files), "file"),
		english.Plural(d.Tokens, "token"), english.Plural(d.Sentences, "sentence"),
		english.Plural(int64(d.Distinct), "different word"))
	if d.Tokenizer.Auto {
		line("tokenizer", "%s", message.TokenizerAuto.Format(message.English, d.Tokenizer.Name, d.Tokenizer.Percent()))
	}
	if len(d.Encodings) > 0 || d.Marked > 0 {
		line("encodings", "%s", d.encodings())
	}
	if d.Records > 0 {
		line("records", "%s, %s of them without the field", english.Thousands(d.Records), english.Thousands(d.Missing))
	}
	line("lines", "%s: %s empty, %s%s repeated, %s decomposed (NFD); the longest has %s",
		english.Thousands(l.Count), english.Thousands(l.Empty), aboutIfSampled(l.OneIn),
		english.Thousands(l.Repeated), english.Thousands(l.Decomposed), english.Plural(l.Longest, "byte"))
	line("sentences", "tokens: %s", distributionText(d.SentenceTokens))
	line("tokens", "characters: %s", distributionText(d.TokenLetters))
	fmt.Fprintf(&b, "\n%10s%12s%16s%10s\n", "min-count", "words", "tokens", "kept")
	for _, c := range d.MinCounts {
		if c.Words == 0 {
			break // higher minimum counts keep none either
		}
		words, tokens := english.Thousands(int64(c.Words)), english.Thousands(c.Tokens)
		fmt.Fprintf(&b, "%10d%12s%16s%8.1f %%\n", c.MinCount, words, tokens, 100*c.Share)
	}
	if f := d.Forecast; f != nil {
		fmt.Fprintln(&b)
		line("training", "%s; %s an epoch, %s after subsampling", english.Plural(int64(d.Words), "word"),
			english.Plural(d.Tokens-d.Unknown, "token"), english.Thousands(int64(d.Effective)))
		line("forecast", "about %s: %s to read, %s for %s at %s words/s",
			english.Seconds(f.Seconds), english.Seconds(f.ReadingSeconds), english.Seconds(f.TrainingSeconds),
			english.Plural(int64(f.Epochs), "epoch"), english.Thousands(int64(f.WordsPerSecond)))
		disk := ""
		if f.DiskBytes > 0 {
			disk = fmt.Sprintf(", and %s in the temporary folder", english.Bytes(f.DiskBytes))
		}
		line("memory", "about %s%s", english.Bytes(f.MemoryBytes), disk)
	}
	fmt.Fprintln(&b)
	for _, x := range d.Findings {
		fmt.Fprintf(&b, "%s: %s\n", x.Severity, x.Text)
	}
	if len(d.Findings) == 0 {
		fmt.Fprintln(&b, "no problems found")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// encodings lists how many files are in which encoding: "2 files in UTF-16, 1 file in
// UTF-8; 0 with a byte order mark".
func (d *Diagnosis) encodings() string {
	parts, rest := []string{}, d.Files
	for _, name := range slices.Sorted(maps.Keys(d.Encodings)) {
		n := d.Encodings[name]
		parts, rest = append(parts, english.Plural(int64(n), "file")+" in "+name), rest-n
	}
	if rest > 0 {
		parts = append(parts, english.Plural(int64(rest), "file")+" in UTF-8")
	}
	return fmt.Sprintf("%s; %s with a byte order mark", strings.Join(parts, ", "), english.Thousands(int64(d.Marked)))
}

// aboutIfSampled returns "about " if a number is an estimate from one in oneIn lines.
func aboutIfSampled(oneIn int64) string {
	if oneIn > 1 {
		return "about "
	}
	return ""
}

// distributionText describes a distribution in one line.
func distributionText(d Distribution) string {
	return fmt.Sprintf("mean %.1f, median %d, 80 %% from %d to %d, 99 %% at most %d, longest %s",
		d.Mean, d.Median, d.P10, d.P90, d.P99, english.Thousands(int64(d.Max)))
}
