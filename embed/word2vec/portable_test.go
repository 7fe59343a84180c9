package word2vec

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// portable are small models and the SHA-256 of their numbers. They were made on amd64
// (AVX-512, AVX2 and plain Go agree) and must be the same on every machine, with every
// kernel, build and number of workers. After an intended change of the arithmetic of a
// trainer, replace them with the output of the test.
var portable = []struct {
	name, lang string
	gensim     bool
	set        func(*Config)
	hash       string
}{
	{"CBOW", "en", false, func(*Config) {}, "6f255ecf728a474a1488b9ddfa86b8d9080fdadbb885c99c8d5857498b4ebf92"},
	{"CBOW, dim 100", "en", false, func(c *Config) { c.Dim = 100 },
		"8c19db37c5570eb5f8f3aefbc0ce73c40c1be8d143f3d5c6a7f244d4038d064a"},
	{"skip-gram", "ko", false, func(c *Config) { c.Arch = SkipGram },
		"c7365661dd5a9b8367ead32782ec84de4338b147346b91463fd6c145c828aa5b"},
	{"skip-gram in pairs", "en", false, func(c *Config) { c.Arch, c.Window = SkipGram, 30 },
		"d294ff93aa8ceb86ca7a1313cd0924fac693ccf4532c60ba40e325946ff4de17"},
	{"CBOW, held out, no reuse, 16 by 24", "en", false, func(c *Config) {
		c.Block, c.Shared, c.Reuse, c.Gradient, c.HeldOut, c.Sample = 16, 24, false, Corrected, .1, 1e-2
	}, "f08456523f60ec5427826ec2c310f24cd59b3573f1216e9f31975f73af35d9be"},
	{"gensim CBOW", "en", true, func(*Config) {}, "38b650b067809894cb7f6dde5516259311595945ae71ac8c839eba142c6879c8"},
	{"gensim skip-gram, subsampled", "ko", true, func(c *Config) { c.Arch, c.Sample = SkipGram, 1e-2 },
		"494abf518cd288b2aeb00d7691fb5ee2875f2a6c39d7747df4133e482503c8a8"},
	{"gensim CBOW, sums, hierarchical softmax", "en", true, func(c *Config) {
		c.HS, c.Negative, c.CBOWMean = true, 0,
			false
	}, "c669347857358c469d47ec913eb9321ead3ba3cf5086799cccbe031b73101275"},
	{"gensim skip-gram, hierarchical softmax and negatives", "en", true,
		func(c *Config) {
			c.Arch, c.HS = SkipGram,
				true
		}, "f4a565698fd7157f1115714f6925d6f23aec8822c7bcdceba3930b79cd3378b1"},
}

// hashOf returns the SHA-256 of a model's words, vectors, output vectors, nodes and
// loss, little-endian.
func hashOf(t *testing.T, m *Model) string {
	t.Helper()
	h := sha256.New()
	for id, word := range m.Table.Vocab().All() {
		fmt.Fprintln(h, id, word)
	}
	for _, x := range [][]float32{m.Table.Matrix().Data, m.Outputs.Data, m.Nodes.Data} {
		if err := binary.Write(h, binary.LittleEndian, x); err != nil {
			t.Fatal(err)
		}
	}
	if err := binary.Write(h, binary.LittleEndian, []float64{m.Statistics.Loss, m.Statistics.HeldOut}); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// TestPortableModels trains the same models on every machine.
func TestPortableModels(t *testing.T) {
	for _, test := range portable {
		c := Default()
		kernels := simd.Available()
		if test.gensim {
			c, kernels = GensimDefault(), kernels[:1] // which this trainer does not use
			c.BatchWords = 100                        // for several learning rates
		}
		c.Dim, c.MinCount, c.Epochs, c.Sample = 40, 2, 2, 0
		test.set(&c)
		c.Alpha = c.DefaultAlpha()
		for _, k := range kernels {
			for workers := 1; workers <= 2 && (workers == 1 || !test.gensim); workers++ {
				if got := hashOf(t, mustTrain(t, library(t, test.lang), c, Workers(workers),
					Kernel(k.Name))); got != test.hash {
					t.Errorf("%s, kernel %s, %d workers: hash %s, want %s", test.name, k.Name, workers, got, test.hash)
				}
			}
		}
	}
}
