package corpusflags

import (
	"fmt"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/english"
)

// ReadingNotes returns remarks on what was found and changed in reading a corpus, each
// a line without its end.
func ReadingNotes(found input.Findings, f corpus.Figures) (notes []string) {
	note := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if n := len(found.Decoded); n > 0 {
		note("%s is %s%s", found.Decoded[0].File, found.Decoded[0].Encoding, andMore(n-1))
	}
	if found.Missing > 0 {
		n := found.Missing
		note("%s %s the field, or %s null in it", english.OutOf(n, found.Records, "record"), english.Agree(n, "lacks", "lack"), english.Agree(n, "has", "have"))
	}
	if n := len(found.Grown); n > 0 {
		note("%s grew while it was read%s; what came later is not used", found.Grown[0], andMore(n-1))
	}
	if f.Cut > 0 {
		note("sentences of more than %s were cut, %s in all", english.Plural(corpus.MaxSentence, "token"), english.Plural(f.Cut, "time"))
	}
	if f.Replaced > 0 {
		n := f.Replaced
		note("%s %s not text in the file's encoding and %s replaced", english.Plural(n, "byte"), english.Agree(n, "was", "were"), english.Agree(n, "was", "were"))
	}
	return notes
}

// andMore says how many files are like the one that was named.
func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", and %s %s like it", english.Plural(int64(n), "more file"), english.Agree(int64(n), "is", "are"))
}

// PhraseNotes returns remarks on the phrases that were found: how many pairs of words
// were joined and how often rare pairs were forgotten.
func PhraseNotes(n int, forgotten int64) []string {
	notes := []string{fmt.Sprintf("%s of words %s joined", english.Plural(int64(n), "pair"), english.Agree(int64(n), "was", "were"))}
	if forgotten > 0 {
		notes = append(notes, fmt.Sprintf("there were more pairs of words than are counted at once; rare ones were forgotten %s, so phrases that are hardly frequent enough may be missing", english.Plural(forgotten, "time")))
	}
	return notes
}

// ReplacedNotes returns a remark on the bytes that EachText replaced, none if there are
// none.
func ReplacedNotes(n int) []string {
	if n == 0 {
		return nil
	}
	was := english.Agree(int64(n), "was", "were")
	return []string{fmt.Sprintf("%s %s not UTF-8 and %[2]s replaced by U+FFFD", english.Plural(int64(n), "byte"), was)}
}
