package search

// This file declares a segment. Its slices are in memory or in a mapped file, in
// which case every offset is checked when it is used.

import (
	"slices"
	"sort"

	"github.com/w2vattn/w2vattn/vocab"
)

// A segment is S consecutive sentences. Its slices may be parts of a mapped file, which may
// be damaged: methods check every number they read. Offsets are int32, so a segment holds
// at most 2 GiB of text and 2³¹ ids.
type segment struct {
	text     []byte     // of all sentences
	textEnds []int32    // S: sentence i is text[textEnds[i-1]:textEnds[i]]
	ids      []vocab.ID // of the known tokens of all sentences
	idEnds   []int32    // S, as textEnds
	lines    []int32    // S: line of the file where the sentence begins, from 1
	words    []int32    // distinct ids, ascending
	counts   []int32    // number of occurrences of each word
	docFreqs []int32    // number of sentences with each word
	files    []fileRun
	tokens   int64 // number of tokens, unknown ones included
}

// A fileRun names the file of the sentences from First up to the next fileRun.
type fileRun struct {
	First int    `json:"first"`
	Name  string `json:"name"`
}

// len returns S.
func (s *segment) len() int { return len(s.textEnds) }

// span returns the range of sentence i in a slice of n elements; ok is false if it is
// not within the slice.
func span(ends []int32, i, n int) (begin, end int, ok bool) {
	if i > 0 {
		begin = int(ends[i-1])
	}
	end = int(ends[i])
	return begin, end, begin >= 0 && begin <= end && end <= n
}

// sentence returns the ids of the known tokens of sentence i.
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

// fileOf returns the name of the file of sentence i. It searches the runs, of which there
// are as many as files.
func (s *segment) fileOf(i int) string {
	n := sort.Search(len(s.files), func(k int) bool { return s.files[k].First > i })
	if n == 0 {
		return ""
	}
	return s.files[n-1].Name
}

// add appends the sentences of an encoded batch. Consecutive sentences of one file share
// one fileRun, and ends of ids are shifted by the number of ids before the batch.
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

// count computes words, counts and docFreqs. scratch has an element for each word of the
// model; all are zero before and after the call. The time is proportional to the ids, not
// to the words of the model.
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
	slices.Sort(s.words)
	s.counts, s.docFreqs = make([]int32, len(s.words)), make([]int32, len(s.words))
	for i, w := range s.words {
		s.counts[i], s.docFreqs[i] = scratch[w].count, scratch[w].docFreq
		scratch[w] = wordCount{}
	}
}

// A wordCount counts the occurrences of a word in a segment and the sentences that contain
// it. last is the number of the last such sentence, from 1.
type wordCount struct{ count, docFreq, last int32 }
