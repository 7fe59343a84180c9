package doctor

// This file checks before and after training: counts for which training would be
// useless, and vectors that it has not changed.

import (
	"errors"
	"fmt"

	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/vocab"
)

// Preflight checks the counts of a corpus just before training with the vocabulary v
// begins. It returns warnings, and an error if training would be useless. An empty
// vocabulary is not checked: the trainer reports it. Lone tokens are a warning here, even
// if all sentences have one token.
func (p Plan) Preflight(statistics word2vec.Statistics, v *vocab.Vocab) (warnings []Finding, err error) {
	expected := expectation{
		words: v.Len(), unknown: statistics.Unknown,
		effective: p.Config.ExpectedTokens(v) * float64(p.Config.Epochs), tokenizer: p.Tokenizer,
	}
	for _, x := range statisticsFindings(statistics.Statistics, expected) {
		switch x.Code {
		case NoneSurvive, CutSentence: // the trainer reports the first, reading notes the second
			continue
		}
		x.Text = p.advice(x)
		if x.Severity == Useless && x.Code != LoneTokens {
			return warnings, errors.New(x.Text)
		}
		x.Severity = Warning
		warnings = append(warnings, x)
	}
	return warnings, nil
}

// The codes of findings about a trained model.
const (
	Unmoved = "unmoved" // words that still have their random initial vectors
	Dropped = "dropped" // tokens of an epoch that did not fit into a job of the gensim trainer
)

// Trained returns findings about a model that word2vec.Train has just trained. A model
// from a file does not have what they are computed from.
//
// The two findings are words that no update has reached, which Model.Updated returns, and
// tokens that the gensim trainer drops.
func Trained(m *word2vec.Model) []Finding {
	var found []Finding
	if x, ok := unmovedWords(m); ok {
		found = append(found, x)
	}
	if n := m.Statistics.Dropped; n > 0 {
		found = append(found, Finding{Code: Dropped, Severity: Warning, Count: n, Text: fmt.Sprintf(
			"%s of each epoch did not fit into a job of 10,000 words and %s dropped; lower --batch-words",
			english.Plural(n, "token"), english.Agree(n, "was", "were"))})
	}
	return found
}

// unmovedWords returns the finding about words whose vectors training did not change, and
// whether there are any. From 1 % of the words it is a warning. The threshold was chosen by
// hand.
func unmovedWords(m *word2vec.Model) (Finding, bool) {
	n, all := int64(0), int64(m.Table.Len())
	for _, moved := range m.Updated() {
		if !moved {
			n++
		}
	}
	words := english.OutOf(n, all, "word")
	have := english.Agree(n, "has its random initial vector", "have their random initial vectors")
	if 100*n < all {
		text := fmt.Sprintf("%s still %s", words, have)
		return Finding{Code: Unmoved, Severity: Note, Count: n, Of: all, Text: text}, n > 0
	}
	text := fmt.Sprintf("%s still %s, which %s nothing; in a small corpus, --sample 0 and more --epochs help",
		words, have, english.Agree(n, "means", "mean"))
	return Finding{Code: Unmoved, Severity: Warning, Count: n, Of: all, Text: text}, n > 0
}
