package doctor

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// examine returns the examination of a text in a format, with invalid bytes replaced.
func examine(t *testing.T, text string, f input.Format) *Examination {
	t.Helper()
	var c vocab.Counter
	src := corpus.FromReader(strings.NewReader(text), corpus.Format(f),
		corpus.Invalid(input.ReplaceInvalid)).(*corpus.FileSource)
	e, err := Examine(t.Context(), src, &c)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestExamineLines(t *testing.T) {
	const file = "-"
	for name, test := range map[string]struct {
		text string
		in   input.Format
		want LineFigures
	}{
		"english": {"the cat\n\n \t\nthe dog\nthe cat\r\nthe cat\n", input.Lines(),
			LineFigures{Count: 6, Empty: 2, Repeated: 2, OneIn: 1, Longest: 7, LongestAt: Place{file, 1},
				RepeatedAt: Place{file, 5}}},
		"korean, one line decomposed": {"고양이 책\n" + norm.NFD.String("고양이 책") + "\n고양이 책", input.Lines(),
			LineFigures{Count: 3, Repeated: 1, OneIn: 1, Decomposed: 1, Longest: 31, LongestAt: Place{file, 2},
				RepeatedAt: Place{file, 3}}},
		"broken": {"a b\nc \xff\xfe d\n\xff\n", input.Lines(),
			LineFigures{Count: 3, OneIn: 1, Longest: 10, LongestAt: Place{file, 2}, InvalidAt: Place{file, 2}}},
		"sentences": {"A cat. A dog.\nA cat.\n\nIt is\nwrapped.", input.Text(),
			LineFigures{Count: 4, Repeated: 1, OneIn: 1, Longest: 15, LongestAt: Place{file, 4},
				RepeatedAt: Place{file, 2}}},
		"stream": {"a b\nc d e\na b\n", input.Stream(2),
			LineFigures{Count: 3, Repeated: 1, OneIn: 1, Longest: 5, LongestAt: Place{file, 2},
				RepeatedAt: Place{file, 3}}},
		"a line in pieces": {strings.Repeat("word ", 60_000) + "\n" + strings.Repeat("word ", 60_000) + "\nshort",
			input.Lines(),
			LineFigures{Count: 3, Repeated: 1, OneIn: 1, Longest: 300_000, LongestAt: Place{file, 1},
				RepeatedAt: Place{file, 2}}},
		"nothing": {"", input.Lines(), LineFigures{OneIn: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := examine(t, test.text, test.in).Lines; got != test.want {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

func TestExamineFigures(t *testing.T) {
	e := examine(t, "the cat sleeps\n\na\nthe dog\n", input.Lines())
	want := corpus.Statistics{Sentences: 3, Tokens: 6, Letters: 1, Single: 1}
	if e.Statistics != want || e.Files != 1 {
		t.Errorf("got %+v of %d files, want %+v", e.Statistics, e.Files, want)
	}
	if got, want := e.SentenceTokens, (Distribution{Mean: 2, Min: 1, P10: 1, Median: 2, P90: 3, P99: 3,
		Max: 3}); got != want {
		t.Errorf("sentences: got %+v, want %+v", got, want)
	}
	if got, want := e.TokenLetters, (Distribution{Mean: 19. / 6, Min: 1, P10: 1, Median: 3, P90: 6, P99: 6,
		Max: 6}); got != want {
		t.Errorf("tokens: got %+v, want %+v", got, want)
	}
}

// TestDistinctIsExact checks that few lines are counted exactly.
func TestDistinctIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOf(rapid.StringMatching(`[ab가]{0,3}`)).Draw(t, "lines")
		var d distinctCounter
		seen := map[string]bool{}
		for _, l := range lines {
			if fresh := d.add(splitmix.Mix(extendHash(hashBasis, l))); fresh == seen[l] {
				t.Fatalf("%q: new is %v", l, fresh)
			}
			seen[l] = true
		}
		if got, want := d.repeated(int64(len(lines))), int64(len(lines)-len(seen)); got != want || d.oneIn() != 1 {
			t.Fatalf("%d repeated, want %d", got, want)
		}
	})
}

// TestDistinctIsBounded checks that beyond the bound the number is right within four times
// its standard error, however often lines are repeated.
func TestDistinctIsBounded(t *testing.T) {
	const different, again = 3 * maxDistinct, 500_000
	var d distinctCounter
	for i := range different {
		d.add(splitmix.Mix(extendHash(hashBasis, fmt.Sprint("line ", i))))
	}
	for range again {
		d.add(splitmix.Mix(extendHash(hashBasis, "line 7")))
	}
	if len(d.seen) > maxDistinct || d.oneIn() != 4 {
		t.Errorf("%d hashes are kept, one in %d", len(d.seen), d.oneIn())
	}
	got := float64(d.repeated(different + again))
	if within := 4. * different / 600; got < again-within || got > again+within {
		t.Errorf("%.0f repeated lines are reported, want %d ± %.0f", got, again, within)
	}
}

func TestDistribution(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.IntRange(0, 50), 1, 200).Draw(t, "lengths")
		h, sum := histogram{}, 0
		for _, l := range all {
			h[l]++
			sum += l
		}
		slices.Sort(all)
		at := func(percent int) int { return all[max(0, (percent*len(all)+99)/100-1)] }
		want := Distribution{float64(sum) / float64(len(all)), all[0], at(10), at(50), at(90), at(99), all[len(all)-1]}
		if got := h.distribution(); got != want {
			t.Fatalf("%v: got %+v, want %+v", all, got, want)
		}
	})
	if got := (histogram{}).distribution(); got != (Distribution{}) {
		t.Errorf("nothing has %+v", got)
	}
}

// TestSample checks that a sample is bounded and has every n-th sentence from the beginning
// to the end of the corpus.
func TestSample(t *testing.T) {
	s := Sample{stride: 1, words: []string{"a", "b", "c"}}
	const sentences, length = 1_000_000, 7
	ids := make([]vocab.ID, length)
	for i := range sentences {
		ids[0] = vocab.ID(i % 3)
		s.add(ids)
	}
	if s.Tokens() > sampleTokens || s.Tokens() < sampleTokens/2-length || s.stride != 4 {
		t.Errorf("%d tokens, every sentence in %d", s.Tokens(), s.stride)
	}
	n := 0
	for sentence, err := range s.Sentences() {
		if want := s.words[n*s.stride%3]; err != nil || len(sentence.Tokens) != length || sentence.Tokens[0] != want {
			t.Fatalf("sentence %d is %v, %v; want %s first", n, sentence.Tokens, err, want)
		}
		n++
	}
	if n*s.stride != sentences {
		t.Errorf("the sample ends after sentence %d", n*s.stride)
	}
}

func ExampleExamine() {
	text := "the cat reads\nthe cat reads\n\nthe dog sleeps\n"
	src := corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)))
	var words vocab.Counter
	e, err := Examine(context.Background(), src, &words)
	if err != nil {
		panic(err)
	}
	fmt.Println(e.Tokens, "tokens,", e.Lines.Empty, "line empty,", e.Lines.Repeated, "repeated at", e.Lines.RepeatedAt)
	fmt.Printf("%.1f tokens in a sentence, %d at most\n", e.SentenceTokens.Mean, e.SentenceTokens.Max)
	// Output:
	// 9 tokens, 1 line empty, 1 repeated at -, line 2
	// 3.0 tokens in a sentence, 3 at most
}
