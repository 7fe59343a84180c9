package gensim

// This file translates the parameters of a gensim model to the configuration of the
// trainer gensim.

import (
	"encoding/json"
)

// A config has the fields of word2vec.Config that gensim's parameters determine, and those
// of the batched trainer, which must have values.
type config struct {
	Trainer     string  `json:"trainer"`
	Arch        string  `json:"arch"`
	Dim         int     `json:"dim"`
	Window      int64   `json:"window"`
	Negative    int64   `json:"negative"`
	HS          bool    `json:"hs"`
	Epochs      int64   `json:"epochs"`
	MinCount    int64   `json:"min_count"`
	MaxVocab    int64   `json:"max_vocab"`
	Sample      float64 `json:"sample"`
	Alpha       float64 `json:"alpha"`
	MinAlpha    float64 `json:"min_alpha"`
	NSExponent  float64 `json:"ns_exponent"`
	CBOWMean    bool    `json:"cbow_mean"`
	GensimOrder string  `json:"gensim_order"`
	BatchWords  int64   `json:"batch_words"`
	Seed        uint32  `json:"seed"`

	Block    int    `json:"block"`
	Shared   int    `json:"shared"`
	Reuse    bool   `json:"reuse"`
	Gradient string `json:"gradient"`
}

// config returns the configuration of a Word2Vec model of vectors of length dim, or nil: for
// other objects, and for windows that are not shrunk at random, which the trainer cannot
// repeat.
func (m *model) config(dim int) json.RawMessage {
	if m.classOf() != "Word2Vec" || m.settings() == nil || m.setting("shrink_windows") == false {
		return nil
	}
	c := config{
		Trainer: "gensim", Arch: "cbow", Dim: dim, GensimOrder: "4.4",
		Window: m.integer(5, "window"), Negative: m.integer(5, "negative"), HS: m.integer(0, "hs") != 0,
		Epochs: m.integer(5, "epochs", "iter"), MinCount: m.integer(5, "min_count"),
		MaxVocab: m.integer(0, "max_final_vocab"), Sample: m.number(1e-3, "sample"),
		Alpha: m.number(.025, "alpha"), MinAlpha: m.number(1e-4, "min_alpha"),
		NSExponent: m.number(.75, "ns_exponent"), CBOWMean: m.integer(1, "cbow_mean") != 0,
		BatchWords: m.integer(10000, "batch_words"), Seed: uint32(m.integer(1, "seed")),
		Block: 12, Shared: 16, Reuse: true, Gradient: "balanced",
	}
	if m.integer(0, "sg") != 0 {
		c.Arch, c.Block = "skipgram", 8
	}
	if v := m.version(); v != "" && v < "4.4" { // 4.0 is the first version that stores itself
		c.GensimOrder = "4.2"
	}
	b, err := json.Marshal(c)
	if err != nil { // a number that is not finite
		return nil
	}
	return b
}

// corpus returns the numbers of words and sentences of the corpus; nil if they are not
// known.
func (m *model) corpus() json.RawMessage {
	words, sentences := m.integer(0, "corpus_total_words"), m.integer(0, "corpus_count")
	if words <= 0 || sentences <= 0 {
		return nil
	}
	b, err := json.Marshal(map[string]int64{"tokens": words, "sentences": sentences})
	if err != nil {
		return nil
	}
	return b
}

// integer returns a parameter that is an integer or a bool, or the default.
func (m *model) integer(otherwise int64, names ...string) int64 {
	switch v := m.setting(names...).(type) {
	case int64:
		return v
	case bool:
		if v {
			return 1
		}
		return 0
	}
	return otherwise
}

// number returns a parameter that is a number, or the default.
func (m *model) number(otherwise float64, names ...string) float64 {
	switch v := m.setting(names...).(type) {
	case float64:
		return v
	case int64:
		return float64(v)
	}
	return otherwise
}
