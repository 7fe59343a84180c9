package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkAttendLines attends to sentences of 20 tokens from standard input, with a
// model of 75,000 words × 100 numbers, on all cores.
func BenchmarkAttendLines(b *testing.B) {
	model := filepath.Join(b.TempDir(), "m.bin")
	writeModel(b, model, 75_000, 100)
	for _, test := range []struct {
		nearest string
		lines   int
	}{{"0", 100_000}, {"5", 1000}} {
		r := rand.New(rand.NewPCG(3, 4))
		var text strings.Builder
		for range test.lines {
			for range 20 {
				fmt.Fprintf(&text, "w%d ", int(75_000*math.Pow(r.Float64(), 4)))
			}
			text.WriteByte('\n')
		}
		b.Run("nearest="+test.nearest, func(b *testing.B) {
			for b.Loop() {
				a := &app{in: strings.NewReader(text.String()), out: io.Discard, err: io.Discard}
				if code := a.run(b.Context(), []string{"attend", "-m", model, "-q", "w0", "--tokens", "--temperature",
					"1", "--nearest", test.nearest, "--format", "json"}); code != 0 {
					b.Fatalf("exit code %d", code)
				}
			}
			b.ReportMetric(float64(test.lines)*float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
		})
	}
}

// writeModel writes random vectors of words w0, w1, … as word2vec.c does.
func writeModel(b *testing.B, path string, words, dim int) {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	data := fmt.Appendf(nil, "%d %d\n", words, dim)
	for i := range words {
		data = fmt.Appendf(data, "w%d ", i)
		for range dim {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(float32(r.NormFloat64())))
		}
		data = append(data, '\n')
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.Fatal(err)
	}
}
