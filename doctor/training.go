package doctor

import (
	"errors"
	"fmt"

	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/vocab"
)

// Preflight looks at the figures of a corpus that training with the words of v is
// about to begin on. It returns warnings of what will teach little and, behind
// them, an error if nothing can be learnt. That no word is frequent enough is an
// error of the trainer's own.
func (p Plan) Preflight(figures word2vec.Figures, v *vocab.Vocab) (warnings []Finding, err error) {
	expected := expectation{words: v.Len(), unknown: figures.Unknown, effective: p.Config.Effective(v) * float64(p.Config.Epochs)}
	for _, x := range statisticsFindings(figures.Figures, expected) {
		switch x.Code {
		case NoneSurvive, CutSentence: // one fails by itself, the other is a note of reading
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
	Unmoved = "unmoved" // words that never left their random start
	Dropped = "dropped" // tokens of an epoch that did not fit into a job
)

// Trained finds what makes a model that has been trained of little use. The model
// must come from word2vec.Train, not from a file.
func Trained(m *word2vec.Model) []Finding {
	var found []Finding
	if x, ok := unmovedWords(m); ok {
		found = append(found, x)
	}
	if n := m.Figures.Dropped; n > 0 {
		found = append(found, Finding{Code: Dropped, Severity: Warning, Count: n, Text: fmt.Sprintf("%s of each epoch did not fit into a job of 10,000 words and %s not trained on; lower --batch-words",
			english.Plural(n, "token"), english.Agree(n, "was", "were"))})
	}
	return found
}

// unmovedWords finds words that never left their random start.
func unmovedWords(m *word2vec.Model) (Finding, bool) {
	still, all := int64(0), int64(m.Table.Len())
	for _, moved := range m.Moved() {
		if !moved {
			still++
		}
	}
	text := fmt.Sprintf("%s never left %s random start", english.OutOf(still, all, "word"), english.Agree(still, "its", "their"))
	if 100*still < all {
		return Finding{Code: Unmoved, Severity: Note, Count: still, Of: all, Text: text}, still > 0
	}
	text += fmt.Sprintf(" and %s nothing; in a small corpus --sample 0 and more --epochs help", english.Agree(still, "means", "mean"))
	return Finding{Code: Unmoved, Severity: Warning, Count: still, Of: all, Text: text}, still > 0
}
