package message

// This file translates texts that are already formatted. An English error such as
//
//	reviews.csv:17: field "text" is missing (fields: id, body)
//
// matches the format `%s:%d: field %q is missing (fields: %s)`, which is in a list
// with its Korean text. The format becomes a regular expression with a group for each
// verb; the groups are the arguments, which may be texts themselves. Longer formats
// are tried first, so that "%s: %s" matches only what no other format does.

import (
	"cmp"
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
	if len(english) <= maxBytes {
		if korean, ok := (translator{}).translate(english); ok {
			return Particles(korean), true
		}
	}
	return english, false
}

// maxBytes is the length of the longest text that Translate translates.
const maxBytes = 2048

// A translator translates a text and the texts that it consists of. It remembers the
// results, with which the time does not grow exponentially: an error with k
// separators "; " has 2^k divisions, but only k² parts.
type translator map[string]*string // Korean by English, nil if there is none

// translate returns the Korean text of an English one, with particles still to fit.
func (t translator) translate(english string) (string, bool) {
	korean, ok := t[english]
	if !ok {
		korean = t.find(english)
		t[english] = korean
	}
	if korean == nil {
		return "", false
	}
	return *korean, true
}

// find is translate without memory.
func (t translator) find(english string) *string {
	c := catalog()
	if korean, ok := c.texts[english]; ok {
		return &korean
	}
	for _, f := range c.formats {
		if korean, ok := f.translate(t, english); ok {
			return &korean
		}
	}
	for i, r := range english { // several errors, joined
		if r == ';' && strings.HasPrefix(english[i:], "; ") {
			first, ok := t.translate(english[:i])
			if !ok {
				continue
			}
			if rest, ok := t.translate(english[i+len("; "):]); ok {
				first += ". " + rest
				return &first
			}
		}
	}
	return nil
}

// A translations is all lists of messages, arranged for Translate.
type translations struct {
	korean  map[string]string // by English, of all messages
	texts   map[string]string // the same of those that Translate looks up and that are no formats
	formats []format          // those with the most letters outside of verbs first
}

var catalog = sync.OnceValue(func() translations {
	c := translations{korean: map[string]string{}, texts: map[string]string{}}
	for _, m := range slices.Concat(formats()...) {
		c.korean[m.English] = m.Korean
	}
	for _, list := range append(lists(), foreign()...) {
		for _, m := range list {
			c.korean[m.English] = m.Korean
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
	english [2]*regexp.Regexp // a group for each verb; the groups of the second are greedy
	verbs   []verb            // of the groups
	letters int               // bytes outside of verbs
	literal string            // the longest text between verbs, which a match contains
	korean  string
}

// A verb is a verb of a format.
type verb struct {
	arg  int  // the argument, from 0
	kind byte // such as 's' or 'd'
}

// verbs matches the verbs of formats of package fmt: flags, width, precision, the
// number of an argument in brackets, and the letter.
var verbs = regexp.MustCompile(`%[-+# 0]*\d*(?:\.\d*)?(?:\[(\d+)\])?([a-zA-Z%])`)

// patterns match what verbs write; a verb that is not here writes any text, as few
// bytes as possible first and, if that does not lead to a translation, as many as
// possible.
var patterns = map[byte]string{
	'q': `("(?:[^"\\]|\\.)*"|\[[^\]]*\])`, 'd': `(-?[\d,]+)`, 'f': `([-+.\da-zA-Z]+)`, 'g': `([-+.\da-zA-Z]+)`,
}

// newFormat returns the format of a message, and whether it has verbs.
func newFormat(m Message) (format, bool) {
	f := format{korean: m.Korean}
	var pattern strings.Builder
	end, next := 0, 0
	for _, at := range verbs.FindAllStringSubmatchIndex(m.English, -1) {
		literal, kind := m.English[end:at[0]], m.English[at[4]]
		end = at[1]
		f.add(literal)
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
	f.add(m.English[end:])
	whole := `(?s)^` + pattern.String() + regexp.QuoteMeta(m.English[end:]) + `$`
	f.english = [2]*regexp.Regexp{
		regexp.MustCompile(whole), regexp.MustCompile(strings.ReplaceAll(whole, `(.*?)`, `(.*)`)),
	}
	return f, strings.Contains(m.English, "%")
}

// add counts a text between verbs, and keeps the longest one, by which texts that
// cannot match are excluded without running the regular expression.
func (f *format) add(literal string) {
	f.letters += len(literal)
	if len(literal) > len(f.literal) {
		f.literal = literal
	}
}

// translate returns the Korean text of an English one that the format has made.
func (f format) translate(t translator, english string) (string, bool) {
	if !strings.Contains(english, f.literal) { // faster than the patterns
		return "", false
	}
	for _, pattern := range f.english {
		if found := pattern.FindStringSubmatch(english); found == nil {
			break
		} else if korean, ok := f.with(t, found); ok {
			return korean, true
		}
	}
	return "", false
}

// with returns the Korean text with the groups that were found.
func (f format) with(t translator, found []string) (string, bool) {
	args := map[int]string{}
	for i, v := range f.verbs {
		text := found[i+1]
		if patterns[v.kind] == "" {
			var ok bool
			if text, ok = t.argument(text); !ok {
				return "", false
			}
		}
		args[v.arg] = text
	}
	return f.fill(args), true
}

// fill returns the Korean text with arguments, which are texts whatever the verbs.
func (f format) fill(args map[int]string) string {
	next := 0
	return verbs.ReplaceAllStringFunc(f.korean, func(verb string) string {
		if strings.HasSuffix(verb, "%") {
			return "%"
		}
		if number := verbs.FindStringSubmatch(verb)[1]; number != "" {
			next, _ = strconv.Atoi(number) // digits
			next--
		}
		next++
		return args[next-1]
	})
}

var (
	// list matches a list of names with a conjunction, "csv, tsv or jsonl".
	list = regexp.MustCompile(`^[^\s,]+(?:, [^\s,]+)* (?:or|and) [^\s,]+$`)
	// conjunction matches the conjunction of a list.
	conjunction = regexp.MustCompile(` (?:or|and) `)
	// bounds matches the bounds of a number, "from 0 to 10" or "0 or more", which are no names.
	bounds = regexp.MustCompile(`^(?:(?:from|above|below|between) [-+.\d]|[-+.\d]\S* or (?:more|less)\b)`)
	// prose matches two English words, which a name does not contain.
	prose = regexp.MustCompile(`(?:^|\s)[a-z]+ [a-z]+(?:$|[\s,.:;])`)
)

// argument returns an argument of a format in Korean, and false if it is English prose without a
// Korean text, or bounds, which only the formats of whole sentences translate.
func (t translator) argument(english string) (string, bool) {
	if korean, ok := t.translate(english); ok {
		return korean, true
	}
	if bounds.MatchString(english) {
		return "", false
	}
	if list.MatchString(english) {
		return conjunction.ReplaceAllString(english, ", "), true
	}
	return english, !prose.MatchString(english)
}
