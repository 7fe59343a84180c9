package word2vec

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/internal/sampling"
	"github.com/w2vattn/w2vattn/vocab"
)

// A reference is a model that gensim trained; testdata/README.md describes how.
type reference struct {
	Name      string
	Sentences corpus.Lists
	Params    params

	IndexToKey []string   `json:"index_to_key"`
	Counts     []int64    `json:"counts"`
	SampleInt  []uint32   `json:"sample_int"`
	CumTable   []uint32   `json:"cum_table"`
	Vectors    [][]string `json:"vectors_hex"`
	Syn1neg    [][]string `json:"syn1neg_hex"`
	Syn1       [][]string `json:"syn1_hex"`
	Code       [][]uint8  `json:"code"`
	Point      [][]int32  `json:"point"`
}

// params are the arguments of gensim's constructor.
type params struct {
	VectorSize int     `json:"vector_size"`
	Window     int     `json:"window"`
	MinCount   int     `json:"min_count"`
	Sample     float64 `json:"sample"`
	Seed       uint32  `json:"seed"`
	Epochs     int     `json:"epochs"`
	BatchWords int     `json:"batch_words"`
	Alpha      float64 `json:"alpha"`
	MinAlpha   float64 `json:"min_alpha"`
	SG         int     `json:"sg"`
	HS         int     `json:"hs"`
	Negative   int     `json:"negative"`
	NSExponent float64 `json:"ns_exponent"`
	CBOWMean   int     `json:"cbow_mean"`
}

// UnmarshalJSON fills in gensim's defaults for missing fields.
func (p *params) UnmarshalJSON(text []byte) error {
	type plain params
	d := plain{VectorSize: 100, Window: 5, MinCount: 5, Sample: 1e-3, Seed: 1, Epochs: 5, BatchWords: 10000,
		Alpha: .025, MinAlpha: 1e-4, Negative: 5, NSExponent: .75, CBOWMean: 1}
	err := json.Unmarshal(text, &d)
	*p = params(d)
	return err
}

func (p params) config(order string) Config {
	c := Config{Trainer: Gensim, Arch: CBOW, Dim: p.VectorSize, Window: p.Window, Negative: p.Negative, HS: p.HS == 1,
		Epochs: p.Epochs, MinCount: p.MinCount, Sample: p.Sample, Alpha: p.Alpha, MinAlpha: p.MinAlpha,
		NSExponent: p.NSExponent, CBOWMean: p.CBOWMean == 1, GensimOrder: order, BatchWords: p.BatchWords, Seed: p.Seed}
	if p.SG == 1 {
		c.Arch = SkipGram
	}
	return c
}

// TestReferenceModels trains with the configuration of each reference and compares the
// bits.
func TestReferenceModels(t *testing.T) {
	for file, order := range map[string]string{
		"gensim-4.2.0-toy": Order42, "gensim-4.4.0-toy": Order44, "gensim-more": Order42, "notebook-models": Order42,
	} {
		text, err := os.ReadFile("testdata/" + file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var f struct {
			Corpus corpus.Lists
			Runs   []reference
		}
		if err := json.Unmarshal(text, &f); err != nil {
			t.Fatal(err)
		}
		if len(f.Runs) < 3 {
			t.Fatalf("%s has %d models", file, len(f.Runs))
		}
		for i, r := range f.Runs {
			if r.Sentences == nil {
				r.Sentences = f.Corpus
			}
			t.Run(fmt.Sprintf("%s/%d %s", file, i, r.Name), func(t *testing.T) { compare(t, r, order) })
		}
	}
}

func compare(t *testing.T, r reference, order string) {
	c := r.Params.config(order)
	m, err := Train(t.Context(), r.Sentences, c)
	if err != nil {
		t.Fatal(err)
	}
	v := m.Table.Vocab()
	checkVocabulary(t, v, r)
	checkTables(t, v, c, r)
	checkMatrix(t, "vectors", m.Table.Matrix(), r.Vectors)
	checkMatrix(t, "outputs", m.Outputs, r.Syn1neg)
	if r.Syn1 != nil {
		// gensim keeps a last row that no path reaches.
		checkMatrix(t, "nodes", m.Nodes, r.Syn1)
	}
}

func checkVocabulary(t *testing.T, v *vocab.Vocab, r reference) {
	t.Helper()
	var words []string
	var counts []int64
	for id, w := range v.All() {
		words = append(words, w)
		counts = append(counts, v.Count(id))
	}
	if !slices.Equal(words, r.IndexToKey) || !slices.Equal(counts, r.Counts) {
		t.Fatalf("the vocabulary is\n%v %v, want\n%v %v", words, counts, r.IndexToKey, r.Counts)
	}
}

func checkTables(t *testing.T, v *vocab.Vocab, c Config, r reference) {
	t.Helper()
	if r.SampleInt != nil && !slices.Equal(sampling.Keep(v, c.Sample), r.SampleInt) {
		t.Errorf("keep table %v, want %v", sampling.Keep(v, c.Sample), r.SampleInt)
	}
	if r.CumTable != nil && !slices.Equal(newNoise(v, c.NSExponent).cum, r.CumTable) {
		t.Errorf("noise %v, want %v", newNoise(v, c.NSExponent).cum, r.CumTable)
	}
	if r.Code != nil {
		if h := newHuffman(v); !reflect.DeepEqual(h.codes, r.Code) || !reflect.DeepEqual(h.points, r.Point) {
			t.Errorf("codes %v\npoints %v, want\n%v\n%v", h.codes, h.points, r.Code, r.Point)
		}
	}
}

// checkMatrix compares two matrices bit for bit.
func checkMatrix(t *testing.T, name string, got blas32.General, want [][]string) {
	t.Helper()
	if want == nil {
		return
	}
	if got.Rows != len(want) {
		t.Fatalf("%s: %d rows, want %d", name, got.Rows, len(want))
	}
	for i, row := range want {
		for d, hex := range row {
			x, err := strconv.ParseFloat(hex, 32)
			if err != nil {
				t.Fatal(err)
			}
			if g := got.Data[i*got.Stride+d]; math.Float32bits(g) != math.Float32bits(float32(x)) {
				t.Fatalf("%s[%d][%d] = %v, want %v", name, i, d, g, float32(x))
			}
		}
	}
}
