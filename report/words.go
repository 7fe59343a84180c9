package report

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
)

// A tongue is what reports say, in a language.
type tongue struct {
	code, title                           string
	query, selfAttention, rows            string
	temperature, auto                     string
	token, score, weight, looksAt, near   string
	leftOut, unknown, none                string
	effective, nearest, nearestOfEach     string
	tokens                                string
	apart, unknownOf, unknownWeigh        string
	legend, lines, heat, table, strongest string
	largestOf                             string
	readout, sees, hidden, keys           string
	among, amongOne                       string // the sentences of a search
	without, withoutAttention             string // of a search
	sharesAddUp                           string
	eojeol, byEojeol, eojeolRows          string
	replaced, crossAttention              string
	unknownQueries                        string
	// Why the automatic temperature is 1.
	onlyToken, equalScores, tooManyTied, infiniteScores, unreachedRows string
}

var english = &tongue{
	code: "en", title: "Attention", query: "query ", selfAttention: "self-attention", rows: "a row shows what its token sees",
	temperature: "temperature", auto: "(auto)", token: "token", score: "score", weight: "weight", looksAt: "looks at", near: "nearest to its context",
	leftOut: "(left out)", unknown: "(unknown)", none: "(none)",
	effective: "effective tokens %.1f of %d (entropy %.3f nats)", nearest: "nearest to the context: ", nearestOfEach: "nearest to each token's context:",
	tokens: "%.1f tokens",
	apart:  "what tells the scores apart: norms %.0f %%, angles %.0f %%", unknownOf: "unknown: %[1]d of %[2]d %[4]s, %.0[3]f %% of the sentence", unknownWeigh: ", with %.3f of the weight",
	legend: "weight", lines: "lines from query to keys", heat: "heat map of the weights", table: "the weights as a table", strongest: "what each token looks at most",
	readout: "Point at a cell, or use the arrow keys.", sees: "sees", hidden: "does not see", eojeol: "eojeol", byEojeol: "weights summed to eojeol",
	eojeolRows: "weights summed to eojeol; a row is the mean of what its tokens see",
	replaced:   "unknown words replaced: ", crossAttention: "cross-attention", unknownQueries: "unknown queries: %d of %d",
	largestOf: " · the %d largest weights of each of %d tokens",
	among:     "%d sentences", amongOne: "1 sentence", without: "change without it", withoutAttention: "without attention",
	sharesAddUp: "The shares of a sentence's words add up to its score, the cosine of query and context. The change without a word is the sentence's score without the word minus its score.",
	onlyToken:   "T = 1: the only token that takes part has all the weight at any temperature",
	equalScores: "T = 1: the scores are equal, so that the weights are the same at any temperature",
	tooManyTied: "T = 1: no temperature makes half of the tokens count; the effective number is above %d of %d at any temperature, as that many have the largest score",

	infiniteScores: "T = 1: no temperature makes half of the tokens count, because scores are infinite",
	unreachedRows:  "T = 1: no temperature makes half of the tokens count, by the mean over the rows that see two tokens or more",

	keys: "Heat map. The arrow keys move from cell to cell, Home and End to the ends of a row, Page Up and Page Down to the ends of a column.",
}

var korean = &tongue{
	code: "ko", title: "어텐션", query: "질문(Query) ", selfAttention: "셀프 어텐션", rows: "각 행은 그 토큰이 보는 것입니다",
	temperature: "온도", auto: "(자동)", token: "토큰", score: "점수", weight: "가중치", looksAt: "보는 토큰", near: "문맥 벡터와 가까운 낱말",
	leftOut: "(제외)", unknown: "(모르는 말)", none: "(없음)",
	effective: "유효 토큰 %.1f / %d개 (엔트로피 %.3f 나트)", nearest: "문맥 벡터와 가까운 낱말: ", nearestOfEach: "토큰마다 문맥 벡터와 가까운 낱말:",
	tokens: "토큰 %.1f개",
	apart:  "점수를 가르는 것: 노름 %.0f %%, 각도 %.0f %%", unknownOf: "모르는 말: %[2]d개 중 %[1]d개, 문장의 %.0[3]f %%", unknownWeigh: ", 가중치 %.3f",
	legend: "가중치", lines: "질문에서 키로 가는 선", heat: "가중치 히트맵", table: "가중치 표", strongest: "토큰마다 가장 많이 보는 것",
	readout: "칸을 가리키거나 화살표 키를 쓰세요.", sees: "→", hidden: "⇸", eojeol: "어절", byEojeol: "어절마다 더한 가중치",
	eojeolRows: "어절마다 더한 가중치입니다. 각 행은 그 어절의 토큰이 보는 것의 평균입니다",
	replaced:   "모르는 말을 바꾼 것: ", crossAttention: "크로스 어텐션", unknownQueries: "모르는 쿼리: %[2]d개 중 %[1]d개",
	largestOf: " · 토큰 %[2]d개마다 큰 가중치 %[1]d개",
	among:     "문장 %d개", amongOne: "문장 1개", without: "없을 때 변화", withoutAttention: "어텐션 없이",
	sharesAddUp: "낱말의 몫을 더하면 문장의 점수, 곧 질문과 문맥 벡터의 코사인이 됩니다. 괄호 안은 그 낱말이 없을 때 점수가 얼마나 변하는지입니다.",
	onlyToken:   "T = 1: 가중치를 받을 토큰이 하나뿐이라 어떤 온도에서도 그 토큰이 모두 가집니다",
	equalScores: "T = 1: 점수가 모두 같아 어떤 온도에서도 가중치가 같습니다",
	tooManyTied: "T = 1: 유효 토큰 수가 절반이 되는 온도가 없습니다. 점수가 가장 큰 토큰이 %[2]d개 가운데 %[1]d개라서, 유효 토큰 수는 어떤 온도에서도 %[1]d보다 큽니다",

	infiniteScores: "T = 1: 무한대인 점수가 있어 유효 토큰 수가 절반이 되는 온도가 없습니다",
	unreachedRows:  "T = 1: 토큰을 둘 이상 보는 행의 평균으로, 유효 토큰 수가 절반이 되는 온도가 없습니다",

	keys: "히트맵. 화살표 키로 칸을 옮기고, Home과 End로 행의 끝, Page Up과 Page Down으로 열의 끝으로 갑니다.",
}

// facts is the line that says what was asked, and how.
func (a *attentionPart) facts(t *tongue) line {
	r := &a.Result
	return say(t.query).quoted(a.Query).text(" · " + t.method(r.Score, r.Temperature, a.Auto, r.Sparse))
}

// method names the score, the temperature and, unless it is softmax, the normalizer.
func (t *tongue) method(score attention.Scorer, temperature float64, auto, sparse bool) string {
	s := formula(score) + " · " + t.atTemperature(temperature, auto)
	if sparse {
		s += " · sparsemax"
	}
	return s
}

// amount is the line that says how many tokens the weights amount to.
func (a *attentionPart) amount(t *tongue) string {
	return fmt.Sprintf(t.effective, a.Result.Effective, count(a.Result.Visible), a.Result.Entropy)
}

// measures are lines that say where the scores come from and what is missing.
func (a *attentionPart) measures(t *tongue) []string {
	var all []string
	if share, ok := a.Result.NormShare(); ok {
		norms := math.Round(100 * share)
		all = append(all, fmt.Sprintf(t.apart, norms, 100-norms))
	}
	if missing := t.missing(a.Known, a.Result.Weights); missing != "" {
		all = append(all, missing)
	}
	return all
}

// missing says how much of a sentence is unknown and, where unknown tokens take
// part, what they weigh; "" if all is known.
func (t *tongue) missing(known []bool, weights []float32) string {
	n, weight := 0, 0.0
	for i, ok := range known {
		if !ok {
			n++
			if weights != nil {
				weight += float64(weights[i])
			}
		}
	}
	if n == 0 {
		return ""
	}
	tokens := "tokens" // English only
	if len(known) == 1 {
		tokens = "token"
	}
	s := fmt.Sprintf(t.unknownOf, n, len(known), 100*float64(n)/float64(len(known)), tokens)
	if weight > 0 {
		s += fmt.Sprintf(t.unknownWeigh, weight)
	}
	return s
}

// missingQueries says how many queries are unknown; "" if all are known.
func (t *tongue) missingQueries(known []bool) string {
	if n := len(known) - count(known); n > 0 {
		return fmt.Sprintf(t.unknownQueries, n, len(known))
	}
	return ""
}

// replacements says which words took the place of unknown ones; nil if there are none.
func (t *tongue) replacements(all []w2vattn.Replacement) line {
	if len(all) == 0 {
		return nil
	}
	l := say(t.replaced)
	for i, r := range all {
		if i > 0 {
			l = l.text(", ")
		}
		l = l.word(r.Token).text(" →")
		for _, w := range r.Words {
			l = l.text(" ").word(w)
		}
	}
	return l
}

// absent says why a token has no weight.
func (t *tongue) absent(known bool) cell {
	if known {
		return cell{line: say(t.leftOut), kind: absent}
	}
	return cell{line: say(t.unknown), kind: absent}
}

// formula names a score with what it computes.
func formula(s attention.Scorer) string {
	if s, ok := s.(attention.Score); ok {
		return s.String() + " " + s.Formula()
	}
	return s.String()
}

func (t *tongue) atTemperature(x float64, auto bool) string {
	s := fmt.Sprintf("%s %.4g", t.temperature, x)
	if auto {
		s += " " + t.auto
	}
	return s
}

// nearestWords names the words nearest to the context; nil if they were not sought.
func (t *tongue) nearestWords(all []embed.Neighbour) line {
	if all == nil {
		return nil
	}
	return append(say(t.nearest), t.neighbours(all)...)
}

func (t *tongue) neighbours(all []embed.Neighbour) line {
	if len(all) == 0 {
		return say(t.none)
	}
	var l line
	for i, n := range all {
		if i > 0 {
			l = l.text(", ")
		}
		l = l.word(n.Word).text(fmt.Sprintf(" %.3f", n.Cosine))
	}
	return l
}

// printable keeps a word from moving the cursor, from turning the direction of
// what stands around it, and from holding what XML cannot: such characters are
// shown as U+FFFD.
func printable(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef {
			return '\ufffd'
		}
		return r
	}, word)
}

// rightToLeft reports whether a word holds letters that are read from right to
// left: digits beside it would be drawn on its wrong side.
func rightToLeft(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool {
		p, _ := bidi.LookupRune(r)
		return p.Class() == bidi.R || p.Class() == bidi.AL
	})
}
