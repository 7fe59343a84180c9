package korean

import "golang.org/x/text/unicode/norm"

// A normalText is a text in a normal form that remembers where its characters
// were.
type normalText struct {
	text string
	// Of each byte of text, the bytes of the original that its character comes
	// from. A syllable of three letters is one character made of nine bytes.
	first, last []int32
}

// normalize returns text in a form, or false if it is plainly in it already.
func normalize(text string, form norm.Form) (normalText, bool) {
	if form.QuickSpanString(text) == len(text) {
		return normalText{}, false
	}
	var n normalText
	var it norm.Iter
	it.InitString(form, text)
	out := make([]byte, 0, len(text))
	for !it.Done() {
		start := int32(it.Pos())
		// ㈜ comes in three steps, of which the last moves on.
		for int32(it.Pos()) == start && !it.Done() {
			out = append(out, it.Next()...)
		}
		for len(n.first) < len(out) {
			n.first = append(n.first, start)
			n.last = append(n.last, int32(it.Pos()))
		}
	}
	n.text = string(out)
	return n, true
}
