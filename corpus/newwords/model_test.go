package newwords_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/w2vattn/w2vattn/corpus/newwords"
)

// runsOf returns the runs of Hangul syllables in a text that are not next to a letter or
// digit of another script, by looking at each letter and its neighbours.
func runsOf(text string) (runs []string) {
	letters := []rune(text)
	other := func(i int) bool {
		return i >= 0 && i < len(letters) && (unicode.IsLetter(letters[i]) || unicode.IsNumber(letters[i])) &&
			!unicode.Is(unicode.Hangul, letters[i])
	}
	for begin := 0; begin < len(letters); begin++ {
		end := begin
		for end < len(letters) && letters[end] >= '가' && letters[end] <= '힣' {
			end++
		}
		if end > begin && !other(begin-1) && !other(end) {
			runs = append(runs, string(letters[begin:end]))
		}
		begin = max(begin, end-1)
	}
	return runs
}

// randomText returns a text of Hangul, letters of other scripts, digits and signs.
func randomText(random *rand.Rand, n int) string {
	alphabet := []rune("가나다가나다라마힣 .,\n\tㅋㅠaZ한3四é-_'“😀")
	text := make([]rune, n)
	for i := range text {
		text[i] = alphabet[random.IntN(len(alphabet))]
	}
	return string(text)
}

// TestRuns compares the eojeols that are counted with those that runsOf finds.
func TestRuns(t *testing.T) {
	for seed := range uint64(300) {
		text := randomText(rand.New(rand.NewPCG(seed, 5)), 1+int(seed)%40)
		runs := runsOf(text)
		c := count(t, text)
		slices.Sort(runs)
		if distinct := len(slices.Compact(slices.Clone(runs))); c.Total != int64(len(runs)) || c.Distinct() != distinct {
			t.Errorf("%q: %d eojeols, %d distinct; want %q", text, c.Total, c.Distinct(), runs)
		}
	}
}

// TestScores compares cohesion, entropy and score with their definitions, for all left parts
// of random eojeols.
func TestScores(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 6))
		of := map[string]int64{}
		var texts []string
		for range 200 {
			var e strings.Builder
			for range 1 + random.IntN(5) {
				e.WriteRune([]rune("뷁쀍꿹")[random.IntN(3)]) // in no dictionary
			}
			of[e.String()]++
			texts = append(texts, e.String())
		}
		begins := func(prefix string) (n int64) {
			for e, count := range of {
				if strings.HasPrefix(e, prefix) {
					n += count
				}
			}
			return n
		}
		found := find(t, all(), strings.Join(texts, " "))
		want := map[string]bool{}
		for e := range of {
			letters := []rune(e)
			for n := 2; n <= len(letters); n++ {
				want[string(letters[:n])] = true
			}
		}
		if len(found) != len(want) {
			t.Errorf("seed %d: %d words, want %d", seed, len(found), len(want))
		}
		for word := range want {
			w, n := found[word], begins(word)
			letters := []rune(word)
			cohesion := math.Pow(float64(n)/float64(begins(string(letters[:1]))), 1/float64(len(letters)-1))
			entropy := 0.
			for _, next := range append([]int64{of[word]}, begins(word+"뷁"), begins(word+"쀍"), begins(word+"꿹")) {
				if next > 0 {
					p := float64(next) / float64(n)
					entropy -= p * math.Log(p)
				}
			}
			if w.Count != n || math.Abs(w.Cohesion-cohesion) > 1e-9 || math.Abs(w.Entropy-entropy) > 1e-9 ||
				math.Abs(w.Score-cohesion*math.Exp(entropy)) > 1e-9 {
				t.Errorf("seed %d, %s: %+v; want count %d, cohesion %v, entropy %v", seed, word, w, n, cohesion, entropy)
			}
		}
	}
}

// TestOrderAndLimits: words come by falling score, then in the order of their bytes; a limit
// leaves out exactly the words beyond it.
func TestOrderAndLimits(t *testing.T) {
	var texts []string
	random := rand.New(rand.NewPCG(1, 7))
	for range 300 {
		texts = append(texts, strings.Repeat(string([]rune("뷁쀍꿹쬃")[random.IntN(4)]), 1+random.IntN(4)),
			string([]rune("뷁쀍꿹쬃")[random.IntN(4)])+string([]rune("뷁쀍꿹쬃")[random.IntN(4)]))
	}
	c := count(t, strings.Join(texts, " "))
	everything, err := c.Find(t.Context(), all(), 3)
	if err != nil || len(everything) < 10 {
		t.Fatalf("%d words, %v", len(everything), err)
	}
	if !slices.IsSortedFunc(everything, func(a, b newwords.Word) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Word, b.Word))
	}) {
		t.Errorf("the order is %v", everything)
	}
	middle := everything[len(everything)/2]
	for name, limit := range map[string]struct {
		set  func(*newwords.Config)
		keep func(newwords.Word) bool
	}{
		"count": {func(f *newwords.Config) { f.MinCount = middle.Count },
			func(w newwords.Word) bool { return w.Count >= middle.Count }},
		"cohesion": {func(f *newwords.Config) { f.MinCohesion = middle.Cohesion },
			func(w newwords.Word) bool { return w.Cohesion >= middle.Cohesion }},
		"entropy": {func(f *newwords.Config) { f.MinEntropy = middle.Entropy },
			func(w newwords.Word) bool { return w.Entropy >= middle.Entropy }},
		"length": {func(f *newwords.Config) { f.MaxLength = 2 },
			func(w newwords.Word) bool { return len([]rune(w.Word)) <= 2 }},
		"particles": {func(f *newwords.Config) { f.MinParticles = 1 },
			func(w newwords.Word) bool { return w.Particles >= 1 }},
	} {
		f := all()
		limit.set(&f)
		want := slices.DeleteFunc(slices.Clone(everything), func(w newwords.Word) bool { return !limit.keep(w) })
		if got, err := c.Find(t.Context(), f, 2); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %d words, want %d; %v", name, len(got), len(want), err)
		}
	}
	for top := range 5 {
		f := all()
		f.Top = top
		got, err := c.Find(t.Context(), f, 2)
		if want := everything[:max(top, len(everything)*(1-min(top, 1)))]; err != nil || !slices.Equal(got, want) {
			t.Errorf("top %d: %d words, %v", top, len(got), err)
		}
	}
}

// TestDictionaryLines: each word is a line of a user dictionary, and its numbers a comment.
func TestDictionaryLines(t *testing.T) {
	var b strings.Builder
	words := []newwords.Word{{Word: "쀍꿹", Count: 7, Score: 1.5, Cohesion: .25, Entropy: 1.125, Particles: 3}, {Word: "뷁"}}
	if err := newwords.WriteDictionary(&b, words); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(b.String()) {
		if !strings.HasPrefix(line, "#") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	want := []string{"쀍꿹,NNG  # 1.5000, 7, 0.2500, 1.1250, 3", "뷁,NNG  # 0.0000, 0, 0.0000, 0.0000, 0"}
	if !slices.Equal(lines, want) {
		t.Errorf("%q, want %q", lines, want)
	}
}
