package sentencetransformers

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A TokenizerError reports a tokenizer that tokenizer.json cannot describe.
type TokenizerError struct {
	Name   string // of the tokenizer
	Reason string
}

// Error implements error.
func (e *TokenizerError) Error() string {
	return fmt.Sprintf("the tokenizer %s cannot be described in tokenizer.json: %s", e.Name, e.Reason)
}

// unknown is the token that stands for all tokens that are not in the vocabulary.
const unknown = "[UNK]"

// The parts of the expression of words. Extend, Format and joiner characters belong to the
// character before them (rule WB4); U+200B does not.
const (
	extend = `[\p{M}\p{Cf}\x{1F3FB}-\x{1F3FF}&&[^\x{200B}]]*`
	// Letters that stand alone: ideographs, and scripts that are written without spaces.
	alone    = `\p{Han}\p{Hiragana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}`
	letter   = `[\p{L}\p{Nl}\x{24B6}-\x{24E9}\x{5F3}&&[^` + alone + `\p{Katakana}\x{3031}-\x{3035}\x{30FC}\x{FF70}]]`
	digit    = `\p{Nd}`
	katakana = `[\p{Katakana}\x{3031}-\x{3035}\x{309B}\x{309C}\x{30A0}\x{30FC}\x{FF70}]`
	joiner   = `[\p{Pc}&&[^\x{30FB}\x{FF65}]]`
	// Marks that join letters, digits, or both (MidLetter, MidNum, MidNumLet).
	both      = `.'\x{2018}\x{2019}\x{2024}\x{FE52}\x{FF07}\x{FF0E}`
	midLetter = `[` + both + `:\x{B7}\x{387}\x{55F}\x{5F4}\x{2027}\x{FE13}\x{FE55}\x{FF1A}]`
	midDigit  = `[` + both + `,;\x{37E}\x{589}\x{60C}\x{60D}\x{66C}\x{7F8}\x{2044}\x{FE10}\x{FE14}\x{FE50}\x{FE54}\x{FF0C}\x{FF1B}]`
	// Hangul, which a mark does not join if HangulMarks.
	hangul = `[\x{1100}-\x{11FF}\x{3130}-\x{318C}\x{318E}\x{A960}-\x{A97F}\x{AC00}-\x{D7FF}]`
	araea  = `\x{318D}`
)

// wordPattern returns a regular expression in the syntax of Oniguruma that matches the words
// of tokenize.WordsName, that is, the segments of UAX #29 with a letter or a digit.
func wordPattern(marks tokenize.Marks) string {
	letter, mark, single := letter, `(?:`+midLetter+extend+`)?`, `[\p{L}\p{N}]`
	if marks == tokenize.HangulMarks {
		// Hangul is not joined by a mark, and the letter arae-a beside it is a mark.
		mark = `(?:(?<!` + hangul + `)` + midLetter + extend + `(?!` + hangul + `))?`
		letter = `(?:(?!` + araea + `(?:$|` + hangul + `))(?!(?<=` + hangul + `)` + araea + `)` + letter + `)`
		single = `(?!` + araea + `)` + single
	}
	letters := letter + extend + `(?:` + mark + letter + extend + `)*`
	digits := digit + extend + `(?:(?:` + midDigit + extend + `)?` + digit + extend + `)*`
	join := `(?:` + joiner + extend + `)*`
	geresh := `(?!\x{5F3}` + extend + `(?!` + letter + `|` + digit + `|` + joiner + `))` // alone it is no word
	word := geresh + join + `(?:` + letters + `|` + digits + `)(?:` + join + `(?:` + letters + `|` + digits + `))*` + join
	kana := join + katakana + extend + `(?:` + join + katakana + extend + `)*` + join
	return word + `|` + kana + `|` + single + extend
}

// An object is a JSON object of tokenizer.json.
type object map[string]any

// normalizer describes lower case and Unicode normalisation; nil if text stays as it is.
func normalizer(c tokenize.Config) any {
	var steps []object
	switch c.Normalize {
	case tokenize.NFC:
		steps = append(steps, object{"type": "NFC"})
	case tokenize.NFKC:
		steps = append(steps, object{"type": "NFKC"})
	}
	if c.Lower {
		steps = append(steps, object{"type": "Lowercase"})
	}
	if len(steps) == 0 {
		return nil
	}
	return object{"type": "Sequence", "normalizers": steps}
}

// preTokenizer describes how text is cut.
func preTokenizer(c tokenize.Config, pretokenized bool) (any, error) {
	space := object{"type": "WhitespaceSplit"}
	reason := ""
	switch {
	case pretokenized:
		return space, nil
	case len(c.Phrases) > 0:
		reason = "it joins phrases"
	case c.Collapse:
		reason = "it shortens repeated letters (--collapse)"
	case c.Name == tokenize.SpaceName:
		return space, nil
	case c.Name != tokenize.WordsName:
		reason = "its tokens are not parts of the text"
	case c.Emoji:
		reason = "its tokens can be emoji (--keep-emoji)"
	default:
		return object{"type": "Split", "pattern": object{"Regex": wordPattern(c.Marks)}, "behavior": "Removed",
			"invert": true}, nil
	}
	return nil, &TokenizerError{Name: c.Name, Reason: reason}
}

// writeTokenizer writes tokenizer.json. Token i of the vocabulary has the id i+1.
func writeTokenizer(w io.Writer, words *vocab.Vocab, normalize, cut any) error {
	head, err := json.Marshal(object{
		"normalizer": normalize, "pre_tokenizer": cut, "post_processor": nil, "decoder": nil, "truncation": nil,
		"padding": nil, "version": "1.0",
		"added_tokens": []object{{"id": 0, "content": unknown, "single_word": false, "lstrip": false, "rstrip": false,
			"normalized": false, "special": true}},
	})
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	b.Write(head[:len(head)-1]) //nolint:errcheck // an error is kept and returned by Flush
	fmt.Fprintf(b, `,"model":{"type":"WordLevel","unk_token":%q,"vocab":{%q:0`, unknown, unknown)
	for id, word := range words.All() {
		name, err := json.Marshal(word)
		if err != nil {
			return err
		}
		fmt.Fprintf(b, ",\n%s:%d", name, int(id)+1)
	}
	b.WriteString("}}}\n") //nolint:errcheck // an error is kept and returned by Flush
	return b.Flush()
}
