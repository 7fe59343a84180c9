package message

// This file chooses the language. The order is the same for all programs: the flag
// --lang, else the variables of the environment; for a web page the parameter lang,
// else the header of the browser.

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// A Language is a language that messages are written in.
type Language string

// The languages.
const (
	English Language = "en"
	Korean  Language = "ko"
)

// Languages returns all languages, the default first.
func Languages() []Language { return []Language{English, Korean} }

// Parse returns the language of that name, "en" or "ko". Another name is an error.
func Parse(name string) (Language, error) {
	for _, l := range Languages() {
		if string(l) == name {
			return l, nil
		}
	}
	return "", fmt.Errorf("no language %q; use en or ko", name)
}

// FromEnvironment returns the language of the environment, as POSIX defines it: that of
// the first of LC_ALL, LC_MESSAGES and LANG that is set and not empty. It is English if
// none is set, and where messages in the language do not exist. The function get returns
// the value of a variable, as os.Getenv does.
func FromEnvironment(get func(name string) string) Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := get(name); locale != "" {
			code, _, _ := strings.Cut(locale, ".") // ko_KR.UTF-8
			code, _, _ = strings.Cut(code, "@")
			return nearest(code)
		}
	}
	return English
}

// FromHeader returns the language that an Accept-Language header (RFC 9110, section
// 12.5.4) prefers. It is English if the header is empty or malformed, and where messages
// in none of its languages exist.
func FromHeader(accept string) Language {
	tags, _, err := language.ParseAcceptLanguage(accept)
	if err != nil {
		return English
	}
	for _, tag := range tags { // most preferred first
		base, confidence := tag.Base()
		if l, err := Parse(base.String()); err == nil && confidence > language.No {
			return l
		}
	}
	return English
}

// nearest returns the language of a locale such as ko_KR; English if there is none.
func nearest(locale string) Language {
	tag, err := language.Parse(locale)
	if err != nil {
		return English
	}
	base, _ := tag.Base()
	if l, err := Parse(base.String()); err == nil {
		return l
	}
	return English
}
