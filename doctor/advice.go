package doctor

import (
	"fmt"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/english"
)

// advice says what a finding means and what to do.
func (d *Diagnosis) advice(x Finding) string {
	switch x.Code {
	case InvalidByte:
		return fmt.Sprintf("%s %s not text, the first in %s: give the files' encoding, convert them, or have such bytes replaced by --invalid-utf8 replace", english.Plural(x.Count, "byte"), english.Agree(x.Count, "is", "are"), d.Lines.InvalidAt)
	case OtherCoding:
		return fmt.Sprintf("%s %s not in UTF-8: what is read is converted; --encoding names the encoding if it was found out wrongly", english.OutOf(x.Count, x.Of, "file"), english.Agree(x.Count, "is", "are"))
	case NoField:
		return fmt.Sprintf("%s %s the field, or %s null in it (%.0f %%): is --field %s the right one?", english.OutOf(x.Count, x.Of, "record"), english.Agree(x.Count, "lacks", "lack"), english.Agree(x.Count, "has", "have"), 100*x.Share(), d.plan.Field)
	case LongLine:
		return fmt.Sprintf("the line %s has %s: it is no sentence; if it is running text use --input text, if it is a stream of words --input stream", d.Lines.LongestAt, english.Plural(x.Count, "byte"))
	case Repeated:
		return fmt.Sprintf("%s%s %s there before (%.0f %%), the first at %s: repetitions teach nothing new and weigh more than they should; remove them", aboutIfSampled(d.Lines.OneIn), english.OutOf(x.Count, x.Of, "line"), english.Agree(x.Count, "was", "were"), 100*x.Share(), d.Lines.RepeatedAt)
	case EmptyLines:
		return fmt.Sprintf("%s %s empty (%.0f %%); if blank lines part paragraphs use --input text", english.OutOf(x.Count, x.Of, "line"), english.Agree(x.Count, "is", "are"), 100*x.Share())
	case Decomposed:
		if x.Severity == Note {
			return fmt.Sprintf("%s %s decomposed (NFD); --normalize %s puts them together", english.OutOf(x.Count, x.Of, "line"), english.Agree(x.Count, "is", "are"), d.plan.Normalize)
		}
		return fmt.Sprintf("%s %s decomposed (NFD): the same word in NFC would be another; use --normalize nfc", english.OutOf(x.Count, x.Of, "line"), english.Agree(x.Count, "is", "are"))
	}
	return d.plan.advice(x)
}

// advice says what a finding of counting means and what to do.
func (p Plan) advice(x Finding) string {
	switch x.Code {
	case NoWords:
		return "the corpus has no words: the files are empty, or hold nothing that the tokenizer takes for a word"
	case Letters:
		if x.Severity == Useless {
			return "every token is a single letter: the text was split into characters; join the letters of a word, or leave out the spaces between them"
		}
		return fmt.Sprintf("%.0f %% of the tokens are single letters: was part of the text split into characters?", 100*x.Share())
	case OneSentence:
		return "the corpus is one sentence only: nothing can be learnt from it; if it is running text use --input text, if it is a stream of words --input stream"
	case NoneSurvive:
		return fmt.Sprintf("none of the %s occurs --min-count %s: the table above says what a lower one keeps", english.Plural(x.Count, "word"), english.Plural(int64(p.Config.MinCount), "time"))
	case LoneTokens:
		return fmt.Sprintf("%s %s one token only (%.0f %%): without a context nothing is learnt; a list of words needs --input stream, Chinese or Japanese text spaces",
			english.OutOf(x.Count, x.Of, "sentence"), english.Agree(x.Count, "has", "have"), 100*x.Share())
	case CutSentence:
		return fmt.Sprintf("sentences of more than %s tokens are cut, %s in all; running text needs --input text", english.Thousands(corpus.MaxSentence), english.Plural(x.Count, "time"))
	case UnknownWord:
		return fmt.Sprintf("%.0f %% of the tokens are no words of the vocabulary and are left out: %s", 100*x.Share(), p.unknownAdvice())
	case FewWords:
		return fmt.Sprintf("a word is trained on %s on average, too few to leave its random start far behind: more text, more --epochs%s help", english.Plural(x.Count, "time"), p.sampleAdvice())
	}
	return x.Code
}

// unknownAdvice says what keeps more words.
func (p Plan) unknownAdvice() string {
	switch {
	case p.Vocabulary != nil:
		return "does the --vocab file belong to this corpus?"
	case p.Config.MaxVocab > 0:
		return "a higher --max-vocab or a lower --min-count keeps more"
	}
	return "a lower --min-count keeps more"
}

// sampleAdvice names a flag that is worth a try if it is not used yet.
func (p Plan) sampleAdvice() string {
	if p.Config.Sample == 0 {
		return ""
	}
	return " or --sample 0"
}
