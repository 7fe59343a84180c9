package message

// This file has the two ways to a Korean text. Code that knows at compile time which
// text it writes has a Message, with both languages side by side. Errors and help are
// English strings where they are made, because a library does not know who will read
// them; Translate finds their Korean text later (translate.go).

import (
	"fmt"
	"strings"
)

// A Message is a text in every language. It may be a format of package fmt; then all
// languages format the same arguments, in whatever order ("%[2]d").
type Message struct{ English, Korean string }

// In returns the text in a language. An unknown language is English.
func (m Message) In(l Language) string {
	if l == Korean {
		return m.Korean
	}
	return m.English
}

// Format formats the arguments as fmt.Sprintf does, with the text in a language as the
// format. Korean particles are fitted to the words before them; see [Particles].
func (m Message) Format(l Language, args ...any) string {
	s := fmt.Sprintf(m.In(l), args...)
	if l == Korean {
		s = Particles(s)
	}
	return s
}

// particles are pairs of particles as texts write them, with the form after a final
// consonant and the form after a vowel: 책은 but 고양이는, 책을 but 고양이를. "(으)로" is chosen by
// the same rule, except that ㄹ counts as a vowel: 서울로. A format does not know the
// word before a particle, so it has both forms.
var particles = []struct{ written, consonant, vowel string }{
	{"은(는)", "은", "는"}, {"이(가)", "이", "가"}, {"을(를)", "을", "를"}, {"과(와)", "과", "와"}, {"(으)로", "으로", "로"},
}

// Particles replaces the particles "은(는)", "이(가)", "을(를)", "과(와)" and "(으)로" by
// the form that fits the letter or digit before them, past closing quotation marks and
// brackets: "책은(는)" becomes "책은", "고양이은(는)" becomes "고양이는". Digits are read as
// Korean numerals and small Latin letters as at the end of a loanword ("cat" as 캣); where
// that does not tell the sound, the text stays as it is.
func Particles(s string) string {
	if !strings.Contains(s, "(") {
		return s
	}
	for _, p := range particles {
		for from := 0; ; {
			i := strings.Index(s[from:], p.written)
			if i < 0 {
				break
			}
			i += from
			fitted := p.written
			switch final, known := finalSound(s[:i]); {
			case !known:
			case final == none, final == rieul && p.vowel == "로":
				fitted = p.vowel
			default:
				fitted = p.consonant
			}
			s = s[:i] + fitted + s[i+len(p.written):]
			from = i + len(fitted)
		}
	}
	return s
}

// A sound is what a syllable ends in, as far as particles depend on it.
type sound int

const (
	none      sound = iota // a vowel
	rieul                  // ㄹ, after which 로 stands instead of 으로
	consonant              // another consonant
)

// finalSound returns the sound in which a text ends when it is read aloud, and whether
// that is known. Hangul syllables are numbered by initial, vowel and final consonant,
// with 28 finals: the remainder by 28 is the number of the final, 0 for none and 8 for ㄹ
// (Unicode Standard, section 3.12).
func finalSound(s string) (sound, bool) {
	letters := []rune(strings.TrimRight(s, "”’\"')]"))
	if len(letters) == 0 {
		return none, false
	}
	r := letters[len(letters)-1]
	switch {
	case r >= '가' && r <= '힣':
		switch (r - '가') % 28 { // the number of the final consonant
		case 0:
			return none, true
		case 8:
			return rieul, true
		}
		return consonant, true
	case r >= '0' && r <= '9': // 영 일 이 삼 사 오 육 칠 팔 구
		return []sound{consonant, rieul, none, consonant, none, none, consonant, rieul, rieul, none}[r-'0'], true
	case r == 'l':
		return rieul, true
	case strings.ContainsRune("bckmnpt", r), strings.HasSuffix(string(letters), "ng"):
		return consonant, true
	case r >= 'a' && r <= 'z' && r != 'e': // e may be silent
		return none, true
	}
	return none, false
}
