package doctor

// This file collects statistics while a corpus is counted. What is a line depends on
// the format; repeated and empty lines, decomposed Unicode and very long lines are
// counted before the tokenizer changes the text.

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

// An Examination is the statistics of a corpus.
//
// Lines are counted before tokenization, sentences and tokens after it: an empty line is a
// line and no sentence, and a sentence that is cut counts several times.
type Examination struct {
	corpus.Statistics
	Files          int            `json:"files"`            // files that are not empty
	Encodings      map[string]int `json:"encodings"`        // number of files by encoding, without UTF-8
	Marked         int            `json:"byte_order_marks"` // files that begin with a byte order mark
	Records        int64          `json:"records"`          // of jsonl, csv and tsv files
	Missing        int64          `json:"missing"`          // records without the field
	Lines          LineFigures    `json:"lines"`
	SentenceTokens Distribution   `json:"sentence_tokens"`  // tokens in a sentence
	TokenLetters   Distribution   `json:"token_characters"` // characters in a token, over all tokens
	Sample         *Sample        `json:"-"`                // sentences to try a trainer on
}

// LineFigures is the statistics of the lines of a corpus. A line is what the input
// format makes a sentence of: a line, a line of a record's field, or a sentence of
// running text.
//
// Equal lines are equal byte by byte after decoding to UTF-8, without the line end.
type LineFigures struct {
	Count      int64 `json:"count"`
	Empty      int64 `json:"empty"`      // only white space
	Repeated   int64 `json:"repeated"`   // not empty, and equal to an earlier line; estimated if OneIn > 1
	OneIn      int64 `json:"one_in"`     // one in OneIn distinct lines was compared; 1: all
	Decomposed int64 `json:"decomposed"` // not in NFC; NFD is how macOS writes file names
	Longest    int64 `json:"longest"`    // in bytes

	LongestAt  Place `json:"longest_at"`
	RepeatedAt Place `json:"repeated_at"` // the first repeated line found
	InvalidAt  Place `json:"invalid_at"`  // the first line with bytes that are not text
}

// A Place is a line of a file. Line counts from 1; the zero value means none.
type Place struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// String returns "FILE, line N", as errors write it.
func (p Place) String() string { return fmt.Sprintf("%s, line %d", p.File, p.Line) }

// Examine counts the words of src into c, as corpus.Count does, and collects statistics of
// its lines and sentences in the same pass. c must be empty. Examine needs some tens of
// megabytes more than Count, whatever the size of the corpus: it stores hashes of lines,
// and only a sample of them if there are more than 524,288 distinct lines. Errors are those
// of Count. Statistics of tokens come from the counts at the end, those of lines and
// sentences from the text in order.
func Examine(ctx context.Context, src *corpus.FileSource, c *vocab.Counter) (*Examination, error) {
	e := &Examination{Sample: &Sample{stride: 1}}
	s := lineStats{LineFigures: &e.Lines}
	lengths := histogram{}
	var err error
	e.Statistics, err = corpus.Visit(ctx, src, c, corpus.Visitor{Passage: s.add, Sentence: func(ids []vocab.ID) error {
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

// addFindings copies the findings of reading.
func (e *Examination) addFindings(f input.Findings) {
	e.Marked, e.Records, e.Missing, e.Encodings = f.BOMs, f.Records, f.Missing, map[string]int{}
	for _, file := range f.Decoded {
		e.Encodings[file.Encoding]++
	}
}

// tokenLengths returns the distribution of the lengths of tokens, in characters. It looks
// at each distinct word once.
func tokenLengths(c *vocab.Counter) Distribution {
	lengths := histogram{}
	for word, n := range c.All() {
		lengths[utf8.RuneCountInString(word)] += n
	}
	return lengths.distribution()
}

// A lineStats joins passages to lines and collects statistics of the lines. Passages come
// in the order of the corpus. The fields from open on describe the current line.
type lineStats struct {
	*LineFigures
	distinct distinctCounter

	files      int    // files with at least one passage
	open       bool   // a line has begun and not ended
	at         Place  // where it begins
	bytes      int64  // its length so far
	hash       uint64 // of its text so far
	blank      bool   // only white space so far
	decomposed bool   // a part is not in NFC
}

// add adds the next passage. A line ends with a passage that ends a sentence or, in a
// stream, where the next line begins.
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

// finish adds the line to the statistics, if one has begun. Blank lines are not compared
// with earlier ones.
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
