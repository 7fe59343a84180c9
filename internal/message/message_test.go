package message

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// messages returns the texts of all messages that the package declares, by name: the
// values of the fields of each composite literal Message{…}.
func messages(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	tables, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range tables {
		if path == "message.go" || strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			if name, ok := literal.Type.(*ast.Ident); literal.Type != nil && (!ok || name.Name != "Message") {
				return true
			}
			var texts []string
			for _, e := range literal.Elts {
				texts = append(texts, text(t, e))
			}
			if len(texts) > 0 && len(texts[0]) > 0 {
				all[texts[0]] = texts
			}
			return true
		})
	}
	return all
}

// text returns the value of a constant string expression.
func text(t *testing.T, e ast.Expr) string {
	t.Helper()
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		if err != nil {
			t.Fatal(err)
		}
		return s
	case *ast.BinaryExpr:
		return text(t, e.X) + text(t, e.Y)
	}
	return ""
}

// arguments returns the arguments that a format takes, each with its verb, in order.
func arguments(format string) []string {
	var all []string
	next := 1
	for _, m := range verbs.FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1]) // digits
		}
		all = append(all, strconv.Itoa(next)+m[2])
		next++
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// TestComplete: every message has a text in English and one in Korean, in their own
// letters, and both format the same arguments. Korean texts that Translate looks up, and
// those that number their arguments, may leave out some, such as "is" or "are".
func TestComplete(t *testing.T) {
	all := messages(t)
	if len(all) < 80 {
		t.Fatalf("only %d messages were found", len(all))
	}
	listed := map[string]bool{}
	for _, list := range slices.Concat(lists(), formats(), foreign()) {
		for _, m := range list {
			listed[m.English] = true
		}
	}
	for english, texts := range all {
		if len(texts) != 2 || texts[1] == "" {
			t.Errorf("%q: no Korean", english)
			continue
		}
		korean := texts[1]
		got, want := arguments(korean), arguments(english)
		if listed[english] || strings.Contains(korean, "%[") {
			want = slices.DeleteFunc(want, func(arg string) bool { return !slices.Contains(got, arg) })
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q formats %q, %q formats %q", korean, got, english, want)
		}
		isHangul := func(r rune) bool { return unicode.Is(unicode.Hangul, r) }
		if strings.ContainsFunc(english, isHangul) && !listed[english] { // help has Korean examples
			t.Errorf("%q is not English", english)
		}
		if !strings.ContainsFunc(korean, isHangul) && regexp.MustCompile("[a-z]{4,} [a-z]{2,}").MatchString(korean) {
			t.Errorf("%q: %q is not Korean", english, korean)
		}
		if regexp.MustCompile(`\d %|f %%`).MatchString(korean) {
			t.Errorf("%q: Korean has no space before %%", korean)
		}
	}
}

// TestParticles: particles fit what is read before them.
func TestParticles(t *testing.T) {
	for s, want := range map[string]string{
		"책은(는)": "책은", "고양이은(는)": "고양이는", "‘책’이(가)": "‘책’이", "“나무”이(가)": "“나무”가", "(물)(으)로": "(물)로", "집(으)로": "집으로",
		"길(으)로": "길로",
		"2을(를)": "2를", "3을(를)": "3을", "1(으)로": "1로", "6(으)로": "6으로", "7(으)로": "7로", "0.5과(와)": "0.5와", "10은(는)": "10은",
		"cat을(를)": "cat을", "model(으)로": "model로", "ring이(가)": "ring이", "query을(를)": "query를",
		"cosine을(를)": "cosine을(를)",
		"日本을(를)":     "日本을(를)", "을(를)": "을(를)", "책을(를) 나무을(를) 책이(가)": "책을 나무를 책이", "f(x)": "f(x)", "": "",
	} {
		if got := Particles(s); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
}

func TestFormat(t *testing.T) {
	m := Message{"%s of %d", "%[2]d개 중 %[1]s을(를)"}
	for l, want := range map[Language]string{English: "책 of 2", Korean: "2개 중 책을", "fr": "책 of 2", "": "책 of 2"} {
		if got := m.Format(l, "책", 2); got != want {
			t.Errorf("%q: %q, want %q", l, got, want)
		}
	}
	// In English "a(s)" stays what it is.
	if got := (Message{"책을(를)", ""}).Format(English); got != "책을(를)" {
		t.Errorf("got %q", got)
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		want Language
		set  map[string]string
	}{
		{English, nil},
		{English, map[string]string{"LANG": ""}},
		{English, map[string]string{"LANG": "C"}},
		{English, map[string]string{"LANG": "POSIX"}},
		{English, map[string]string{"LANG": "en_US.UTF-8"}},
		{English, map[string]string{"LANG": "kok_IN"}}, // Konkani
		{English, map[string]string{"LANG": "\xff_!"}},
		{Korean, map[string]string{"LANG": "ko_KR.UTF-8"}},
		{Korean, map[string]string{"LANG": "ko"}},
		{Korean, map[string]string{"LANG": "ko_KR@x"}},
		{Korean, map[string]string{"LANG": "en_US", "LC_MESSAGES": "ko_KR.eucKR"}},
		{English, map[string]string{"LANG": "ko_KR", "LC_MESSAGES": "C"}},
		{Korean, map[string]string{"LANG": "en_US", "LC_MESSAGES": "C", "LC_ALL": "ko_KR"}},
		{Korean, map[string]string{"LANG": "ko_KR", "LC_ALL": ""}},
	} {
		if got := FromEnvironment(func(name string) string { return c.set[name] }); got != c.want {
			t.Errorf("%v: %s", c.set, got)
		}
	}
	for accept, want := range map[string]Language{
		"": English, "*": English, "ko": Korean, "ko-KR,ko;q=0.9,en;q=0.8": Korean, "en-US,en;q=0.9,ko;q=0.8": English,
		"fr-FR, ko;q=0.5, en;q=0.4": Korean, "en;q=0.1,ko;q=0.2": Korean, "de": English, ";;;q=x": English,
		"ko;q=0, en": English,
	} {
		if got := FromHeader(accept); got != want {
			t.Errorf("Accept-Language %q: %s", accept, got)
		}
	}
	for _, l := range Languages() {
		if got, err := Parse(string(l)); err != nil || got != l {
			t.Errorf("%s: %s, %v", l, got, err)
		}
	}
	for _, name := range []string{"", "EN", "fr", "ko-KR"} {
		if _, err := Parse(name); err == nil || !strings.Contains(err.Error(), "en or ko") {
			t.Errorf("%q: %v", name, err)
		}
	}
}
