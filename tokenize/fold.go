package tokenize

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Form is a Unicode normalisation form (UAX #15) by name.
type Form string

// The forms: canonical composition, which makes a Hangul syllable one
// character whatever system typed it; the same with compatibility characters
// (ﬁ, ①, full-width letters) replaced; or the text as it is.
const (
	NFC  Form = "nfc"
	NFKC Form = "nfkc"
	None Form = "none"
)

// A Folder brings words that differ in case or encoding only to one form.
type Folder struct {
	lower bool
	form  Form
}

// NewFolder returns a Folder, or an error if the form is none of the three.
func NewFolder(lower bool, form Form) (Folder, error) {
	switch form {
	case NFC, NFKC, None:
		return Folder{lower: lower, form: form}, nil
	}
	return Folder{}, fmt.Errorf("tokenize: no normalisation %q; there are %s, %s and %s", form, NFC, NFKC, None)
}

// Fold returns the form of word that is counted and looked up. It returns word
// itself, without allocating, where nothing is to be changed.
func (f Folder) Fold(word string) string {
	if isASCII(word) {
		if f.lower {
			return strings.ToLower(word)
		}
		return word
	}
	word = f.normal(word)
	if f.lower {
		// Lower case can leave the normal form, so it is made anew.
		word = f.normal(strings.ToLower(word))
	}
	return word
}

func (f Folder) normal(s string) string {
	switch f.form {
	case NFC:
		return norm.NFC.String(s)
	case NFKC:
		return norm.NFKC.String(s)
	}
	return s
}
