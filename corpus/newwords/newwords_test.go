package newwords_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/w2vattn/w2vattn/corpus/newwords"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// lines yields texts without an error.
func lines(texts ...string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, text := range texts {
			if !yield(text, nil) {
				return
			}
		}
	}
}

// count counts the eojeol of texts.
func count(t *testing.T, texts ...string) *newwords.Counts {
	t.Helper()
	c, err := newwords.Count(t.Context(), lines(texts...), newwords.MaxEojeols, 2)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// all returns a configuration that leaves nothing out.
func all() newwords.Config {
	return newwords.Config{MinCount: 1, MaxLength: 10, Known: true}
}

// find returns the words of texts by their spelling.
func find(t *testing.T, c newwords.Config, texts ...string) map[string]newwords.Word {
	t.Helper()
	found, err := count(t, texts...).Find(t.Context(), c, 2)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]newwords.Word{}
	for _, w := range found {
		of[w.Word] = w
	}
	return of
}

func TestCount(t *testing.T) {
	for text, want := range map[string][2]int64{ // eojeols, different ones
		"":          {0, 0},
		"쿨잼 쿨잼! 노잼": {3, 2},
		"ㅋㅋ쿨잼ㅠㅠ":    {1, 1}, // single letters separate
		"3월 PC방 BTS가 漢字는 일본어로": {1, 1}, // runs beside other letters do not count
		"쿨잼,노잼.쿨잼":             {3, 2},
		"킬링타임용":                {1, 1},
		"a b 12":               {0, 0},
	} {
		for _, form := range []string{text, norm.NFD.String(text)} {
			c := count(t, form)
			if c.Total != want[0] || int64(c.Distinct()) != want[1] {
				t.Errorf("%q: %d eojeols, %d different, want %v", form, c.Total, c.Distinct(), want)
			}
		}
	}
}

// TestNumbers compares the numbers of a word with their formulas.
func TestNumbers(t *testing.T) {
	of := find(t, all(), "킬링타임 킬링타임은 킬링타임을 킬링타임용", "킬링 킬리만자로 킬러", "킬링타임은")
	w := of["킬링타임"]
	cohesion := math.Pow(5./8, 1./3)
	entropy := -(3*.2*math.Log(.2) + .4*math.Log(.4)) // its end, 은 twice, 을, 용
	want := newwords.Word{Word: "킬링타임", Count: 5, Cohesion: cohesion, Entropy: entropy,
		Score: cohesion * math.Exp(entropy), Particles: 2}
	if w.Count != want.Count || w.Particles != want.Particles || math.Abs(w.Cohesion-want.Cohesion) > 1e-12 ||
		math.Abs(w.Entropy-want.Entropy) > 1e-12 || math.Abs(w.Score-want.Score) > 1e-12 {
		t.Errorf("got %+v, want %+v", w, want)
	}
	if w := of["킬링타"]; w.Count != 5 || w.Entropy != 0 || w.Particles != 1 {
		t.Errorf("%+v: 임 is certain after it", w)
	}
	if _, ok := of["킬"]; ok {
		t.Error("a word of one syllable")
	}
}

// TestParticles: a right part counts once for its first particle, all forms of 이다 count as
// one, and a continuation of a particle does not count.
func TestParticles(t *testing.T) {
	for text, want := range map[string]int{
		"쿨잼은 쿨잼을 쿨잼에서 쿨잼에서는":      3,
		"쿨잼이다 쿨잼임 쿨잼입니다 쿨잼이네 쿨잼이": 2, // 이다 and 이
		"쿨잼이 쿨잼이나 쿨잼이랑":           1,
		"쿨잼을 쿨잼를":                 1, // 를 does not follow a consonant
		"쿨잼 쿨잼들":                  0,
	} {
		if got := find(t, all(), text)["쿨잼"].Particles; got != want {
			t.Errorf("%s: %d particles, want %d", text, got, want)
		}
	}
	if w := find(t, all(), "바다에서 바다에서는 바다에서도 바다에서의")["바다에서"]; w.Particles != 0 {
		t.Errorf("%+v: 에서는 is one particle of 바다", w)
	}
}

func TestLimits(t *testing.T) {
	text := strings.Repeat("쿨잼은 쿨잼을 쿨잼 허니타임용으로 허니타임이 허니타임을 ", 10)
	for name, c := range map[string]struct {
		change func(*newwords.Config)
		want   string
	}{
		"default":         {func(*newwords.Config) {}, "허니타임 쿨잼"},
		"--min-count":     {func(c *newwords.Config) { c.MinCount = 31 }, ""},
		"--min-cohesion":  {func(c *newwords.Config) { c.MinCohesion = 1 }, "허니타임 쿨잼"},
		"--min-entropy":   {func(c *newwords.Config) { c.MinEntropy = 1.2 }, ""},
		"--min-particles": {func(c *newwords.Config) { c.MinParticles = 3 }, ""},
		"--max-length":    {func(c *newwords.Config) { c.MaxLength = 3 }, "쿨잼"},
		"--top":           {func(c *newwords.Config) { c.Top = 1 }, "쿨잼"},
	} {
		config := newwords.Default()
		c.change(&config)
		found, err := count(t, text).Find(t.Context(), config, 2)
		var words []string
		for _, w := range found {
			words = append(words, w.Word)
		}
		slices.Sort(words)
		want := strings.Fields(c.want)
		slices.Sort(want)
		if err != nil || !slices.Equal(words, want) {
			t.Errorf("%s: %q, want %q, %v", name, words, c.want, err)
		}
	}
}

// TestKnown: words that the dictionary leaves whole, or puts together by grammar, are left
// out unless they are asked for.
func TestKnown(t *testing.T) {
	text := strings.Repeat("영화는 영화를 영화 배우들이 배우들은 이영화는 이영화를 보았다는 보았다도 쿨잼은 쿨잼을 ", 10)
	c := newwords.Default()
	c.MinEntropy = 0
	of := find(t, c, text)
	if len(of) != 1 || of["쿨잼"].Count != 20 {
		t.Errorf("%v", of)
	}
	c.Known = true
	of = find(t, c, text)
	for _, word := range []string{"영화", "배우들", "이영화", "쿨잼"} {
		if _, ok := of[word]; !ok {
			t.Errorf("%s is missing from %v", word, of)
		}
	}
}

// TestWorkers: the result does not depend on the number of workers, also if eojeol are
// evicted.
func TestWorkers(t *testing.T) {
	var texts []string
	for i := range 6000 {
		texts = append(texts, fmt.Sprintf("%s 쿨잼은 %c%c%c을 %s", strings.Repeat("노잼이 ", 100), '가'+rune(i), '가'+rune(i*7%9000),
			'가'+rune(i*31%9000), strings.Repeat("킬링타임을 ", 50)))
	}
	for _, limit := range []int{newwords.MaxEojeols, 2000} {
		var want []newwords.Word
		for _, workers := range []int{1, 2, 7} {
			c, err := newwords.Count(t.Context(), lines(texts...), limit, workers)
			if err != nil {
				t.Fatal(err)
			}
			if c.Distinct() > limit || (c.Evicted > 0) != (limit == 2000) {
				t.Errorf("%d of at most %d, %d evicted", c.Distinct(), limit, c.Evicted)
			}
			found, err := c.Find(t.Context(), all(), workers)
			if err != nil || len(found) == 0 {
				t.Fatal(len(found), err)
			}
			if want == nil {
				want = found
			}
			if !slices.Equal(found, want) {
				t.Errorf("%d workers, at most %d: another result than with 1", workers, limit)
			}
		}
	}
}

func TestErrors(t *testing.T) {
	broken := errors.New("broken")
	_, err := newwords.Count(t.Context(), func(yield func(string, error) bool) { yield("", broken) }, 1, 1)
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := newwords.Count(ctx, lines("쿨잼"), 1, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := count(t, "쿨잼").Find(ctx, all(), 1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	for _, n := range [][2]int{{0, 1}, {1, 0}} {
		if _, err := newwords.Count(t.Context(), lines("쿨잼"), n[0], n[1]); err == nil {
			t.Errorf("%v is no error", n)
		}
	}
	for name, change := range map[string]func(*newwords.Config){
		"min-count":     func(c *newwords.Config) { c.MinCount = 0 },
		"min-cohesion":  func(c *newwords.Config) { c.MinCohesion = 1.1 },
		"min-entropy":   func(c *newwords.Config) { c.MinEntropy = math.NaN() },
		"min-particles": func(c *newwords.Config) { c.MinParticles = -1 },
		"max-length":    func(c *newwords.Config) { c.MaxLength = 1 }, "top": func(c *newwords.Config) { c.Top = -1 },
	} {
		c := newwords.Default()
		change(&c)
		if _, err := count(t).Find(t.Context(), c, 1); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWriteDictionary: what is written is a user dictionary.
func TestWriteDictionary(t *testing.T) {
	var b strings.Builder
	word := newwords.Word{Word: "쿨잼", Count: 3, Score: 1.5, Cohesion: .5, Entropy: 1, Particles: 2}
	err := newwords.WriteDictionary(&b, []newwords.Word{word})
	if err != nil || !strings.HasSuffix(b.String(), "\n쿨잼,NNG  # 1.5000, 3, 0.5000, 1.0000, 2\n") {
		t.Errorf("%s, %v", b.String(), err)
	}
	if err := korean.CheckUserWords(b.String()); err != nil {
		t.Error(err)
	}
}

func ExampleCount() {
	reviews := lines("이 영화 쿨잼이에요", "쿨잼은 쿨잼", "완전 쿨잼, 강추")
	counts, err := newwords.Count(context.Background(), reviews, newwords.MaxEojeols, 1)
	if err != nil {
		panic(err)
	}
	c := newwords.Default()
	c.MinCount = 3
	words, err := counts.Find(context.Background(), c, 1)
	if err != nil {
		panic(err)
	}
	newwords.WriteDictionary(os.Stdout, words)
	// Output:
	// # New words, the best first. Remove the lines of those that are not words.
	// # word,TAG  # score, count, cohesion, entropy, particles
	// 쿨잼,NNG  # 2.8284, 4, 1.0000, 1.0397, 2
}
