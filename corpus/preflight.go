package corpus

import "github.com/w2vattn/w2vattn/vocab"

// A Finding is something about a corpus that spoils training, or may.
type Finding struct {
	Code     string
	Severity Severity
	Count    int64 // what is concerned, by Code tokens, sentences, lines, bytes or words
	Of       int64 // of so many; 0 where there is no whole
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

// The codes of findings.
const (
	NoWords     = "no_words"     // there are no tokens
	Letters     = "letters"      // tokens that are a single letter
	OneSentence = "one_sentence" // tokens of the only sentence
	NoneSurvive = "none_survive" // words, none of which is frequent enough
	LoneTokens  = "lone_tokens"  // sentences of one token, which has no context
	CutSentence = "cut"          // cuts in sentences longer than MaxSentence
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

// A Prospect is what training will make of a corpus.
type Prospect struct {
	Distinct  int     // words of the corpus
	Words     int     // of the vocabulary
	Unknown   int64   // tokens of other words
	Effective float64 // words trained on in all epochs, without those that subsampling drops
}

// From so many, in a hundred, something is worth a word.
const (
	manyLetters  = 50
	manyLone     = 50
	manyUnknown  = 20
	manyRepeated = 20
	manyEmpty    = 50
	manyMissing  = 20
)

// fewTrained is how often the words of a vocabulary should be trained on, on
// average, for their vectors to get away from where they started.
const fewTrained = 50

// longLine is the length in bytes from which a line is hardly a sentence.
const longLine = 1 << 20

// Preflight finds what counting alone can tell: the cheap part of an
// examination. It refuses nothing; to train on what is Useless is for the caller
// to decide.
func Preflight(f Figures, p Prospect) []Finding {
	if f.Tokens == 0 {
		return []Finding{{NoWords, Useless, 0, 0}}
	}
	var found []Finding
	add := func(code string, count, of int64, useless, warning bool) {
		switch {
		case useless:
			found = append(found, Finding{code, Useless, count, of})
		case warning:
			found = append(found, Finding{code, Warning, count, of})
		}
	}
	letters := min(f.Letters, f.Tokens) // where phrases were joined there are fewer tokens than were counted
	add(Letters, letters, f.Tokens, letters == f.Tokens, many(letters, f.Tokens, manyLetters))
	add(OneSentence, f.Tokens, 0, f.Sentences == 1, false)
	add(NoneSurvive, int64(p.Distinct), 0, p.Words == 0, false)
	add(LoneTokens, f.Single, f.Sentences, f.Single == f.Sentences, many(f.Single, f.Sentences, manyLone))
	add(CutSentence, f.Cut, 0, false, f.Cut > 0)
	add(UnknownWord, p.Unknown, f.Tokens, false, p.Words > 0 && many(p.Unknown, f.Tokens, manyUnknown))
	trained := p.Effective / float64(max(1, p.Words))
	add(FewWords, int64(trained), 0, false, p.Words > 0 && trained < fewTrained)
	return found
}

func many(n, of int64, percent int64) bool { return 100*n >= percent*of }

// Findings finds what is wrong with the corpus's files and lines. A corpus that is
// normalised is none the worse for being decomposed.
func (e *Examination) Findings(normalized bool) []Finding {
	var found []Finding
	add := func(code string, count, of int64, s Severity, is bool) {
		if is {
			found = append(found, Finding{code, s, count, of})
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
	if many(e.Missing, e.Records, manyMissing) {
		missing = Warning
	}
	add(OtherCoding, int64(others), int64(e.Files), Note, others > 0)
	add(NoField, e.Missing, e.Records, missing, e.Missing > 0)
	add(InvalidByte, e.Replaced, 0, Warning, e.Replaced > 0)
	add(LongLine, l.Longest, 0, Warning, l.Longest >= longLine)
	add(Repeated, l.Repeated, filled, Warning, l.Repeated > 0 && many(l.Repeated, filled, manyRepeated))
	add(EmptyLines, l.Empty, l.Count, Note, l.Empty > 0 && many(l.Empty, l.Count, manyEmpty))
	add(Decomposed, l.Decomposed, l.Count, decomposed, l.Decomposed > 0)
	return found
}

// A Coverage says what a min-count leaves of a corpus.
type Coverage struct {
	MinCount int64   `json:"min_count"`
	Words    int     `json:"words"`  // that occur so often
	Tokens   int64   `json:"tokens"` // that are one of them
	Share    float64 `json:"share"`  // of all tokens
}

// Cover tells what each of the min-counts leaves.
func Cover(c *vocab.Counter, minCounts []int64) []Coverage {
	all := make([]Coverage, len(minCounts))
	for i, least := range minCounts {
		all[i].MinCount = least
	}
	for _, n := range c.All() {
		for i := range all {
			if n >= all[i].MinCount {
				all[i].Words++
				all[i].Tokens += n
			}
		}
	}
	for i := range all {
		all[i].Share = float64(all[i].Tokens) / float64(max(1, c.Total()))
	}
	return all
}
