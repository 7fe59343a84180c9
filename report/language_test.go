package report_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
)

// TestLanguages: texts for people are in the chosen language only, and formats for
// programs do not depend on it.
func TestLanguages(t *testing.T) {
	english := regexp.MustCompile(`\b(the|of|each|query|token|weight|unknown|nearest|step|score|no|with)\b`)
	for kind, r := range parts([]string{"ㄱ", "ㄴ", "ㄷ", "ㄹ", "ㅁ", "ㅂ", "ㅅ", "ㅇ", "ㅈ", "ㅊ"}) {
		if strings.HasPrefix(kind, "story") {
			continue // its texts are those of package story
		}
		for _, f := range report.Formats() {
			if report.Takes(r, f) != nil || f == report.PNG {
				continue
			}
			en, ko := document(t, f, report.Options{Language: "en"}, r),
				document(t, f, report.Options{Language: "ko"}, r)
			if document(t, f, report.Options{}, r) != en || document(t, f, report.Options{Language: "xx"}, r) != en {
				t.Errorf("%s as %s: the default is not English", kind, f)
			}
			switch f {
			case report.JSON, report.CSV:
				if en != ko {
					t.Errorf("%s as %s depends on the language", kind, f)
				}
			case report.Text, report.Markdown:
				if word := english.FindString(strings.ToLower(ko)); word != "" {
					t.Errorf("%s as %s has %q in Korean:\n%s", kind, f, word, ko)
				}
				if regexp.MustCompile("[가-힣]").MatchString(strings.ReplaceAll(en, "어절", "")) {
					t.Errorf("%s as %s has Hangul in English:\n%s", kind, f, en)
				}
			case report.HTML:
				if !strings.Contains(ko, `<html lang="ko">`) || !strings.Contains(en, `<html lang="en">`) {
					t.Errorf("%s: the page does not say its language", kind)
				}
			}
		}
	}
}

// TestKoreanGoldens pins reports in Korean. Columns are aligned by the width of Hangul in
// terminals.
func TestKoreanGoldens(t *testing.T) {
	a := sample(attention.Scaled, attention.Auto)
	ko := report.Options{Language: "ko"}
	table := document(t, report.Text, ko, a)
	golden(t, "korean.text.golden", table)
	golden(t, "korean.worked.golden", document(t, report.Text, ko, report.Worked{Attention: a}))
	golden(t, "korean.svg.golden", document(t, report.SVG, ko, a))
	lines := strings.Split(table, "\n")
	header := lines[1]
	for _, line := range lines[2:4] {
		norm := regexp.MustCompile(`\d\.\d{4}`).FindStringIndex(line)
		if norm == nil ||
			text.StringWidth(line[:norm[1]]) != text.StringWidth(header[:strings.Index(header, "‖k‖")+len("‖k‖")]) {
			t.Errorf("%q does not stand below %q", line, header)
		}
	}
}

// TestAdviceLanguages: advice is in both languages, and Korean particles fit the numbers
// before them.
func TestAdviceLanguages(t *testing.T) {
	two := scored(0, 30) // half of two tokens is one: no temperature spreads the weight
	for lang, want := range map[string][]string{
		"en": {"One token has nearly all the weight; with so few tokens the automatic temperature cannot spread it. " +
			"Try --temperature 15."},
		"ko": {"가중치가 거의 모두 한 토큰에 몰립니다. 토큰이 너무 적어 자동 온도로는 가중치를 여러 토큰에 나눌 수 없습니다. --temperature 15를 사용해 보세요."},
	} {
		got := document(t, report.Text, report.Options{Language: lang}, two)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("no %q in\n%s", w, got)
			}
		}
	}
}
