package embed

import "github.com/w2vattn/w2vattn/vocab"

// A idAssigner gives a file's words their numbers in the background: most of that
// is waiting for memory, and vectors are read meanwhile.
type idAssigner struct {
	block   []string // words to be handed over
	blocks  chan []string
	done    chan struct{}
	builder *vocab.Builder
	duplicates []int // the rows, from 0 on, whose word stood in the file before
}

// idBlock is how many words are handed over at once.
const idBlock = 1 << 10

func newIDAssigner(room int) *idAssigner {
	n := &idAssigner{blocks: make(chan []string, 4), done: make(chan struct{}), builder: vocab.NewBuilder(room)}
	go n.run()
	return n
}

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

// add takes the word of the next row.
func (n *idAssigner) add(word string) {
	n.block = append(n.block, word)
	if len(n.block) == idBlock {
		n.blocks <- n.block
		n.block = make([]string, 0, idBlock)
	}
}

// end waits until all words have their numbers. After it there is no add; it may be
// called again.
func (n *idAssigner) end() {
	if n.blocks == nil {
		return
	}
	n.blocks <- n.block
	close(n.blocks)
	<-n.done
	n.blocks = nil
}

// removeRows drops the rows of width numbers that repeats, rising, names.
func removeRows[T any](all []T, width int, repeats []int) []T {
	if len(repeats) == 0 || len(all) == 0 {
		return all
	}
	kept := repeats[0] * width
	for i, row := range repeats {
		end := len(all)
		if i+1 < len(repeats) {
			end = repeats[i+1] * width
		}
		kept += copy(all[kept:], all[(row+1)*width:end])
	}
	return all[:kept]
}
