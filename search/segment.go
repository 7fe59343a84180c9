package search

import (
	"sort"

	"github.com/w2vattn/w2vattn/vocab"
)

// A segment is S sentences that were read one after the other. Its slices may be
// a mapped file, of which nothing is believed: what does not fit is damage.
type segment struct {
	text     []byte
	textEnds []int32    // S: sentence i is text[textEnds[i-1]:textEnds[i]]
	ids      []vocab.ID // of the tokens that the model knows
	idEnds   []int32    // S
	lines    []int32    // S: where it starts in its file, from 1
	words    []int32    // the distinct numbers in ids, rising
	counts   []int32    // how often each occurs
	docFreqs []int32    // in how many sentences
	files    []fileRun
	tokens   int64 // unknown ones included
}

// A fileRun says that sentences from First on are of a file.
type fileRun struct {
	First int    `json:"first"`
	Name  string `json:"name"`
}

func (s *segment) len() int { return len(s.textEnds) }

// span returns the part of a slice of n elements that sentence i has.
func span(ends []int32, i, n int) (begin, end int, ok bool) {
	if i > 0 {
		begin = int(ends[i-1])
	}
	end = int(ends[i])
	return begin, end, begin >= 0 && begin <= end && end <= n
}

// sentence returns the known tokens of sentence i.
func (s *segment) sentence(i int) ([]vocab.ID, bool) {
	begin, end, ok := span(s.idEnds, i, len(s.ids))
	if !ok {
		return nil, false
	}
	return s.ids[begin:end], true
}

// textOf returns the text of sentence i.
func (s *segment) textOf(i int) (string, bool) {
	begin, end, ok := span(s.textEnds, i, len(s.text))
	if !ok {
		return "", false
	}
	return string(s.text[begin:end]), true
}

// fileOf returns the file that sentence i is of.
func (s *segment) fileOf(i int) string {
	n := sort.Search(len(s.files), func(k int) bool { return s.files[k].First > i })
	if n == 0 {
		return ""
	}
	return s.files[n-1].Name
}

// add appends a batch of sentences that a worker has cut.
func (s *segment) add(b *batch) {
	for i, w := range b.texts {
		s.text = append(s.text, w.Text...)
		s.textEnds = append(s.textEnds, int32(len(s.text)))
		s.lines = append(s.lines, int32(w.Line))
		if n := len(s.files); n == 0 || s.files[n-1].Name != w.File {
			s.files = append(s.files, fileRun{s.len() - 1, w.File})
		}
		s.idEnds = append(s.idEnds, int32(len(s.ids))+b.ends[i])
	}
	s.ids = append(s.ids, b.ids...)
	s.tokens += b.tokens
}

// count fills in words, counts and holders; scratch has zeros for all words and gets
// them back.
func (s *segment) count(scratch []wordCount) {
	s.words = s.words[:0]
	begin := int32(0)
	for i, end := range s.idEnds {
		for _, id := range s.ids[begin:end] {
			t := &scratch[id]
			if t.count == 0 {
				s.words = append(s.words, int32(id))
			}
			t.count++
			if t.last != int32(i)+1 {
				t.last = int32(i) + 1
				t.docFreq++
			}
		}
		begin = end
	}
	sort.Slice(s.words, func(a, b int) bool { return s.words[a] < s.words[b] })
	s.counts, s.docFreqs = make([]int32, len(s.words)), make([]int32, len(s.words))
	for i, w := range s.words {
		s.counts[i], s.docFreqs[i] = scratch[w].count, scratch[w].docFreq
		scratch[w] = wordCount{}
	}
}

// A wordCount counts a word in a segment.
type wordCount struct{ count, docFreq, last int32 }
