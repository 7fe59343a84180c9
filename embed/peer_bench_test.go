package embed

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/gonum/blas/blas32"
)

// BenchmarkPeers loads and queries 400,000 × 300 beside gensim and numpy, in the same run.
// It reports medians in ms, and how many times as long the peer takes.
//
//	go test ./embed -run XXX -bench Peers -benchtime 1x -v
func BenchmarkPeers(b *testing.B) {
	if testing.Short() {
		b.Skip("skipped: -short")
	}
	const v, d = 400_000, 300
	dir := b.TempDir()
	binary, text := filepath.Join(dir, "m.bin"), filepath.Join(dir, "m.txt")
	made := random(b, v, d)
	for _, path := range []string{binary, text} {
		if err := made.Save(path); err != nil {
			b.Fatal(err)
		}
	}
	theirs := timePeers(b, binary, text)
	read := func(path string) func() {
		return func() {
			if _, err := ReadFile(path); err != nil {
				b.Fatal(err)
			}
		}
	}
	must(made.Similar("w0", 10))
	queries := blas32.General{Rows: 256, Cols: d, Stride: d, Data: made.vectors.Data[:256*d]}
	for _, c := range []struct {
		name         string
		times, parts int
		do           func()
	}{
		{"similar", 25, 1, func() { must(made.Similar("w7", 10)) }},
		{"batch", 3, 256, func() { must(made.NearestAll(context.Background(), queries, 10)) }},
		{"binary", 15, 1, read(binary)}, // a virtual machine's first touch of memory is slow
		{"text", 3, 1, read(text)},
	} {
		b.Run(c.name, func(b *testing.B) {
			ours := 0.0
			for b.Loop() {
				ours = median(c.times, c.do) / float64(c.parts)
			}
			b.ReportMetric(ours, "ms")
			b.ReportMetric(theirs[c.name], "peer-ms")
			b.ReportMetric(theirs[c.name]/ours, "×")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// median returns the median of several times of do, in ms.
func median(times int, do func()) float64 {
	took := make([]float64, times)
	for i := range took {
		begin := time.Now()
		do()
		took[i] = time.Since(begin).Seconds() * 1e3
	}
	return middleOf(took)
}

// middleOf returns the median and sorts took.
func middleOf(took []float64) float64 {
	slices.Sort(took)
	return took[len(took)/2]
}

// timePeers runs gensim and numpy, with the BLAS kernel that they select themselves.
func timePeers(b *testing.B, binary, text string) map[string]float64 {
	const python = "/usr/bin/python3" // Debian's
	cmd := exec.Command(python, "testdata/peer_bench.py", binary, text)
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "OPENBLAS_") {
			cmd.Env = append(cmd.Env, e)
		}
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		b.Skipf("skipped: %s with gensim does not run: %v %.200s", python, err, stderr.String())
	}
	b.Log("OpenBLAS says: ", strings.TrimSpace(stderr.String()))
	var ms map[string]float64
	if err := json.Unmarshal(out, &ms); err != nil {
		b.Fatal(err)
	}
	return ms
}
