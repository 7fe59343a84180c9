package w2vattn

import (
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// NewTokenizer makes the tokenizer that c describes, Korean morphemes and phrases
// among them. The Korean dictionary is loaded when the first text is cut.
func NewTokenizer(c tokenize.Config) (tokenize.Tokenizer, error) {
	if c.Name != tokenize.KoreanName {
		return c.New()
	}
	t, err := korean.New(c)
	if err != nil {
		return nil, err
	}
	return tokenize.Joined(t, c.Phrases), nil
}

// foldOf returns the form in which a word is looked up that is unknown as it
// stands: of a Korean model, 고양이에게 is 고양이; "New York" is new_york if that is a
// phrase. A registered tokenizer gives the form as those of Korean do.
func foldOf(c tokenize.Config, t tokenize.Tokenizer) (func(string) string, error) {
	folder, err := tokenize.NewFolder(c.Lower, c.Normalize)
	if err != nil {
		return nil, err
	}
	if (c.Name == tokenize.SpaceName || c.Name == tokenize.WordsName) && len(c.Phrases) == 0 {
		return folder.Fold, nil
	}
	return func(word string) string {
		if tokens := t.Append(nil, word); len(tokens) == 1 {
			return tokens[0].Text
		}
		return folder.Fold(word)
	}, nil
}

// checkText refuses text that is not UTF-8, with the place of the first byte that
// is not. Tokenizers would drop such bytes.
func checkText(text string) error {
	_, _, err := input.RefuseInvalid.Clean(text)
	return err
}
