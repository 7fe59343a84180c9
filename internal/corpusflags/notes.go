package corpusflags

// This file writes notes on what was detected, changed or left out while a corpus was
// read. They are English texts; the program translates them when it writes them.

import (
	"fmt"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/english"
)

// ReadingNotes returns notes on what was detected and changed while a corpus was read:
// encodings, missing fields, files that grew, cut sentences, replaced bytes. Each note
// is a line without its end.
func ReadingNotes(found input.Findings, f corpus.Statistics) (notes []string) {
	note := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if n := len(found.Decoded); n > 0 {
		note("the encoding of %s is %s%s", found.Decoded[0].File, found.Decoded[0].Encoding, andMore(n-1))
	}
	if found.Missing > 0 {
		n := found.Missing
		note("%s %s the field, or %s null in it", english.OutOf(n, found.Records, "record"),
			english.Agree(n, "lacks", "lack"), english.Agree(n, "has", "have"))
	}
	if n := len(found.Grown); n > 0 {
		note("%s grew while it was read%s; text added later is not used", found.Grown[0], andMore(n-1))
	}
	if f.Cut > 0 {
		note("sentences of more than %s were cut, %s in all", english.Plural(corpus.MaxSentence, "token"),
			english.Plural(f.Cut, "time"))
	}
	if f.Replaced > 0 {
		n := f.Replaced
		note("%s %s not text in the file's encoding and %s replaced", english.Plural(n, "byte"),
			english.Agree(n, "was", "were"), english.Agree(n, "was", "were"))
	}
	return notes
}

// andMore returns ", and n more files are like it", with the verb in the right number, or
// "" for n = 0.
func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", and %s %s like it", english.Plural(int64(n), "more file"),
		english.Agree(int64(n), "is", "are"))
}

// PhraseNotes returns notes on phrases: n pairs of words were joined; dropped counts the
// rare pairs that were dropped to bound the memory.
func PhraseNotes(n int, dropped int64) []string {
	notes := []string{fmt.Sprintf("%s of words %s joined", english.Plural(int64(n), "pair"),
		english.Agree(int64(n), "was", "were"))}
	if dropped > 0 {
		notes = append(notes, fmt.Sprintf("too many pairs of words to count at once: rare pairs were dropped %s, "+
			"so phrases just above --phrase-min-count may be missing", english.Plural(dropped, "time")))
	}
	return notes
}

// ReplacedNotes returns a note on n bytes that EachText replaced, and none for n = 0.
func ReplacedNotes(n int) []string {
	if n == 0 {
		return nil
	}
	was := english.Agree(int64(n), "was", "were")
	return []string{fmt.Sprintf("%s %s not UTF-8 and %[2]s replaced by U+FFFD", english.Plural(int64(n), "byte"), was)}
}
