package doctor

import "github.com/w2vattn/w2vattn/corpus"

// A Finding is something about a corpus, or about a model trained on it, that spoils
// training, or may.
type Finding struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Count    int64    `json:"count"` // what is concerned, by Code tokens, sentences, lines, bytes or words
	Of       int64    `json:"-"`     // the whole that Count is a part of; 0 if there is none
	Text     string   `json:"text"`  // what it means and what to do
}

// Share is Count's share of Of.
func (f Finding) Share() float64 {
	if f.Of == 0 {
		return 0
	}
	return float64(f.Count) / float64(f.Of)
}

// A Severity says how bad a finding is.
type Severity string

// Training a corpus with a Useless finding teaches nothing; with a Warning it
// teaches less than it could; a Note is good to know.
const (
	Useless Severity = "useless"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// The codes of findings about a corpus.
const (
	NoWords     = "no_words"     // there are no tokens
	Letters     = "letters"      // tokens that are a single letter
	OneSentence = "one_sentence" // tokens of the only sentence
	NoneSurvive = "none_survive" // words, none of which is frequent enough
	LoneTokens  = "lone_tokens"  // sentences of one token, which has no context
	CutSentence = "cut"          // cuts in sentences longer than corpus.MaxSentence
	UnknownWord = "unknown"      // tokens that are not in the vocabulary
	FewWords    = "few_words"    // times that a word is trained on, on average
	LongLine    = "long_line"    // bytes of the longest line
	Repeated    = "repeated"     // lines that were there before
	EmptyLines  = "empty_lines"  // lines of white space
	Decomposed  = "decomposed"   // lines that NFC changes
	OtherCoding = "encoding"     // files that are not in UTF-8
	NoField     = "missing"      // records without the field
	InvalidByte = "invalid"      // bytes that are no text
)

// A expectation is what training will make of a corpus.
type expectation struct {
	distinct  int     // words of the corpus
	words     int     // of the vocabulary
	unknown   int64   // tokens of other words
	effective float64 // words trained on in all epochs, without those that subsampling drops
}

// Percentages from which a finding is a warning, or is made at all.
const (
	letterPercent   = 50
	singlePercent   = 50
	unknownPercent  = 20
	repeatedPercent = 20
	emptyPercent    = 50
	missingPercent  = 20
)

// minUpdates is how often the words of a vocabulary should be trained on, on
// average, for their vectors to get away from where they started.
const minUpdates = 50

// longLineBytes is the length in bytes from which a line is hardly a sentence.
const longLineBytes = 1 << 20

// statisticsFindings finds what counting alone can tell: the cheap part of an examination.
func statisticsFindings(f corpus.Figures, p expectation) []Finding {
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
	letters := min(f.Letters, f.Tokens) // where phrases were joined there are fewer tokens than were counted
	add(Letters, letters, f.Tokens, letters == f.Tokens, atLeastPercent(letters, f.Tokens, letterPercent))
	add(OneSentence, f.Tokens, 0, f.Sentences == 1, false)
	add(NoneSurvive, int64(p.distinct), 0, p.words == 0, false)
	add(LoneTokens, f.Single, f.Sentences, f.Single == f.Sentences, atLeastPercent(f.Single, f.Sentences, singlePercent))
	add(CutSentence, f.Cut, 0, false, f.Cut > 0)
	add(UnknownWord, p.unknown, f.Tokens, false, p.words > 0 && atLeastPercent(p.unknown, f.Tokens, unknownPercent))
	trained := p.effective / float64(max(1, p.words))
	add(FewWords, int64(trained), 0, false, p.words > 0 && trained < minUpdates)
	return found
}

func atLeastPercent(n, of int64, percent int64) bool { return 100*n >= percent*of }

// lineFindings finds what is wrong with the corpus's files and lines. A corpus that is
// normalized is none the worse for being decomposed.
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
