package w2vattn_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// counts is a trainer whose vectors are the counts of the words.
type counts struct {
	Trainer string `json:"trainer"`
	text    *train.Text
}

func (counts) Validate() error  { return nil }
func (counts) Spec() train.Spec { return train.Spec{Name: "counts", Epochs: 1, MinCount: 1} }
func (c counts) Start(text *train.Text, _ *train.Options) (train.Run, error) {
	return counts{text: text}, nil
}
func (counts) Status() train.Status { return train.Status{} }
func (c counts) Epoch(_ int, pause func(train.Status) error) (float64, error) {
	return 0, pause(train.Status{Tokens: c.text.IDs.Tokens()})
}
func (c counts) Result(bool) train.Result {
	var data []float32
	for id := range c.text.Words.All() {
		data = append(data, float32(c.text.Words.Count(id)))
	}
	return train.Result{Inputs: train.Matrix(data, 1)}
}

// TestTrainWith checks that a model of another trainer has the tokenizer of its source, is
// saved with its configuration, and is not read as one of word2vec.
func TestTrainWith(t *testing.T) {
	m, err := w2vattn.TrainWith(t.Context(), corpus.FromReader(strings.NewReader("Cat dog\ncat 고양이\n")),
		counts{Trainer: "counts"})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "m.safetensors")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	opened, err := w2vattn.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	for _, m := range []*w2vattn.Model{m, opened} {
		if v, err := m.Vector("cat"); err != nil || v[0] != 2 {
			t.Errorf("cat is %v, %v", v, err)
		}
		if s, err := w2vattn.SummaryOf(m, "m"); err != nil || s.Words != 4 || s.Vocabulary != 3 || s.Alpha != 0 {
			t.Errorf("%+v, %v", s, err)
		}
		if m.Trained() != nil || string(m.Table().Meta().Config) != `{"trainer":"counts"}` ||
			m.TokenizerConfig().Name == "" {
			t.Errorf("config %s, or it is one of word2vec", m.Table().Meta().Config)
		}
	}
	if _, err := word2vec.Open(path); err == nil || !strings.Contains(err.Error(), "trained by the counts trainer") {
		t.Errorf("word2vec.Open: got %v", err)
	}
}
