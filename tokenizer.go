package w2vattn

// This file makes tokenizers of all kinds. Package tokenize itself does not import
// the Korean dictionary, which is large.

import (
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// NewTokenizer returns the tokenizer that c describes, which may also be the one of Korean
// morphemes and may join phrases. The Korean dictionary is loaded when the first text is
// tokenized. A name that is not registered is a *tokenize.UnknownTokenizerError.
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

// ChooseTokenizer sets the tokenizer of src by its text, as --tokenizer auto of the command
// does: Korean morphemes if more than half of the letters of src.Sample are Hangul, else
// words, each with its default configuration. src can be read as before.
func ChooseTokenizer(src *corpus.FileSource) (tokenize.Choice, error) {
	choice := tokenize.Choose(src.Sample())
	c := tokenize.DefaultOf(choice.Name)
	t, err := NewTokenizer(c)
	if err != nil {
		return choice, err
	}
	corpus.Tokenizer(t, c)(src)
	return choice, nil
}

// foldOf returns the function for the form in which an unknown word is looked up again: 고양이
// for 고양이에게 in a Korean model, new_york for "New York" if that is a phrase. Registered
// tokenizers return the form as the Korean ones do. Tokenizers that only cut, without
// phrases, need the folding of case and normal form alone; with others the word is
// tokenized, and counts as found if that gives a single token.
func foldOf(c tokenize.Config, t tokenize.Tokenizer) (func(string) string, error) {
	folder, err := tokenize.NewFolder(c.Lower, c.Normalize)
	if err != nil {
		return nil, err
	}
	if (c.Name == tokenize.SpaceName || c.Name == tokenize.WordsName) && len(c.Phrases) == 0 && !c.Collapse {
		return folder.Fold, nil
	}
	return func(word string) string {
		if tokens := t.Append(nil, word); len(tokens) == 1 {
			return tokens[0].Text
		}
		return folder.Fold(word)
	}, nil
}

// checkText returns an error with line and byte for invalid UTF-8, which tokenizers
// would drop.
func checkText(text string) error {
	_, _, err := input.RefuseInvalid.Clean(text)
	return err
}
