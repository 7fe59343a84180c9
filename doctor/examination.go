package doctor

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// An Examination is what a corpus looks like to somebody who is about to train
// on it.
type Examination struct {
	corpus.Figures
	Files          int            `json:"files"`            // in which there is something
	Encodings      map[string]int `json:"encodings"`        // files by their encoding, those in UTF-8 left out
	Marked         int            `json:"byte_order_marks"` // files that begin with one
	Records        int64          `json:"records"`          // of jsonl, csv and tsv
	Missing        int64          `json:"missing"`          // records without the field
	Lines          LineFigures    `json:"lines"`
	SentenceTokens Distribution   `json:"sentence_tokens"`  // tokens of a sentence
	TokenLetters   Distribution   `json:"token_characters"` // characters of a token, each occurrence counted
	Sample         *Sample        `json:"-"`
}

// LineFigures says what the lines of a corpus are like, or its records or the
// sentences of running text: whatever its Input cuts files into.
type LineFigures struct {
	Count      int64 `json:"count"`
	Empty      int64 `json:"empty"`      // of white space only
	Repeated   int64 `json:"repeated"`   // not empty, and there before
	OneIn      int64 `json:"one_in"`     // the share of different lines that were looked at to count Repeated: 1 for all
	Decomposed int64 `json:"decomposed"` // that NFC changes: NFD, as macOS writes names of files, for one
	Longest    int64 `json:"longest"`    // in bytes

	LongestAt  Place `json:"longest_at"`
	RepeatedAt Place `json:"repeated_at"` // the first one found
	InvalidAt  Place `json:"invalid_at"`  // the first with bytes that are no text
}

// A Place is a line of a file; the zero value is none.
type Place struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// String names the place as an error does.
func (p Place) String() string { return fmt.Sprintf("%s, line %d", p.File, p.Line) }

// Examine counts the words of src into c, as corpus.Count does, and looks at its lines
// and sentences on the way. Its memory is that of Count and some tens of
// megabytes, however large the corpus is: lines are known by their hashes, and
// of these no more than a sample is kept when there are very many.
func Examine(ctx context.Context, src *corpus.FileSource, c *vocab.Counter) (*Examination, error) {
	e := &Examination{Sample: &Sample{stride: 1}}
	s := lineStats{LineFigures: &e.Lines}
	lengths := histogram{}
	var err error
	e.Figures, err = corpus.Visit(ctx, src, c, corpus.Visitor{Passage: s.add, Sentence: func(ids []vocab.ID) error {
		lengths[len(ids)]++
		e.Sample.add(ids)
		return nil
	}})
	if err != nil {
		return nil, err
	}
	s.finish()
	e.Files = s.files
	e.addFindings(src.Findings())
	e.Lines.Repeated, e.Lines.OneIn = s.distinct.repeated(e.Lines.Count-e.Lines.Empty), s.distinct.oneIn()
	e.SentenceTokens = lengths.distribution()
	e.TokenLetters = tokenLengths(c)
	for word := range c.All() {
		e.Sample.words = append(e.Sample.words, word)
	}
	return e, nil
}

// addFindings takes over what reading brought to light.
func (e *Examination) addFindings(f input.Findings) {
	e.Marked, e.Records, e.Missing, e.Encodings = f.BOMs, f.Records, f.Missing, map[string]int{}
	for _, file := range f.Decoded {
		e.Encodings[file.Encoding]++
	}
}

// tokenLengths looks at each different word once.
func tokenLengths(c *vocab.Counter) Distribution {
	lengths := histogram{}
	for word, n := range c.All() {
		lengths[utf8.RuneCountInString(word)] += n
	}
	return lengths.distribution()
}

// A lineStats looks at the passages of a corpus in their order and puts lines
// together from them.
type lineStats struct {
	*LineFigures
	distinct distinctCounter

	files      int
	open       bool // a line has begun
	at         Place
	bytes      int64
	hash       uint64
	blank      bool
	decomposed bool
}

// add takes the next passage. A line ends where a sentence does or, in a
// stream, where the next one begins.
func (s *lineStats) add(file string, p input.Passage) {
	if here := (Place{file, p.Line}); !s.open || here != s.at {
		s.finish()
		if s.files == 0 || file != s.at.File {
			s.files++
		}
		s.open, s.at, s.bytes, s.hash, s.blank, s.decomposed = true, here, 0, hashBasis, true, false
	}
	s.bytes += int64(len(p.Text))
	s.hash = extendHash(s.hash, p.Text)
	s.blank = s.blank && strings.TrimLeftFunc(p.Text, tokenize.IsSpace) == ""
	s.decomposed = s.decomposed || !norm.NFC.IsNormalString(p.Text)
	if p.Replaced > 0 && s.InvalidAt.Line == 0 {
		s.InvalidAt = s.at
	}
	if p.Last {
		s.finish()
	}
}

// finish ends the line, if one has begun.
func (s *lineStats) finish() {
	if !s.open {
		return
	}
	s.open = false
	s.Count++
	if s.bytes > s.Longest {
		s.Longest, s.LongestAt = s.bytes, s.at
	}
	if s.decomposed {
		s.Decomposed++
	}
	if s.blank {
		s.Empty++
		return
	}
	if !s.distinct.add(splitmix.Mix(s.hash)) && s.RepeatedAt.Line == 0 {
		s.RepeatedAt = s.at
	}
}
