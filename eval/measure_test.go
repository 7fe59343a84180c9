package eval_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/eval"
	"github.com/w2vattn/w2vattn/vocab"
)

// TestMeasureFiles checks that files give the results of their questions and pairs.
func TestMeasureFiles(t *testing.T) {
	table := library(t)
	r, err := eval.MeasureAnalogies(t.Context(), table, "testdata/analogies.txt", eval.Default())
	if err != nil {
		t.Fatal(err)
	}
	results, err := eval.Analogies(t.Context(), table, sections(t), eval.Default())
	if err != nil || len(r.Sections) != len(results) {
		t.Fatalf("%d sections, want %d: %v", len(r.Sections), len(results), err)
	}
	total := 0
	for i, want := range results {
		s := r.Sections[i]
		if s.Correct != want.Correct || s.Total != want.Total || s.Skipped != want.Skipped ||
			s.Accuracy != want.Accuracy() || s.Name != sections(t)[i].Name {
			t.Errorf("section %d: %+v, want %+v", i, s, want)
		}
		total += want.Total
	}
	if r.Total != total || r.File != "testdata/analogies.txt" || r.Accuracy != float64(r.Correct)/float64(total) {
		t.Errorf("in all %+v, want %d questions", r.Score, total)
	}
	got, err := eval.MeasureSimilarity(table, "testdata/pairs.csv", eval.Default())
	want := must(eval.Similarity(table, pairs(t), eval.Default()))
	if err != nil || got.Spearman == nil || *got.Spearman != want.Spearman || got.Pairs != want.Pairs ||
		got.Skipped != want.Skipped {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
}

// TestMeasureErrors checks that errors name the file, and that an undefined correlation is
// null.
func TestMeasureErrors(t *testing.T) {
	table, _ := shelf(t, "a b\n")
	if _, err := eval.MeasureAnalogies(t.Context(), table, "none.txt", eval.Default()); !errors.Is(err,
		fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	path := filepath.Join(t.TempDir(), "pairs.txt")
	if err := os.WriteFile(path, []byte("a b 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := eval.MeasureAnalogies(t.Context(), table, path, eval.Default()); err == nil ||
		!strings.HasPrefix(err.Error(), path+": ") {
		t.Errorf("not analogies: %v", err)
	}
	r, err := eval.MeasureSimilarity(table, path, eval.Default())
	text, _ := json.Marshal(r)
	if err != nil || !strings.Contains(string(text), `"spearman":null,"pairs":1,"skipped":0`) {
		t.Errorf("one pair: %s, %v", text, err)
	}
}

// TestMeasureSearch checks that the result has all rankers and tasks, with the figures of
// Retrieve.
func TestMeasureSearch(t *testing.T) {
	table, ix := shelf(t, strings.Repeat("a b c d e\nb c d e a\nc d e a a\n", 3))
	rankers, err := eval.Rankers(ix)
	if err != nil {
		t.Fatal(err)
	}
	all, err := eval.MeasureSearch(t.Context(), table, ix, rankers, "text", 4, 1)
	if err != nil || len(all) != len(eval.Tasks()) {
		t.Fatalf("%d tasks: %v", len(all), err)
	}
	for i, r := range all {
		want, err := eval.Retrieve(t.Context(), table, ix, rankers, eval.Tasks()[i], 4, 1)
		if err != nil || r.Task != eval.Tasks()[i] || r.File != "text" || len(r.Rankers) != len(want) ||
			r.Queries != want[0].Queries {
			t.Fatalf("%+v, %v", r, err)
		}
		for j, w := range want {
			if got := r.Rankers[j]; got != (eval.RankerResult{Name: rankers[j].Name, MRR: w.MRR, At1: w.At1,
				At10: w.At10}) {
				t.Errorf("%s: %+v, want %+v", r.Task, got, w)
			}
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := eval.MeasureSearch(ctx, table, ix, rankers, "text", 4, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of the context: %v", err)
	}
}

func TestWriteText(t *testing.T) {
	half := .5
	score := eval.Score{Correct: 1, Total: 2, Skipped: 1, Accuracy: .5}
	r := eval.Results{
		Analogies: []eval.AnalogyResult{{File: "a.txt", Score: score,
			Sections: []eval.SectionResult{{Name: "수도", Score: score}}}},
		Similarity: []eval.SimilarityResult{{File: "s.txt", Spearman: &half, Pairs: 1234},
			{File: "t.txt", Pairs: 1, Skipped: 2}},
		Search: []eval.SearchResult{{File: "c.txt", Task: eval.Neighbour, Queries: 1,
			Rankers: []eval.RankerResult{{Name: "bm25", MRR: .5, At10: 1}}}},
	}
	want := `c.txt: neighbour, 1 query
       MRR    at 1   at 10
 bm25  0.500  0.000  1.000
a.txt: analogies answered
 수도   0.5000  1 of 2  1 skipped
 total  0.5000  1 of 2  1 skipped
s.txt: Spearman 0.5000 over 1,234 pairs, 0 skipped
t.txt: Spearman none over 1 pair, 2 skipped
words of a question are excluded from its answers · the first 300,000 words · case ignored · questions with unknown words are skipped
`
	var b strings.Builder
	if err := r.WriteText(&b, eval.Default()); err != nil || b.String() != want {
		t.Errorf("%v\n%s", err, b.String())
	}
	korean := `c.txt: 이웃 문장 찾기(neighbour), 쿼리 1개
       MRR    1위 이내  10위 이내
 bm25  0.500  0.000     1.000
a.txt: 맞힌 유추 문제
 수도  0.5000  2개 중 1개  건너뜀 1개
 전체  0.5000  2개 중 1개  건너뜀 1개
수도: 단어들의 기본형이 같아서 낼 수 없는 문제: 문제 3개 중 2개
단어의 활용형을 비교하려면 --tokenizer words로 모델을 학습하세요
s.txt: 스피어만 상관 계수 0.5000, 쌍 1,234개, 건너뜀 0개
t.txt: 스피어만 상관 계수 없음, 쌍 1개, 건너뜀 2개
문제에 있는 단어는 답에서 제외 · 빈도가 가장 높은 단어 300,000개만 사용 · 대소문자 무시 · 미등록어(OOV)가 있는 문제는 건너뜀
`
	b.Reset()
	r.Analogies[0].Sections[0].Collapsed = 2
	if err := r.WriteTextIn(&b, eval.Default(), "ko"); err != nil || b.String() != korean {
		t.Errorf("%v\n%s", err, b.String())
	}
	b.Reset()
	r.Analogies, r.Search = nil, nil
	if err := r.WriteText(&b, eval.Options{}); err != nil ||
		!strings.HasSuffix(b.String(),
			"its answers · all words · case matters · questions with unknown words are skipped\n") {
		t.Errorf("%v\n%s", err, b.String())
	}
	b.Reset()
	if err := (eval.Results{}).WriteText(&b, eval.Default()); err != nil || b.Len() > 0 {
		t.Errorf("nothing is %q, %v", b.String(), err)
	}
}

func ExampleMeasureSimilarity() {
	words, err := vocab.New([]string{"cat", "dog", "car"}, nil)
	if err != nil {
		panic(err)
	}
	table, err := embed.New(words, blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, 0, .9, .1, 0, 1}})
	if err != nil {
		panic(err)
	}
	dir, err := os.MkdirTemp("", "eval")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "pairs.tsv")
	if err := os.WriteFile(path, []byte("cat\tdog\t9\ncat\tcar\t2\ndog\tcar\t3\n"), 0o600); err != nil {
		panic(err)
	}
	r, err := eval.MeasureSimilarity(table, path, eval.Default())
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.1f over %d pairs\n", *r.Spearman, r.Pairs)
	// Output: 1.0 over 3 pairs
}
