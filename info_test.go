package w2vattn_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// saved trains a model and returns the path of its file.
func saved(t testing.TB, text, name string) string {
	t.Helper()
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs = 4, 1, 1
	pairs := phrases.Default()
	pairs.Threshold, pairs.MinCount = .1, 1
	m, err := w2vattn.Train(t.Context(), corpus.FromReader(strings.NewReader(text)), c, word2vec.Phrases(pairs))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// describe opens a model file and describes it.
func describe(t testing.TB, path string) w2vattn.Info {
	t.Helper()
	m, err := w2vattn.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	return w2vattn.Describe(m.File(), path)
}

func TestDescribe(t *testing.T) {
	path := saved(t, "고양이 책 고양이 책\n고양이 책 개\n", "m.safetensors")
	at := time.Date(2024, 5, 6, 7, 8, 9, 10, time.UTC)
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
	i := describe(t, path)
	if i.Format != "safetensors" || i.Words == 0 || i.Dim != 4 || i.Checksum == "" ||
		i.Kernel != word2vec.BestKernel() || fmt.Sprint(i.Matrices) != "[outputs]" {
		t.Errorf("%+v", i)
	}
	if !i.Modified.Equal(at.Truncate(time.Second)) {
		t.Errorf("modified at %v, want %v to the second", i.Modified, at)
	}
	var c word2vec.Config
	if err := json.Unmarshal(i.Config, &c); err != nil || c.Dim != 4 {
		t.Errorf("configuration %s: %v", i.Config, err)
	}
	plain := describe(t, saved(t, "a cat\nthe dog\n", "m.txt"))
	if plain.Config != nil || plain.Checksum != "" || len(plain.Matrices) > 0 {
		t.Errorf("a file of text: %+v", plain)
	}
	text, err := json.Marshal(plain)
	if err != nil || !strings.Contains(string(text), `"config":null,"tokenizer":null,"corpus":null,"kernel":`) ||
		strings.Contains(string(text), "verified") {
		t.Errorf("%s, %v", text, err)
	}
}

// TestInfoText checks that each number is printed with its meaning.
func TestInfoText(t *testing.T) {
	i := w2vattn.Info{
		Format: "safetensors", Words: 12_345, Dim: 1, Config: json.RawMessage(`{"trainer":"batched","dim":1}`),
		Tokenizer: json.RawMessage(`{"name":"words","lower":true}`),
		Corpus:    json.RawMessage(`{"tokens":1234567,"loss":2.5,"other":"x"}`), Kernel: "avx2",
		Matrices: []string{"outputs"}, Duplicates: 1,
		Quantized: "int8", Checksum: "abc", Modified: time.Date(2024, 5, 6, 7, 8, 9, 0, time.Local), Verified: true,
	}
	want := `format      safetensors
words       12,345 in the vocabulary
dim         1 number a vector
modified    2024-05-06 07:08:09 (time of the file)
config      trainer batched, dim 1 (flags of train)
tokenizer   name words, lower true
corpus      statistics of the training corpus
  tokens          1,234,567   in each epoch
  loss            2.5000      mean per centre word in the last epoch
  other           x
also        outputs, needed to train the model further
quantized   int8 (rounded vectors)
duplicates  1 word occurred again and was left out
kernel      avx2 (does not affect results)
checksum    abc (SHA-256 of the file, checked by --verify)
verified    the whole file was read and is valid
`
	var b strings.Builder
	if err := i.WriteText(&b); err != nil || b.String() != want {
		t.Errorf("%v\n%s", err, b.String())
	}
	b.Reset()
	if err := (w2vattn.Info{Format: "text", Words: 2, Dim: 3, Kernel: "generic"}).WriteText(&b); err != nil ||
		strings.Count(b.String(), "\n") != 4 {
		t.Errorf("%v\n%s", err, b.String())
	}
}

// TestInfoTextInKorean: each line is Korean, and the columns are aligned in a terminal, in
// which a Hangul syllable takes two columns.
func TestInfoTextInKorean(t *testing.T) {
	i := w2vattn.Info{
		Format: "safetensors", Words: 12_345, Dim: 1, Program: "w2vattn 1.0",
		Config:    json.RawMessage(`{"trainer":"batched","dim":1}`),
		Tokenizer: json.RawMessage(`{"name":"words","lower":true}`),
		Corpus:    json.RawMessage(`{"tokens":1234567,"held_out_loss":2.5,"pairs_forgotten":1,"other":"x"}`), Kernel: "avx2",
		Matrices: []string{"outputs"}, Duplicates: 2,
		Quantized: "int8", Checksum: "abc", Modified: time.Date(2024, 5, 6, 7, 8, 9, 0, time.Local), Verified: true,
	}
	want := `형식        safetensors
단어        어휘에 12,345개
차원        1차원 벡터
수정 시각   2024-05-06 07:08:09(파일 시스템에 기록된 시각)
프로그램    w2vattn 1.0(벡터를 학습한 프로그램)
설정        trainer batched, dim 1(train의 플래그)
토크나이저  name words, lower true
말뭉치      학습한 말뭉치의 통계
  토큰            1,234,567   에폭마다
  검증용 손실     2.5000      검증용 문장의 중심 단어당 평균
  쌍 버린 횟수    1           메모리를 아끼려고 드문 쌍을 버린 횟수
  other           x
다른 행렬   outputs, 모델을 이어서 학습할 때 필요
양자화      int8(반올림한 벡터)
중복        다시 나와서 제외함: 단어 2개
커널        avx2(결과에 영향을 주지 않음)
체크섬      abc(파일의 SHA-256, --verify로 확인)
확인        파일 전체를 읽었고 이상이 없습니다
`
	var b strings.Builder
	if err := i.WriteTextIn(&b, "ko"); err != nil || b.String() != want {
		t.Errorf("%v\n%s", err, b.String())
	}
}

// TestInfoPhrases checks that the phrases of a tokenizer are counted and not listed.
func TestInfoPhrases(t *testing.T) {
	var b strings.Builder
	if err := describe(t, saved(t, "고양이 책 고양이 책\n고양이 책 개\n", "m.safetensors")).WriteText(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), ", phrases 1\n") || strings.Contains(b.String(), "고양이") {
		t.Error(b.String())
	}
}

func ExampleDescribe() {
	dir, err := os.MkdirTemp("", "w2vattn")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "tiny.txt")
	if err := os.WriteFile(path, []byte("2 3\ncat 1 0 0\ndog 0 1 0\n"), 0o600); err != nil {
		panic(err)
	}
	m, err := w2vattn.Open(path)
	if err != nil {
		panic(err)
	}
	defer m.Close()
	i := w2vattn.Describe(m.File(), path)
	fmt.Println(i.Words, "words of", i.Dim, "numbers, format", i.Format)
	// Output: 2 words of 3 numbers, format word2vec-text
}

// TestWriteMarkdown: the card has a table for each part that is known, and escapes names.
func TestWriteMarkdown(t *testing.T) {
	var b strings.Builder
	info := w2vattn.Info{Program: "prog_1", Corpus: []byte(`{"tokens":2089,"loss":0.91136,"new":1}`),
		Config: []byte(`{"arch":"cbow","min_count":2}`), Tokenizer: []byte(`{"name":"words","lower":true}`)}
	if err := info.WriteMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"## Corpus\n\n| statistic | value | meaning |\n|---|---|---|\n| tokens | 2,089 | in each epoch |\n",
		"| loss | 0.9114 | mean per centre word in the last epoch |\n| new | 1 |  |\n",
		"## Training\n\n| setting | value |\n|---|---|\n| arch | cbow |\n| min\\_count | 2 |\n",
		"## Tokenizer\n", "| lower | true |", "Trained with prog\\_1.\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := (w2vattn.Info{}).WriteMarkdown(&b); err != nil || b.Len() > 0 {
		t.Errorf("of nothing: %q, %v", b.String(), err)
	}
}
