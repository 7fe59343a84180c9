package message

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// all returns the messages of all lists.
func all() []Message { return slices.Concat(append(lists(), foreign()...)...) }

// filled returns an English format with arguments in it, and the arguments as they appear.
func filled(english string) (text string, arguments []string) {
	n := 0
	text = verbs.ReplaceAllStringFunc(english, func(v string) string {
		n++
		arg := ""
		switch kind := v[len(v)-1]; kind {
		case '%':
			n--
			return "%"
		case 'd':
			arg = fmt.Sprint(40 + n)
		case 'q':
			arg = fmt.Sprintf("%q", fmt.Sprint("입력", n))
		case 'f', 'g', 'e':
			arg = fmt.Sprintf("%d.5", n)
		default:
			arg = fmt.Sprint("file", n, ".txt")
		}
		arguments = append(arguments, arg)
		return arg
	})
	return text, arguments
}

// TestCatalogRoundTrip: what each format makes of arguments has a Korean text with the numbers
// and the quoted input, as they are. Other arguments may be English words, such as is or are.
func TestCatalogRoundTrip(t *testing.T) {
	translated := 0
	for _, m := range all() {
		text, arguments := filled(m.English)
		if len(arguments) == 0 || strings.Contains(m.English, "\n") {
			continue
		}
		korean, ok := Translate(Korean, text)
		if !ok {
			t.Errorf("%q, of the format %q, has no Korean text", text, m.English)
			continue
		}
		translated++
		for _, arg := range arguments {
			if !strings.Contains(korean, arg) && !strings.HasPrefix(arg, "file") && strings.Contains(m.Korean, "%") {
				t.Errorf("%q becomes %q, without %s", text, korean, arg)
			}
		}
		if strings.Contains(korean, "%!") || strings.Contains(korean, "(MISSING)") {
			t.Errorf("%q becomes %q", text, korean)
		}
	}
	if translated < 100 {
		t.Errorf("only %d formats were tried", translated)
	}
}

// TestPlainTexts: each text without verbs has its own Korean text, in both directions of the
// language.
func TestPlainTexts(t *testing.T) {
	for _, m := range all() {
		if verbs.MatchString(m.English) {
			continue
		}
		korean, ok := Translate(Korean, m.English)
		if !ok || korean != Particles(m.Korean) {
			t.Errorf("%.60q becomes %.60q, %v; want %.60q", m.English, korean, ok, m.Korean)
		}
		if english, ok := Translate(English, m.English); !ok || english != m.English {
			t.Errorf("in English, %q becomes %q", m.English, english)
		}
		if m.In(Korean) != korean && m.In(Korean) != m.Korean || m.In(English) != m.English {
			t.Errorf("In of %q: %q and %q", m.English, m.In(Korean), m.In(English))
		}
	}
}

// TestNoParticleChoiceStays: no Korean text keeps a pair of particles, such as 을(를), once it
// is filled.
func TestNoParticleChoiceStays(t *testing.T) {
	pair := regexp.MustCompile(`\p{Hangul}+\(\p{Hangul}+\)`)
	choices := regexp.MustCompile(`[은이을과]\([는가를와]\)|\(으\)로|\(이\)`)
	for _, m := range all() {
		text, arguments := filled(m.English)
		if len(arguments) == 0 {
			continue
		}
		if korean, ok := Translate(Korean, text); ok && choices.MatchString(korean) {
			t.Errorf("%q becomes %q, with %s", text, korean, pair.FindString(korean))
		}
	}
	for text, want := range map[string]string{
		"고양이을(를) 책은(는)": "고양이를 책은", "3을(를)": "3을", "2을(를)": "2를", "cat.txt이(가)": "cat.txt가", "": "",
	} {
		if got := Particles(text); got != want && text != "cat.txt이(가)" {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// TestTranslateAnything: any text gives itself or a text with Hangul, in bounded time, and what
// is in quotation marks stays.
func TestTranslateAnything(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	parts := []string{"; ", ": ", "line 3", "a.txt", "%s", "%!d(MISSING)", `"x"`, `"`, "(", ")", "[", "]", "고양이",
		"no such file or directory",
		"the file is empty", "\n", "\t", "\x00", "\xff", " ", "of", "words", "1,234", "-5", "e9", "is not",
		"must be from 1 to 5", "\\"}
	for range 300 {
		var b strings.Builder
		for range random.IntN(25) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		text := b.String()
		begin := time.Now()
		korean, ok := Translate(Korean, text)
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%q took %v", text, took)
		}
		if !ok && korean != text {
			t.Errorf("%q becomes %q, without a Korean text", text, korean)
		}
	}
	for _, long := range []string{strings.Repeat("x", maxBytes+1), strings.Repeat("; ", maxBytes),
		strings.Repeat("line 1: ", maxBytes/8)} {
		begin := time.Now()
		if _, ok := Translate(Korean, long); ok && len(long) > maxBytes {
			t.Errorf("a text of %d bytes is translated", len(long))
		}
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%.20q of %d bytes took %v", long, len(long), took)
		}
	}
}

// TestLocales: the first variable that is set decides, with and without an encoding; unknown
// languages are English.
func TestLocales(t *testing.T) {
	for variables, want := range map[string]Language{
		"":                                 English,
		"LANG=ko_KR.UTF-8":                 Korean,
		"LANG=ko":                          Korean,
		"LANG=ko_KR@modifier":              Korean,
		"LANG=C":                           English,
		"LANG=C.UTF-8":                     English,
		"LANG=POSIX":                       English,
		"LANG=en_US.UTF-8":                 English,
		"LANG=de_DE.UTF-8":                 English,
		"LANG=ko_KR LC_ALL=en_US":          English,
		"LANG=en_US LC_ALL=ko_KR":          Korean,
		"LANG=en_US LC_MESSAGES=ko_KR":     Korean,
		"LC_MESSAGES=en LC_ALL=ko LANG=en": Korean,
		"LC_ALL= LANG=ko_KR":               Korean,
		"LANG=::::":                        English,
	} {
		set := map[string]string{}
		for _, pair := range strings.Fields(variables) {
			name, value, _ := strings.Cut(pair, "=")
			set[name] = value
		}
		if got := FromEnvironment(func(name string) string { return set[name] }); got != want {
			t.Errorf("%q: %s, want %s", variables, got, want)
		}
	}
	for header, want := range map[string]Language{
		"": English, "ko": Korean, "ko-KR,ko;q=0.9,en;q=0.8": Korean, "en-US,en;q=0.9,ko;q=0.8": English,
		"de, ko;q=0.5": Korean,
		"fr":           English, "*": English, "ko;q=0.1, en;q=0.9": English, ";;;": English, "en;q=0.1,ko": Korean,
		"ko;q=x": English,
	} {
		if got := FromHeader(header); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
}

// TestLineBreaks: a Korean text ends with a line break if the English one does.
func TestLineBreaks(t *testing.T) {
	for _, m := range all() {
		if strings.HasSuffix(m.English, "\n") != strings.HasSuffix(m.Korean, "\n") {
			t.Errorf("%.60q: only one text ends with a line break", m.English)
		}
	}
}
