package main

// This file notes in which form words are looked up. A user who asks for one form of
// a word should see that the answer is for another.

import (
	"context"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
)

// noteForms notes which words of a query were looked up in another form: 고양이에게 as
// 고양이, 가능성 as 가능 in a model without the suffixes of nouns. Differences in case and
// encoding are not noted.
func (a *app) noteForms(m *w2vattn.Model, words []string) {
	folder, err := tokenize.NewFolder(true, tokenize.NFKC)
	if err != nil {
		return
	}
	found, err := m.Lookup().Find(context.Background(), words, embed.Skip)
	if err != nil {
		return
	}
	var pairs []string
	for i, f := range found {
		if !f.Known {
			continue
		}
		if form := m.Table().Vocab().Word(f.ID); folder.Fold(form) != folder.Fold(words[i]) {
			pairs = append(pairs, words[i]+" → "+form)
		}
	}
	if pairs != nil {
		a.note("note: looked up in the form of the vocabulary: %s", strings.Join(pairs, ", "))
	}
}
