package doctor

// This file decides what is reported. Each finding has a threshold, in per cent of
// tokens, sentences or lines; the thresholds were chosen by hand.

import (
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/tokenize"
)

// A Finding is a problem of a corpus, or of a model trained on it, that makes training
// useless or worse, or may do so.
//
// Code and Severity are for programs, Text is for people. Count and Of are in the unit that
// the comment of the code names.
type Finding struct {
	Code     string   `json:"code"` // NoWords or another code of this package
	Severity Severity `json:"severity"`
	Count    int64    `json:"count"` // affected tokens, sentences, lines, bytes or words, by Code
	Of       int64    `json:"-"`     // all of them; 0 if Count is not a part of something
	Text     string   `json:"text"`  // in English: what is wrong and what to do
}

// Share returns Count / Of, from 0 to 1, and 0 if Of is 0.
func (f Finding) Share() float64 {
	if f.Of == 0 {
		return 0
	}
	return float64(f.Count) / float64(f.Of)
}

// A Severity is the degree of a finding.
type Severity string

// The severities.
const (
	Useless Severity = "useless" // no useful model can be trained
	Warning Severity = "warning" // the model will be worse than it could be
	Note    Severity = "note"    // for information
)

// The codes of findings about a corpus, with what Count counts.
const (
	NoWords     = "no_words"     // there are no tokens
	Letters     = "letters"      // tokens that are a single letter
	OneSentence = "one_sentence" // tokens of the only sentence
	NoneSurvive = "none_survive" // words, none of which is frequent enough
	LoneTokens  = "lone_tokens"  // sentences of one token, which has no context
	CutSentence = "cut"          // cuts in sentences longer than corpus.MaxSentence
	UnknownWord = "unknown"      // tokens that are not in the vocabulary
	FewWords    = "few_words"    // updates of a word, on average
	Particles   = "particles"    // percent of letters that are Hangul, where particles stay on the words
	LongLine    = "long_line"    // bytes of the longest line
	Repeated    = "repeated"     // lines that repeat an earlier line
	EmptyLines  = "empty_lines"  // lines of white space
	Decomposed  = "decomposed"   // lines that NFC changes
	OtherCoding = "encoding"     // files that are not in UTF-8
	NoField     = "missing"      // records without the field
	InvalidByte = "invalid"      // bytes that are not text in the encoding
)

// An expectation is what training on a corpus is expected to use.
type expectation struct {
	distinct  int     // distinct words of the corpus
	words     int     // words of the vocabulary
	unknown   int64   // tokens that are not in the vocabulary
	effective float64 // tokens trained on in all epochs, after subsampling
	tokenizer tokenize.Choice
}

// Percentages of tokens, sentences, lines or records from which a finding is reported,
// or is a warning instead of a note. They were chosen by hand.
const (
	letterPercent   = 50
	singlePercent   = 50
	unknownPercent  = 20
	repeatedPercent = 20
	emptyPercent    = 50
	missingPercent  = 20
)

// minUpdates is the mean number of updates of a word below which its vector stays near its
// random initial value. The number is a rule of thumb, chosen by hand.
const minUpdates = 50

// longLineBytes is the length in bytes from which a line is reported as no sentence: 1 MiB
// is more than any sentence. The number was chosen by hand.
const longLineBytes = 1 << 20

// statisticsFindings returns the findings that follow from the counts of a corpus and the
// training that is planned, without their texts. train reports them too. Without tokens
// there is one finding only, because all others would follow from it.
func statisticsFindings(f corpus.Statistics, p expectation) []Finding {
	if f.Tokens == 0 {
		return []Finding{{Code: NoWords, Severity: Useless}}
	}
	var found []Finding
	add := func(code string, count, of int64, useless, warning bool) {
		switch {
		case useless:
			found = append(found, Finding{Code: code, Severity: Useless, Count: count, Of: of})
		case warning:
			found = append(found, Finding{Code: code, Severity: Warning, Count: count, Of: of})
		}
	}
	letters := min(f.Letters, f.Tokens) // joined phrases leave fewer tokens than were counted
	add(Letters, letters, f.Tokens, letters == f.Tokens, atLeastPercent(letters, f.Tokens, letterPercent))
	add(OneSentence, f.Tokens, 0, f.Sentences == 1, false)
	add(NoneSurvive, int64(p.distinct), 0, p.words == 0, false)
	add(LoneTokens, f.Single, f.Sentences, f.Single == f.Sentences,
		atLeastPercent(f.Single, f.Sentences, singlePercent))
	add(CutSentence, f.Cut, 0, false, f.Cut > 0)
	add(UnknownWord, p.unknown, f.Tokens, false, p.words > 0 && atLeastPercent(p.unknown, f.Tokens, unknownPercent))
	trained := p.effective / float64(max(1, p.words))
	add(FewWords, int64(trained), 0, false, p.words > 0 && trained < minUpdates)
	add(Particles, int64(p.tokenizer.Percent()), 100, false, p.tokenizer.Unsuited())
	return found
}

// atLeastPercent reports whether n is at least percent % of of. Integers avoid rounding at
// the threshold.
func atLeastPercent(n, of int64, percent int64) bool { return 100*n >= percent*of }

// lineFindings returns the findings about files and lines, without their texts. Decomposed
// lines are a note if the tokenizer normalizes, else a warning.
func lineFindings(e *Examination, normalized bool) []Finding {
	var found []Finding
	add := func(code string, count, of int64, s Severity, is bool) {
		if is {
			found = append(found, Finding{Code: code, Severity: s, Count: count, Of: of})
		}
	}
	l := e.Lines
	filled := l.Count - l.Empty
	decomposed := Warning
	if normalized {
		decomposed = Note
	}
	others := 0
	for _, files := range e.Encodings {
		others += files
	}
	missing := Note
	if atLeastPercent(e.Missing, e.Records, missingPercent) {
		missing = Warning
	}
	add(OtherCoding, int64(others), int64(e.Files), Note, others > 0)
	add(NoField, e.Missing, e.Records, missing, e.Missing > 0)
	add(InvalidByte, e.Replaced, 0, Warning, e.Replaced > 0)
	add(LongLine, l.Longest, 0, Warning, l.Longest >= longLineBytes)
	add(Repeated, l.Repeated, filled, Warning, l.Repeated > 0 && atLeastPercent(l.Repeated, filled, repeatedPercent))
	add(EmptyLines, l.Empty, l.Count, Note, l.Empty > 0 && atLeastPercent(l.Empty, l.Count, emptyPercent))
	add(Decomposed, l.Decomposed, l.Count, decomposed, l.Decomposed > 0)
	return found
}
