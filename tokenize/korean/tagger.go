package korean

import "github.com/w2vattn/w2vattn/tokenize"

// A Tagger is the tokenizer with the part of speech of each token. It is safe for
// concurrent use.
type Tagger struct {
	t        *tokenizer
	collapse bool
}

// NewTagger returns the tagger of the tokenizer that New returns for c. Errors are those of
// New. To see particles and endings too, set c.Korean.POS to "all".
func NewTagger(c tokenize.Config) (*Tagger, error) {
	t, err := newTokenizer(c)
	if err != nil {
		return nil, err
	}
	return &Tagger{t, c.Collapse}, nil
}

// Append appends the tokens of a text to dst and, in the same order, their tags to tags. The
// tags are those of the Sejong corpus: NNG for a common noun, JKB for an adverbial particle.
func (g *Tagger) Append(dst []tokenize.Token, tags []string, text string) ([]tokenize.Token, []string) {
	first := len(dst)
	dst = g.t.append(dst, &tags, text)
	if g.collapse {
		for i := first; i < len(dst); i++ {
			dst[i].Text = tokenize.Collapse(dst[i].Text)
		}
	}
	return dst, tags
}
