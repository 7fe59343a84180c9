package message

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// argumentNumber matches the number of an argument in a verb, [2] in "%[2]d". It is
// removed when one verb is formatted by itself.
var argumentNumber = regexp.MustCompile(`\[\d+\]`)

// Sprintf formats as fmt.Sprintf does, with the text of a format in a language if it has
// one. The format is English; it may begin with "note: " or "warning: ". Arguments that
// are texts or errors are translated too. If one of them is English prose without a text
// in the language, all is English.
func Sprintf(l Language, format string, args ...any) string {
	english := fmt.Sprintf(format, args...)
	if l != Korean {
		return english
	}
	if korean, ok := sprintf(format, args); ok {
		return Particles(korean)
	}
	return english
}

// sprintf is Sprintf in Korean, with particles still to fit. It replaces the verbs of
// the Korean format one by one, each with its own argument: fmt.Sprintf of the whole
// would not allow arguments to be left out, as Korean texts leave out "is" and "are".
func sprintf(format string, args []any) (string, bool) {
	for _, label := range []Message{{"note: ", "참고: "}, {"warning: ", "경고: "}, {"useless: ", "학습 불가: "}} {
		if rest, ok := strings.CutPrefix(format, label.English); ok {
			korean, ok := sprintf(rest, args)
			return label.Korean + korean, ok
		}
	}
	korean, ok := catalog().korean[format]
	if format == "%s" || format == "%v" {
		korean, ok = format, true
	}
	next := 0
	korean = verbs.ReplaceAllStringFunc(korean, func(verb string) string {
		if strings.HasSuffix(verb, "%") {
			return "%"
		}
		if number := verbs.FindStringSubmatch(verb)[1]; number != "" {
			next, _ = strconv.Atoi(number) // digits
			next--
		}
		next++
		if next > len(args) {
			ok = false
			return verb
		}
		arg, known := inKorean(args[next-1])
		ok = ok && known
		return fmt.Sprintf(argumentNumber.ReplaceAllString(verb, ""), arg)
	})
	return korean, ok
}

// inKorean returns an argument in Korean if it is a text or an error, and false if it is
// English prose without a Korean text.
func inKorean(arg any) (any, bool) {
	switch arg := arg.(type) {
	case string:
		return translator{}.argument(arg)
	case error:
		return translator{}.argument(arg.Error())
	}
	return arg, true
}
