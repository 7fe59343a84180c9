package main

import (
	"errors"
	"fmt"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/vocab"
)

// preflight looks at a corpus before train begins: it refuses one from which
// nothing can be learnt and warns of what will teach little. That no word is
// frequent enough is an error of the trainer's own.
func (a *app) preflight(f *trainFlags, figures word2vec.Figures, v *vocab.Vocab) error {
	prospect := corpus.Prospect{Words: v.Len(), Unknown: figures.Unknown, Effective: f.config.Effective(v) * float64(f.config.Epochs)}
	for _, x := range corpus.Preflight(figures.Figures, prospect) {
		switch x.Code {
		case corpus.NoneSurvive, corpus.CutSentence: // one fails by itself, the other is told as a note
			continue
		}
		text := preflightAdvice(f, x)
		if x.Severity == corpus.Useless && x.Code != corpus.LoneTokens {
			return errors.New(text)
		}
		a.note("warning: %s", text)
	}
	return nil
}

// preflightAdvice says what a finding of counting means and what to do.
func preflightAdvice(f *trainFlags, x corpus.Finding) string {
	switch x.Code {
	case corpus.NoWords:
		return "the corpus has no words: the files are empty, or hold nothing that the tokenizer takes for a word"
	case corpus.Letters:
		if x.Severity == corpus.Useless {
			return "every token is a single letter: the text was split into characters; join the letters of a word, or leave out the spaces between them"
		}
		return fmt.Sprintf("%.0f %% of the tokens are single letters: was part of the text split into characters?", 100*x.Share())
	case corpus.OneSentence:
		return "the corpus is one sentence only: nothing can be learnt from it; if it is running text use --input text, if it is a stream of words --input stream"
	case corpus.NoneSurvive:
		return fmt.Sprintf("none of the %s occurs --min-count %s: the table above says what a lower one keeps", english.Plural(x.Count, "word"), english.Plural(int64(f.config.MinCount), "time"))
	case corpus.LoneTokens:
		return fmt.Sprintf("%s %s one token only (%.0f %%): without a context nothing is learnt; a list of words needs --input stream, Chinese or Japanese text spaces",
			english.OutOf(x.Count, x.Of, "sentence"), english.Agree(x.Count, "has", "have"), 100*x.Share())
	case corpus.CutSentence:
		return fmt.Sprintf("sentences of more than %s tokens are cut, %s in all; running text needs --input text", english.Thousands(corpus.MaxSentence), english.Plural(x.Count, "time"))
	case corpus.UnknownWord:
		return fmt.Sprintf("%.0f %% of the tokens are no words of the vocabulary and are left out: %s", 100*x.Share(), f.adviceUnknown())
	case corpus.FewWords:
		return fmt.Sprintf("a word is trained on %s on average, too few to leave its random start far behind: more text, more --epochs%s help", english.Plural(x.Count, "time"), f.orSample())
	}
	return x.Code
}

// adviceUnknown says what keeps more words.
func (f *trainFlags) adviceUnknown() string {
	switch {
	case f.vocabFile != "":
		return "does the --vocab file belong to this corpus?"
	case f.config.MaxVocab > 0:
		return "a higher --max-vocab or a lower --min-count keeps more"
	}
	return "a lower --min-count keeps more"
}

// orSample names a flag that is worth a try if it is not used yet.
func (f *trainFlags) orSample() string {
	if f.config.Sample == 0 {
		return ""
	}
	return " or --sample 0"
}
