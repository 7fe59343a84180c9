package word2vec

import "github.com/w2vattn/w2vattn/vocab"

// huffman holds, for each word, its path through a Huffman tree of the counts (Morin
// and Bengio 2005; Mnih and Hinton 2009; Mikolov et al. 2013): the inner nodes from
// the root down, numbered 0…V−2, and the branch (0 or 1) taken at each. The
// probability of a word is the product of those of its branches,
//
//	p(w | x) = Π σ(±x·node)        + for branch 0, − for branch 1
//
// so a prediction takes as many products as the path is long instead of V; frequent
// words have short ones.
type huffman struct {
	points [][]int32
	codes  [][]uint8
}

// newHuffman merges the two nodes with the lowest counts until one is left. The order of
// equal counts, on which the codes depend, is that of CPython's heapq. Leaves have the
// numbers of their words, 0 … V−1; inner nodes follow in the order in which they are made,
// and the root is the last, 2V−2. The time is O(V log V).
func newHuffman(v *vocab.Vocab) *huffman {
	n := v.Len()
	tree := &huffmanHeap{counts: make([]int64, 0, 2*n)}
	for i := range n {
		tree.counts = append(tree.counts, v.Count(vocab.ID(i)))
		tree.nodes = append(tree.nodes, int32(i))
	}
	for i := n/2 - 1; i >= 0; i-- {
		tree.sink(i)
	}
	children := make([][2]int32, 0, n)
	for len(tree.nodes) > 1 {
		left, right := tree.pop(), tree.pop()
		children = append(children, [2]int32{left, right})
		tree.counts = append(tree.counts, tree.counts[left]+tree.counts[right])
		tree.push(int32(len(tree.counts) - 1))
	}
	h := &huffman{points: make([][]int32, n), codes: make([][]uint8, n)}
	if len(children) > 0 {
		h.descend(children, int32(2*n-2), nil, nil)
	}
	return h
}

// descend stores the paths of the words below node.
func (h *huffman) descend(children [][2]int32, node int32, points []int32, codes []uint8) {
	n := int32(len(h.points))
	if node < n {
		h.points[node] = append([]int32(nil), points...)
		h.codes[node] = append([]uint8(nil), codes...)
		return
	}
	for turn, child := range children[node-n] {
		h.descend(children, child, append(points, node-n), append(codes, uint8(turn)))
	}
}

// A huffmanHeap is a binary min-heap of nodes by their counts.
type huffmanHeap struct {
	nodes  []int32
	counts []int64 // of every node, by number
}

// less compares the counts of two nodes; nodes with equal counts are not less.
func (h *huffmanHeap) less(a, b int32) bool { return h.counts[a] < h.counts[b] }

// push adds a node, as heapq.heappush does.
func (h *huffmanHeap) push(node int32) {
	h.nodes = append(h.nodes, node)
	h.rise(0, len(h.nodes)-1)
}

// pop removes and returns the node with the lowest count, as heapq.heappop does.
func (h *huffmanHeap) pop() int32 {
	last := len(h.nodes) - 1
	top := h.nodes[0]
	h.nodes[0] = h.nodes[last]
	h.nodes = h.nodes[:last]
	if last > 0 {
		h.sink(0)
	}
	return top
}

// sink moves the node at i down to a leaf along the smaller children, the right one
// unless the left is smaller, and then up to where it belongs. That is how
// heapq._siftup does it: it compares less often than stopping on the way, and with
// equal counts it gives another order.
func (h *huffmanHeap) sink(i int) {
	start, node := i, h.nodes[i]
	for child := 2*i + 1; child < len(h.nodes); child = 2*i + 1 {
		if right := child + 1; right < len(h.nodes) && !h.less(h.nodes[child], h.nodes[right]) {
			child = right
		}
		h.nodes[i] = h.nodes[child]
		i = child
	}
	h.nodes[i] = node
	h.rise(start, i)
}

// rise moves the node at i up to where it belongs, no higher than start.
func (h *huffmanHeap) rise(start, i int) {
	node := h.nodes[i]
	for i > start {
		parent := (i - 1) / 2
		if !h.less(node, h.nodes[parent]) {
			break
		}
		h.nodes[i] = h.nodes[parent]
		i = parent
	}
	h.nodes[i] = node
}
