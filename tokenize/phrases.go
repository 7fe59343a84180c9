package tokenize

// This file joins the tokens of known phrases: new york becomes new_york.

// Phrases are pairs of neighbouring tokens that are joined into one: "new", "york". Each
// list is for one pass over the tokens; a later pass can join phrases of an earlier one:
// "new_york", "city".
type Phrases [][][2]string

// Len returns the number of pairs in all passes.
func (p Phrases) Len() int {
	n := 0
	for _, pairs := range p {
		n += len(pairs)
	}
	return n
}

// Join returns the token that replaces a pair: "new_york".
func Join(pair [2]string) string { return pair[0] + "_" + pair[1] }

// joined is a tokenizer that joins phrases in the tokens of another one.
type joined struct {
	Tokenizer
	passes []map[[2]string]string
}

// Joined returns a tokenizer that joins phrases in the tokens of t. Each pass goes from
// left to right; a token is part of at most one pair in a pass. Without phrases it
// returns t.
func Joined(t Tokenizer, p Phrases) Tokenizer {
	if len(p) == 0 {
		return t
	}
	j := joined{Tokenizer: t}
	for _, pairs := range p {
		words := make(map[[2]string]string, len(pairs))
		for _, pair := range pairs {
			words[pair] = Join(pair)
		}
		j.passes = append(j.passes, words)
	}
	return j
}

// Append implements Tokenizer.
func (j joined) Append(dst []Token, text string) []Token {
	begin := len(dst)
	dst = j.Tokenizer.Append(dst, text)
	for _, words := range j.passes {
		dst = dst[:begin+joinPass(dst[begin:], words)]
	}
	return dst
}

// joinPass joins pairs of tokens in place and returns the number of tokens left.
func joinPass(tokens []Token, words map[[2]string]string) int {
	n := 0
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if i+1 < len(tokens) {
			if word, ok := words[[2]string{t.Text, tokens[i+1].Text}]; ok {
				i++
				t.Text, t.End = word, tokens[i].End
			}
		}
		tokens[n] = t
		n++
	}
	return n
}
