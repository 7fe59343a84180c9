package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
)

// text writes a diagnosis for people.
func (d *diagnosis) text(w io.Writer) error {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-12s%s\n", name, fmt.Sprintf(format, args...))
	}
	l := d.Lines
	line("corpus", "%s in %s; %s in %s, %s", size(d.Bytes), plural(int64(d.Files), "file"),
		plural(d.Tokens, "token"), plural(d.Sentences, "sentence"), plural(int64(d.Distinct), "different word"))
	if len(d.Encodings) > 0 || d.Marked > 0 {
		line("encodings", "%s", d.encodings())
	}
	if d.Records > 0 {
		line("records", "%s, %s of them without the field", thousands(d.Records), thousands(d.Missing))
	}
	line("lines", "%s: %s empty, %s%s repeated, %s decomposed (NFD); the longest has %s", thousands(l.Count), thousands(l.Empty),
		about(l.OneIn), thousands(l.Repeated), thousands(l.Decomposed), plural(l.Longest, "byte"))
	line("sentences", "tokens: %s", spread(d.SentenceTokens))
	line("tokens", "characters: %s", spread(d.TokenLetters))
	fmt.Fprintf(&b, "\n%10s%12s%16s%10s\n", "min-count", "words", "tokens", "kept")
	for _, c := range d.MinCounts {
		if c.Words == 0 {
			break // nor are there any further down
		}
		fmt.Fprintf(&b, "%10d%12s%16s%8.1f %%\n", c.MinCount, thousands(int64(c.Words)), thousands(c.Tokens), 100*c.Share)
	}
	if f := d.Forecast; f != nil {
		fmt.Fprintln(&b)
		line("training", "%s; %s an epoch, %s once frequent words are thinned out", plural(int64(d.Words), "word"), plural(d.Tokens-d.Unknown, "token"), thousands(int64(d.Effective)))
		line("forecast", "about %s: %s to read, %s for %s at %s words/s", duration(f.Seconds), duration(f.ReadingSeconds), duration(f.TrainingSeconds),
			plural(int64(f.Epochs), "epoch"), thousands(int64(f.WordsPerSecond)))
		disk := ""
		if f.DiskBytes > 0 {
			disk = fmt.Sprintf(", and %s in the temporary folder", size(f.DiskBytes))
		}
		line("memory", "about %s%s", size(f.MemoryBytes), disk)
	}
	fmt.Fprintln(&b)
	for _, x := range d.Findings {
		fmt.Fprintf(&b, "%s: %s\n", x.Severity, x.Text)
	}
	if len(d.Findings) == 0 {
		fmt.Fprintln(&b, "nothing is wrong with it")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// encodings says how many files are in which encoding.
func (d *diagnosis) encodings() string {
	parts, rest := []string{}, d.Files
	for _, name := range slices.Sorted(maps.Keys(d.Encodings)) {
		parts, rest = append(parts, plural(int64(d.Encodings[name]), "file")+" in "+name), rest-d.Encodings[name]
	}
	if rest > 0 {
		parts = append(parts, plural(int64(rest), "file")+" in UTF-8")
	}
	return fmt.Sprintf("%s; %s with a byte order mark", strings.Join(parts, ", "), thousands(int64(d.Marked)))
}

// about says that a number is an estimate.
func about(oneIn int64) string {
	if oneIn > 1 {
		return "about "
	}
	return ""
}

func spread(d corpus.Distribution) string {
	return fmt.Sprintf("mean %.1f, median %d, most %d to %d, 99 %% at most %d, longest %s", d.Mean, d.Median, d.P10, d.P90, d.P99, thousands(int64(d.Max)))
}

// size writes a number of bytes with a unit.
func size(bytes int64) string {
	switch b := float64(bytes); {
	case b >= 1e9:
		return fmt.Sprintf("%.1f GB", b/1e9)
	case b >= 1e6:
		return fmt.Sprintf("%.1f MB", b/1e6)
	}
	return plural(bytes, "byte")
}

// duration writes a time as people would say it.
func duration(s float64) string {
	d := time.Duration(s * float64(time.Second))
	if d < time.Minute {
		return fmt.Sprintf("%.1f s", s)
	}
	return d.Round(time.Second).String()
}

// advice says what a finding means and what to do.
func (d *diagnosis) advice(f *trainFlags, x corpus.Finding) string {
	switch x.Code {
	case corpus.InvalidByte:
		return fmt.Sprintf("%s %s not text, the first in %s: give the files' encoding, convert them, or have such bytes replaced by --invalid-utf8 replace", plural(x.Count, "byte"), agree(x.Count, "is", "are"), d.Lines.InvalidAt)
	case corpus.OtherCoding:
		return fmt.Sprintf("%s %s not in UTF-8: what is read is converted; --encoding names the encoding if it was found out wrongly", outOf(x.Count, x.Of, "file"), agree(x.Count, "is", "are"))
	case corpus.NoField:
		return fmt.Sprintf("%s %s the field, or %s null in it (%.0f %%): is --field %s the right one?", outOf(x.Count, x.Of, "record"), agree(x.Count, "lacks", "lack"), agree(x.Count, "has", "have"), 100*x.Share(), f.field)
	case corpus.LongLine:
		return fmt.Sprintf("the line %s has %s: it is no sentence; if it is running text use --input text, if it is a stream of words --input stream", d.Lines.LongestAt, plural(x.Count, "byte"))
	case corpus.Repeated:
		return fmt.Sprintf("%s%s %s there before (%.0f %%), the first at %s: repetitions teach nothing new and weigh more than they should; remove them", about(d.Lines.OneIn), outOf(x.Count, x.Of, "line"), agree(x.Count, "was", "were"), 100*x.Share(), d.Lines.RepeatedAt)
	case corpus.EmptyLines:
		return fmt.Sprintf("%s %s empty (%.0f %%); if blank lines part paragraphs use --input text", outOf(x.Count, x.Of, "line"), agree(x.Count, "is", "are"), 100*x.Share())
	case corpus.Decomposed:
		if x.Severity == corpus.Note {
			return fmt.Sprintf("%s %s decomposed (NFD); --normalize %s puts them together", outOf(x.Count, x.Of, "line"), agree(x.Count, "is", "are"), f.Normalize)
		}
		return fmt.Sprintf("%s %s decomposed (NFD): the same word in NFC would be another; use --normalize nfc", outOf(x.Count, x.Of, "line"), agree(x.Count, "is", "are"))
	}
	return preflightAdvice(f, x)
}
