package tokenize

// This file folds words: Unicode normalization and lower case, so that "Café"
// composed and decomposed is one word.

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Form is a Unicode normalisation form (UAX #15) by name.
type Form string

// The normalisation forms.
const (
	NFC  Form = "nfc"  // canonical composition: a Hangul syllable is one character
	NFKC Form = "nfkc" // NFC with compatibility characters (ﬁ, ①, full-width letters) replaced
	None Form = "none" // no normalisation
)

// A Folder maps words that differ only in case or encoding to one form. It is safe for
// concurrent use.
type Folder struct {
	lower bool
	form  Form
}

// NewFolder returns a Folder that normalises to form and, if lower is set, changes words
// to lower case. An unknown form is an error.
func NewFolder(lower bool, form Form) (Folder, error) {
	switch form {
	case NFC, NFKC, None:
		return Folder{lower: lower, form: form}, nil
	}
	return Folder{}, fmt.Errorf("tokenize: unknown normalisation %q; use %s, %s or %s", form, NFC, NFKC, None)
}

// Fold returns the form of word that is counted and looked up: normalised, lower-cased
// and normalised again. It returns word itself, without allocating, if that changes
// nothing.
func (f Folder) Fold(word string) string {
	if isASCII(word) {
		if f.lower {
			return strings.ToLower(word)
		}
		return word
	}
	word = f.normal(word)
	if f.lower {
		// Lower-casing can produce text that is not normalised.
		word = f.normal(strings.ToLower(word))
	}
	return word
}

// normal returns s in the normal form.
func (f Folder) normal(s string) string {
	switch f.form {
	case NFC:
		return norm.NFC.String(s)
	case NFKC:
		return norm.NFKC.String(s)
	}
	return s
}
