package english

// English has two forms of a noun, "1 word" and "2 words", and of a verb, "has" and
// "have". Numbers above 999 have commas.

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Thousands writes a number with commas: 12,345.
func Thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Plural writes a number with a noun in the form that belongs to it: 1 word, 2,000 words.
// The plural of the noun ends in s.
func Plural(n int64, noun string) string {
	return Thousands(n) + " " + noun + Agree(n, "", "s")
}

// OutOf writes a part of a number of things: 2 of 5 words.
func OutOf(n, total int64, noun string) string {
	return Thousands(n) + " of " + Plural(total, noun)
}

// Agree returns the word that belongs to a number: has or have.
func Agree(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Bytes writes a number of bytes with a decimal unit: 1.5 MB.
func Bytes(n int64) string {
	switch b := float64(n); {
	case b >= 1e9:
		return fmt.Sprintf("%.1f GB", b/1e9)
	case b >= 1e6:
		return fmt.Sprintf("%.1f MB", b/1e6)
	}
	return Plural(n, "byte")
}

// Seconds writes a duration given in seconds: 12.3 s, or 1h2m3s from a minute on.
func Seconds(s float64) string {
	d := time.Duration(s * float64(time.Second))
	if d < time.Minute {
		return fmt.Sprintf("%.1f s", s)
	}
	return d.Round(time.Second).String()
}

// List writes names in a row, with a conjunction before the last: csv, jsonl and tsv.
func List(names []string, conjunction string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + conjunction + " " + names[last]
}
