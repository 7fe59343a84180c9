package message

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Translate returns an English text, of help, an error or a note, in a language, and
// whether it has one. As in gettext, the English text is the key: it is one of the lists
// in this package, or what one of their formats makes of arguments. An argument may be
// such a text too, as the text of a wrapped error is. Names, numbers and quoted
// input stay as they are. A text with a part that is English prose without a Korean text
// has none, so that no line mixes both languages: Translate then returns it as it is.
func Translate(l Language, english string) (text string, ok bool) {
	if l != Korean {
		return english, true
	}
	if korean, ok := translate(english); ok {
		return Particles(korean), true
	}
	return english, false
}

// translate is Translate to Korean, with particles still to fit.
func translate(english string) (string, bool) {
	c := catalog()
	if korean, ok := c.texts[english]; ok {
		return korean, true
	}
	for _, f := range c.formats {
		if korean, ok := f.translate(english); ok {
			return korean, true
		}
	}
	return "", false
}

// A translations is all lists of messages, arranged for Translate.
type translations struct {
	texts   map[string]string // Korean by English
	formats []format          // those with the most letters outside of verbs first
}

var catalog = sync.OnceValue(func() translations {
	c := translations{texts: map[string]string{}}
	for _, list := range append(lists(), foreign()...) {
		for _, m := range list {
			if f, ok := newFormat(m); ok {
				c.formats = append(c.formats, f)
			} else {
				c.texts[m.English] = m.Korean
			}
		}
	}
	slices.SortStableFunc(c.formats, func(a, b format) int { return cmp.Compare(b.letters, a.letters) })
	return c
})

// A format is a message with verbs.
type format struct {
	english *regexp.Regexp // a group for each verb
	verbs   []verb         // of the groups
	letters int            // bytes outside of verbs
	korean  string
}

// A verb is a verb of a format.
type verb struct {
	arg  int  // the argument, from 0
	kind byte // such as 's' or 'd'
}

// verbs matches the verbs of formats of package fmt.
var verbs = regexp.MustCompile(`%[-+# 0]*\d*(?:\.\d*)?(?:\[(\d+)\])?([a-zA-Z%])`)

// patterns match what verbs write; a verb that is not here writes any text.
var patterns = map[byte]string{'q': `("(?:[^"\\]|\\.)*")`, 'd': `(-?[\d,]+)`}

// newFormat returns the format of a message, and whether it has verbs.
func newFormat(m Message) (format, bool) {
	f := format{korean: m.Korean}
	var pattern strings.Builder
	end, next := 0, 0
	for _, at := range verbs.FindAllStringSubmatchIndex(m.English, -1) {
		literal, kind := m.English[end:at[0]], m.English[at[4]]
		end, f.letters = at[1], f.letters+len(literal)
		pattern.WriteString(regexp.QuoteMeta(literal))
		if kind == '%' {
			pattern.WriteByte('%')
			continue
		}
		if at[2] >= 0 {
			next, _ = strconv.Atoi(m.English[at[2]:at[3]]) // digits
			next--
		}
		f.verbs = append(f.verbs, verb{next, kind})
		next++
		pattern.WriteString(cmp.Or(patterns[kind], `(.*?)`))
	}
	f.letters += len(m.English) - end
	f.english = regexp.MustCompile(`(?s)^` + pattern.String() + regexp.QuoteMeta(m.English[end:]) + `$`)
	return f, strings.Contains(m.English, "%")
}

// translate returns the Korean text of an English one that the format has made.
func (f format) translate(english string) (string, bool) {
	found := f.english.FindStringSubmatch(english)
	if found == nil {
		return "", false
	}
	args := make([]any, len(f.verbs))
	for i, v := range f.verbs {
		text := found[i+1]
		if patterns[v.kind] == "" {
			var ok bool
			if text, ok = argument(text); !ok {
				return "", false
			}
		}
		args[v.arg] = text
	}
	korean := verbs.ReplaceAllStringFunc(f.korean, func(verb string) string {
		if verb == "%%" {
			return verb
		}
		number := verbs.FindStringSubmatch(verb)[1]
		if number == "" {
			return "%s"
		}
		return "%[" + number + "]s"
	})
	return fmt.Sprintf(korean, args[:count(f.verbs)]...), true
}

// count returns the number of arguments of verbs.
func count(verbs []verb) int {
	n := 0
	for _, v := range verbs {
		n = max(n, v.arg+1)
	}
	return n
}

var (
	// list matches a list of names with a conjunction, "csv, tsv or jsonl".
	list = regexp.MustCompile(`^[^\s,]+(?:, [^\s,]+)* (?:or|and) [^\s,]+$`)
	// conjunction matches the conjunction of a list.
	conjunction = regexp.MustCompile(` (?:or|and) `)
	// prose matches two English words, which a name does not contain.
	prose = regexp.MustCompile(`(?:^|\s)[a-z]+ [a-z]+(?:$|[\s,.:;])`)
)

// argument returns an argument of a format in Korean, and false if it is English prose
// without a Korean text.
func argument(english string) (string, bool) {
	if korean, ok := translate(english); ok {
		return korean, true
	}
	if list.MatchString(english) {
		return conjunction.ReplaceAllString(english, ", "), true
	}
	return english, !prose.MatchString(english)
}
