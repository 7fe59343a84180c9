package embed

// This file adds words to a vocabulary in a goroutine while vectors are read, which
// makes reading large files faster.

import "github.com/w2vattn/w2vattn/vocab"

// An idAssigner assigns ids to the words of a file in a goroutine of its own,
// while the caller reads vectors: both mostly wait for memory.
type idAssigner struct {
	block      []string // words that were not sent yet
	blocks     chan []string
	done       chan struct{}
	builder    *vocab.Builder
	duplicates []int // the indices of rows whose word occurred before, ascending
}

// idBlock is the number of words that are sent to the goroutine at once. Sending words one
// by one would take longer than adding them. No measurement of other sizes is recorded.
const idBlock = 1 << 10

// newIDAssigner starts the goroutine. Call end to stop it. capacity is the
// expected number of words.
func newIDAssigner(capacity int) *idAssigner {
	n := &idAssigner{blocks: make(chan []string, 4), done: make(chan struct{}), builder: vocab.NewBuilder(capacity)}
	go n.run()
	return n
}

// run assigns ids until end is called.
func (n *idAssigner) run() {
	defer close(n.done)
	row := 0
	for block := range n.blocks {
		for _, word := range block {
			if _, isNew := n.builder.Add(word); !isNew {
				n.duplicates = append(n.duplicates, row)
			}
			row++
		}
	}
}

// add adds the word of the next row.
func (n *idAssigner) add(word string) {
	n.block = append(n.block, word)
	if len(n.block) == idBlock {
		n.blocks <- n.block
		n.block = make([]string, 0, idBlock)
	}
}

// end waits until all words have ids. It may be called again; add may not be
// called after it.
func (n *idAssigner) end() {
	if n.blocks == nil {
		return
	}
	n.blocks <- n.block
	close(n.blocks)
	<-n.done
	n.blocks = nil
}

// removeRows removes from all, in place, the rows of width numbers whose
// indices are in duplicates, in ascending order. It returns the remaining rows:
// with width 2 and the duplicates 1 and 3,
//
//	a a  b b  c c  d d  e e   becomes   a a  c c  e e
func removeRows[T any](all []T, width int, duplicates []int) []T {
	if len(duplicates) == 0 || len(all) == 0 {
		return all
	}
	kept := duplicates[0] * width
	for i, row := range duplicates {
		end := len(all)
		if i+1 < len(duplicates) {
			end = duplicates[i+1] * width
		}
		kept += copy(all[kept:], all[(row+1)*width:end])
	}
	return all[:kept]
}
