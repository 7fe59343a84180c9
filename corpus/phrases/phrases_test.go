package phrases_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/internal/leaktest"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// cityText returns text with frequent pairs among random words.
func cityText(sentences int) string {
	rng := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	for range sentences {
		for range 2 + rng.IntN(6) {
			switch k := rng.IntN(12); k {
			case 0:
				text.WriteString("new york ")
			case 1:
				text.WriteString("new york city hall ")
			case 2:
				text.WriteString("of the ")
			default:
				fmt.Fprintf(&text, "w%d ", rng.IntN(40))
			}
		}
		text.WriteString("\n")
	}
	return text.String()
}

// source returns a source of lines, each a sentence.
func source(text string, tok tokenize.Tokenizer) corpus.Source {
	return corpus.FromReader(strings.NewReader(text), corpus.Tokenizer(tok, tokenize.Plain()))
}

// sentences returns the sentences of a source, tokens joined by a space.
func sentences(t testing.TB, src corpus.Source) []string {
	t.Helper()
	var all []string
	for s, err := range src.Sentences() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.Join(s.Tokens, " "))
	}
	return all
}

// joinIn encodes text, joins its phrases and returns the sentences as words, the counts of
// the words that remain, and the phrases.
func joinIn(t testing.TB, text string, c phrases.Config, memory int64, keep func(string) bool) ([]string,
	map[string]int64, phrases.Found) {
	t.Helper()
	var words vocab.Counter
	ids, _, err := corpus.Encode(t.Context(), source(text, tokenize.Space()), &words, memory)
	if err != nil {
		t.Fatal(err)
	}
	defer ids.Close()
	found, err := phrases.Join(t.Context(), ids, &words, c, keep)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	tokens := int64(0)
	for s, err := range ids.Sentences() {
		if err != nil {
			t.Fatal(err)
		}
		line := make([]string, len(s))
		for i, id := range s {
			line[i] = words.Word(id)
		}
		tokens += int64(len(s))
		lines = append(lines, strings.Join(line, " "))
	}
	counts := maps.Collect(words.All())
	maps.DeleteFunc(counts, func(_ string, n int64) bool { return n == 0 })
	if tokens != ids.Tokens() || tokens != words.Total() {
		t.Errorf("%d tokens, ids say %d, the counter %d", tokens, ids.Tokens(), words.Total())
	}
	return lines, counts, found
}

// TestJoin checks that the joined corpus is the text as a tokenizer with the phrases cuts
// it, in memory and in a file, and that its counts are right.
func TestJoin(t *testing.T) {
	text := cityText(2000)
	for _, score := range []phrases.Score{phrases.Mikolov, phrases.NPMI} {
		c := phrases.Default()
		c.Score, c.Threshold = score, map[phrases.Score]float64{phrases.Mikolov: 3, phrases.NPMI: .5}[score]
		for _, memory := range []int64{0, 1 << 30} {
			got, counts, found := joinIn(t, text, c, memory, nil)
			tok := tokenize.Joined(tokenize.Space(), found.Phrases)
			want := sentences(t, source(text, tok))
			if !slices.Equal(got, want) {
				t.Fatalf("%s: the ids are not what the tokenizer makes", score)
			}
			recount := map[string]int64{}
			for _, w := range strings.Fields(strings.Join(want, " ")) {
				recount[w]++
			}
			if !maps.Equal(counts, recount) || counts["new_york"] == 0 || counts["new_york_city_hall"] == 0 ||
				found.Evicted != 0 {
				t.Errorf("%s: %d words counted, %d there are; %v", score, len(counts), len(recount), found)
			}
		}
	}
}

// FuzzJoin checks for any text that joining gives the text as a tokenizer with the phrases
// cuts it, also where pairs are evicted.
func FuzzJoin(f *testing.F) {
	f.Add("a b\na b c\nc c c c\n", true, 3)
	f.Add("_ _ a_ _b a__b\n", false, 1000)
	f.Add("책 을 책 을\n\n 책\xff", true, 2)
	f.Fuzz(func(t *testing.T, text string, npmi bool, pairs int) {
		c := phrases.Config{Score: phrases.Mikolov, Threshold: .5, MinCount: 1, Passes: 3, Pairs: max(2, pairs%1000)}
		if npmi {
			c.Score, c.Threshold = phrases.NPMI, .1
		}
		text = strings.ReplaceAll(strings.ToValidUTF8(text, "?"), "\x00", " ")
		got, counts, found := joinIn(t, text, c, 0, nil)
		want := sentences(t, source(text, tokenize.Joined(tokenize.Space(), found.Phrases)))
		if !slices.Equal(got, want) {
			t.Fatalf("%q: %q, the tokenizer %q", text, got, want)
		}
		recount := map[string]int64{}
		for _, w := range strings.Fields(strings.Join(want, " ")) {
			recount[w]++
		}
		if !maps.Equal(counts, recount) {
			t.Fatalf("%q: counted %v, there are %v", text, counts, recount)
		}
	})
}

// TestScores checks the formulas: a b occurs 10 times, a 20 times, b 10 times, in 100
// tokens.
func TestScores(t *testing.T) {
	text := strings.Repeat("a b\n", 10) + strings.Repeat("a c\n", 10) + strings.Repeat("d e f\n", 20)
	for score, value := range map[phrases.Score]float64{
		phrases.Mikolov: (10 - 5) * 100. / (20 * 10),
		phrases.NPMI:    math.Log(10*100./(20*10)) / math.Log(100./10),
	} {
		for _, above := range []bool{true, false} {
			c := phrases.Config{Score: score, Threshold: value + 1e-9, MinCount: 5, Passes: 1, Pairs: 1000}
			if above {
				c.Threshold = value - 1e-9
			}
			_, counts, _ := joinIn(t, text, c, 1<<20, nil)
			if (counts["a_b"] == 10) != above {
				t.Errorf("%s, threshold %g: %v", score, c.Threshold, counts)
			}
		}
	}
}

func TestPairsAreBounded(t *testing.T) {
	c := phrases.Default()
	c.Threshold, c.Pairs = 3, 100
	_, counts, found := joinIn(t, cityText(5000), c, 1<<20, nil)
	if counts["new_york"] == 0 || found.Evicted == 0 {
		t.Errorf("%d times new_york, %d pairs evicted", counts["new_york"], found.Evicted)
	}
	c.Pairs = 1 << 20
	_, counts, _ = joinIn(t, cityText(5000), c, 1<<20, func(word string) bool { return word != "york" })
	if counts["new_york"] != 0 || counts["city_hall"] == 0 {
		t.Errorf("a word that is not to be joined was: %v", counts)
	}
}

func TestConfig(t *testing.T) {
	for _, change := range []func(*phrases.Config){
		func(c *phrases.Config) { c.Score = "pmi" },
		func(c *phrases.Config) { c.Score = phrases.NPMI },
		func(c *phrases.Config) { c.MinCount = 0 },
		func(c *phrases.Config) { c.Passes = 0 },
		func(c *phrases.Config) { c.Pairs = 0 },
	} {
		c := phrases.Default()
		change(&c)
		if c.Validate() == nil {
			t.Errorf("%+v is accepted", c)
		}
	}
}

// TestCount checks that words and statistics are those of the corpus with joined phrases,
// in memory and in a file.
func TestCount(t *testing.T) {
	text := strings.Repeat("she flew to new york\n", 5) + strings.Repeat("a new book\nold york\n", 5)
	c := phrases.Config{Score: phrases.NPMI, Threshold: .4, MinCount: 5, Passes: 1, Pairs: 1 << 20}
	keep := func(word string) bool { return word != "to" }
	_, want, _ := joinIn(t, text, c, 1<<20, keep)
	for _, memory := range []int64{0, 1 << 20} {
		words := new(vocab.Counter)
		statistics, found, err := phrases.Count(t.Context(), source(text, tokenize.Space()), words, c, keep, memory)
		if err != nil || statistics.Sentences != 15 || statistics.Tokens != words.Total() || found.Len() == 0 {
			t.Errorf("%+v, %d phrases, %v", statistics, found.Len(), err)
		}
		for word, n := range words.All() {
			if n != want[word] {
				t.Errorf("%s: %d, want %d", word, n, want[word])
			}
		}
	}
	c.Passes = 0
	if _, _, err := phrases.Count(t.Context(), source(text, tokenize.Space()), new(vocab.Counter), c, keep,
		1<<20); err == nil {
		t.Error("no pass is accepted")
	}
}

// BenchmarkJoin finds and joins the phrases of W2VATTN_CORPUS or of generated text.
func BenchmarkJoin(b *testing.B) {
	text := cityText(200_000)
	if path := os.Getenv("W2VATTN_CORPUS"); path != "" {
		file, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		text = string(file)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		b.StopTimer()
		var words vocab.Counter
		ids, _, err := corpus.Encode(b.Context(), source(text, tokenize.Space()), &words, 1<<30)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := phrases.Join(b.Context(), ids, &words, phrases.Default(), nil); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleJoin() {
	text := strings.Repeat("she flew to new york\n", 5) + strings.Repeat("a new book\nshe read to him\nold york\n", 5)
	var words vocab.Counter
	ids, _, err := corpus.Encode(context.Background(), source(text, tokenize.Space()), &words, 1<<30)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer ids.Close()
	c := phrases.Config{Score: phrases.NPMI, Threshold: .4, MinCount: 5, Passes: 1, Pairs: 1 << 20}
	found, err := phrases.Join(context.Background(), ids, &words, c, func(word string) bool { return word != "to" })
	tok := tokenize.Joined(tokenize.Words(), found.Phrases)
	fmt.Println(tokenize.Texts(tok.Append(nil, "To New York!")), err)
	// Output:
	// [to new_york] <nil>
}

// TestJoinCancelled checks that joining ends with its context while pairs are counted, and
// leaves no goroutine.
func TestJoinCancelled(t *testing.T) {
	var words vocab.Counter
	ids, _, err := corpus.Encode(t.Context(), source(cityText(20_000), tokenize.Space()), &words, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer ids.Close()
	leaktest.None(t, func() {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := phrases.Join(ctx, ids, &words, phrases.Default(), nil); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		src := source(cityText(20_000), tokenize.Space())
		_, _, err := phrases.Count(ctx, src, new(vocab.Counter), phrases.Default(), nil, 0)
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

// TestJoinManyRareWords checks a corpus in which nearly all words are rare: only frequent
// pairs are joined, and rare words keep their counts.
func TestJoinManyRareWords(t *testing.T) {
	var text strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&text, "w%d new york x%d\n", i, i)
	}
	c := phrases.Config{Score: phrases.NPMI, Threshold: .5, MinCount: 5, Passes: 2, Pairs: 1000}
	_, counts, found := joinIn(t, text.String(), c, 0, nil)
	if found.Len() != 1 || counts["new_york"] != 50_000 || counts["w7"] != 1 || counts["new"] != 0 {
		t.Errorf("%d phrases; new_york %d times, w7 %d times", found.Len(), counts["new_york"], counts["w7"])
	}
}
