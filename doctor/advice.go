package doctor

// This file writes the texts of findings. Counting and wording are separate: a
// finding has a code and numbers, which programs read, and a text that names the flag
// of train that helps.

import (
	"fmt"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/message"
)

// otherInputs names the formats to use for text without one sentence per line.
const otherInputs = "use --input text for running text, --input stream for a stream of words"

// advice returns the text of a finding: what is wrong, where, and what to do. Each text
// names the flag of the command train that helps.
func (d *Diagnosis) advice(x Finding) string {
	is := english.Agree(x.Count, "is", "are")
	percent := fmt.Sprintf("(%.0f %%)", 100*x.Share())
	lines := english.OutOf(x.Count, x.Of, "line")
	switch x.Code {
	case InvalidByte:
		return fmt.Sprintf("%s %s invalid text, the first in %s: name the encoding with --encoding, "+
			"convert the files, or replace such bytes with --invalid-utf8 replace",
			english.Plural(x.Count, "byte"), is, d.Lines.InvalidAt)
	case OtherCoding:
		return fmt.Sprintf("%s %s not in UTF-8 and %[2]s converted; if the detected encoding is wrong, use --encoding",
			english.OutOf(x.Count, x.Of, "file"), is)
	case NoField:
		format := english.Agree(x.Count, "%s lacks the field, or has null in it %s: is --field %s the right one?",
			"%s lack the field, or have null in it %s: is --field %s the right one?")
		return fmt.Sprintf(format, english.OutOf(x.Count, x.Of, "record"), percent, d.plan.Field)
	case LongLine:
		return fmt.Sprintf("the longest line, %s, has %s and is no sentence; %s",
			d.Lines.LongestAt, english.Plural(x.Count, "byte"), otherInputs)
	case Repeated:
		return fmt.Sprintf("%s %s an earlier line %s, the first at %s; remove repeated lines, which get too much weight",
			aboutIfSampled(d.Lines.OneIn)+lines, english.Agree(x.Count, "repeats", "repeat"), percent,
			d.Lines.RepeatedAt)
	case EmptyLines:
		return fmt.Sprintf("%s %s empty %s; if blank lines separate paragraphs, use --input text", lines, is, percent)
	case Decomposed:
		if x.Severity == Note {
			return fmt.Sprintf("%s %s decomposed (NFD); --normalize %s composes %s",
				lines, is, d.plan.Normalize, english.Agree(x.Count, "it", "them"))
		}
		return fmt.Sprintf("%s %s decomposed (NFD), so a word there differs from the same word in NFC; "+
			"use --normalize nfc", lines, is)
	}
	return d.plan.advice(x)
}

// advice returns the text of a finding that comes from counting alone: Preflight, which does
// not read the corpus again, has it too. An unknown code is its own text.
func (p Plan) advice(x Finding) string {
	percent := fmt.Sprintf("%.0f %%", 100*x.Share())
	switch x.Code {
	case NoWords:
		return "the corpus has no words: the files are empty, or the tokenizer finds no word in them"
	case Letters:
		if x.Severity == Useless {
			return "every token is a single letter: the text was split into characters; " +
				"remove the spaces between the letters of a word"
		}
		return fmt.Sprintf("%s of the tokens are single letters: was part of the text split into characters?", percent)
	case OneSentence:
		return fmt.Sprintf("the corpus is a single sentence, from which no model can be trained; %s", otherInputs)
	case NoneSurvive:
		return fmt.Sprintf("none of the %s occurs --min-count %s; the table above shows what a lower value keeps",
			english.Plural(x.Count, "word"), english.Plural(int64(p.Config.MinCount), "time"))
	case LoneTokens:
		return fmt.Sprintf("%s %s one token only (%s), which has no context; use --input stream for a list of words, "+
			"and separate words by spaces in Chinese or Japanese text",
			english.OutOf(x.Count, x.Of, "sentence"), english.Agree(x.Count, "has", "have"), percent)
	case CutSentence:
		return fmt.Sprintf("sentences of more than %s tokens are cut, %s in all; use --input text for running text",
			english.Thousands(corpus.MaxSentence), english.Plural(x.Count, "time"))
	case UnknownWord:
		return fmt.Sprintf("%s of the tokens are %s", percent, p.unknownAdvice())
	case FewWords:
		return fmt.Sprintf("words get only %s on average; their vectors stay near random: "+
			"use more text or more --epochs%s", english.Plural(x.Count, "update"), p.sampleAdvice())
	case Particles:
		return message.TokenizerUnsuited.Format(message.English, x.Count, p.Tokenizer.Name)
	}
	return x.Code
}

// unknownAdvice returns why tokens are unknown and what keeps more of them. The reason
// depends on how the vocabulary was selected.
func (p Plan) unknownAdvice() string {
	switch {
	case p.Vocabulary != nil:
		return "not in the vocabulary and were dropped: does the --vocab file belong to this corpus?"
	case p.Config.MaxVocab > 0:
		return "not in the vocabulary and were dropped: a higher --max-vocab or a lower --min-count keeps more"
	case len(p.Stop) > 0:
		return "words of --stop or rarer than --min-count and were dropped: a lower --min-count keeps more"
	}
	return "rarer than --min-count and were dropped: a lower --min-count keeps more"
}

// sampleAdvice returns the advice to turn subsampling off, if the plan subsamples.
func (p Plan) sampleAdvice() string {
	if p.Config.Sample == 0 {
		return ""
	}
	return ", or --sample 0"
}
