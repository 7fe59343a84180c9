package w2vattn_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
)

func TestSummaryOf(t *testing.T) {
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs = 4, 2, 3
	m, err := word2vec.Train(t.Context(),
		corpus.FromReader(strings.NewReader(strings.Repeat("고양이 책\n책 고양이 개\n", 9)+"소\n")), c)
	if err != nil {
		t.Fatal(err)
	}
	m.Statistics.Loss, m.Statistics.HeldOut = 2, 3
	model, err := w2vattn.FromTrained(m)
	if err != nil {
		t.Fatal(err)
	}
	s, err := w2vattn.SummaryOf(model, "m.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := w2vattn.TrainingSummary{Model: "m.txt", Words: 46, Unknown: 1, Sentences: 19, Vocabulary: 3, Dim: 4,
		Epochs: 3, Alpha: c.Alpha, Loss: 2, HeldOut: 3}
	if s != want {
		t.Errorf("%+v\nwant %+v", s, want)
	}
}

func TestSummaryText(t *testing.T) {
	s := w2vattn.TrainingSummary{Model: "m.txt", Words: 12_345, Unknown: 1234, Sentences: 1, Vocabulary: 1000, Dim: 1,
		Epochs:  1,
		Seconds: 2.5, TrainSeconds: 1.25, WordsPerSecond: 9876.5, Alpha: .12, Loss: 2, HeldOut: 3}
	var b strings.Builder
	want := `m.txt: 1,000 words × 1 number
corpus      12,345 tokens in 1 sentence, 10.0 % of them unknown
training    1 epoch in 1.2 s (2.5 s in all), 9,876 words/s, alpha 0.12, loss 2.0000, 3.0000 on held-out sentences
`
	if err := s.WriteText(&b); err != nil || b.String() != want {
		t.Errorf("%v\n%s", err, b.String())
	}
	b.Reset()
	want = `m.txt: 단어 1,000개 × 1차원
말뭉치      문장 1개, 토큰 12,345개, 그중 미등록어(OOV) 10.0%
학습        1 에폭, 1.2초(전체 2.5초), 초당 9,876 단어, 학습률 0.12, 손실 2.0000, 검증용 문장의 손실 3.0000
`
	if err := s.WriteTextIn(&b, "ko"); err != nil || b.String() != want {
		t.Errorf("%v\n%s", err, b.String())
	}
	b.Reset()
	if err := (w2vattn.TrainingSummary{}).WriteText(&b); err != nil || strings.Contains(b.String(), "held out") ||
		!strings.Contains(b.String(), " 0.0 % of them unknown") {
		t.Errorf("%v\n%s", err, b.String())
	}
	text, err := json.Marshal(w2vattn.TrainingSummary{})
	if err != nil || strings.Contains(string(text), "held_out") || strings.Contains(string(text), "tokenizer") {
		t.Errorf("%s, %v", text, err)
	}
}

// TestSummaryTokenizer: the summary names the tokenizer that was chosen, and not one that
// was given.
func TestSummaryTokenizer(t *testing.T) {
	for want, c := range map[string]tokenize.Choice{
		"\ntokenizer   korean (auto: 93 % of letters are Hangul)\ncorpus ": {Name: "korean", Auto: true, Hangul: .934},
		"number\ncorpus ": {Name: "words", Hangul: .934},
	} {
		var b strings.Builder
		s := w2vattn.TrainingSummary{Dim: 1, Tokenizer: &c}
		if err := s.WriteText(&b); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%v\n%s", err, b.String())
		}
	}
}

func ExampleTrainingSummary() {
	s := w2vattn.TrainingSummary{Model: "m.safetensors", Words: 1_000_000, Sentences: 50_000, Vocabulary: 20_000,
		Dim: 100, Epochs: 5,
		Seconds: 3.5, TrainSeconds: 3, WordsPerSecond: 1_666_667, Alpha: .12, Loss: 2.25}
	if err := s.WriteText(os.Stdout); err != nil {
		panic(err)
	}
	// Output:
	// m.safetensors: 20,000 words × 100 numbers
	// corpus      1,000,000 tokens in 50,000 sentences, 0.0 % of them unknown
	// training    5 epochs in 3.0 s (3.5 s in all), 1,666,667 words/s, alpha 0.12, loss 2.2500
}
