package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/mmap"
	"github.com/w2vattn/w2vattn/vocab"
)

// saveTable writes v words × d numbers as a native file, a row at a time.
func saveTable(b *testing.B, path string, v, d int) {
	b.Helper()
	words := make([]string, v)
	for i := range words {
		words[i] = fmt.Sprint("w", i)
	}
	all, err := vocab.New(words, nil)
	if err != nil {
		b.Fatal(err)
	}
	err = embed.WriteStream(path, embed.Safetensors, &embed.Stream{Words: all, Dim: d,
		Rows: func(yield func([]float32, error) bool) {
			row, r := make([]float32, d), rand.New(rand.NewPCG(1, 2))
			for range v {
				for i := range row {
					row[i] = r.Float32() - .5
				}
				if !yield(row, nil) {
					return
				}
			}
		}})
	if err != nil {
		b.Fatal(err)
	}
}

// readMapped maps a file, reads it once on all processors, and unmaps it: a lower bound
// for the time of a search of the file.
func readMapped(b *testing.B, path string) {
	r, err := mmap.Map(path)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	parts, sums := runtime.GOMAXPROCS(0), make([]byte, 64*runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for p := range parts {
		all.Go(func() {
			n := len(r.Bytes())
			var a, b, c, d byte
			for x := r.Bytes()[p*n/parts : (p+1)*n/parts]; len(x) >= 256; x = x[256:] {
				a, b, c, d = a+x[0], b+x[64], c+x[128], d+x[192]
			}
			sums[64*p] = a + b + c + d
		})
	}
	all.Wait()
}

// middle returns the median time in ms of 11 calls.
func middle(do func()) float64 {
	took := make([]float64, 11)
	for i := range took {
		begin := time.Now()
		do()
		took[i] = time.Since(begin).Seconds() * 1e3
	}
	slices.Sort(took)
	return took[len(took)/2]
}

// BenchmarkSimilarMapped runs the whole command on 1,000,000 × 300, with the file in the
// system's cache, and one read of the mapped file for comparison.
func BenchmarkSimilarMapped(b *testing.B) {
	if testing.Short() {
		b.Skip("skipped: -short")
	}
	path := filepath.Join(b.TempDir(), "m.safetensors")
	saveTable(b, path, 1_000_000, 300)
	runtime.GC()
	var command, read float64
	for b.Loop() {
		read = middle(func() { readMapped(b, path) })
		command = middle(func() {
			if out, err := serving(b, "", "similar", "-m", path, "w77").CombinedOutput(); err != nil {
				b.Fatalf("%v: %s", err, out)
			}
		})
	}
	b.ReportMetric(command, "ms")
	b.ReportMetric(read, "read-ms")
	b.ReportMetric(command/read, "×read")
	b.ReportMetric(0, "ns/op")
}

// peakOf runs a command and returns the largest memory of its own that it was seen to
// use, in bytes. Pages of mapped files, which the system may take back, do not count.
func peakOf(b *testing.B, cmd *exec.Cmd) (peak int64) {
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	done := make(chan error)
	go func() { done <- cmd.Wait() }()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			if err != nil {
				b.Fatalf("%v: %s", err, stderr.String())
			}
			return peak
		case <-tick.C:
			status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid)) // gone at the end
			if _, rest, ok := strings.Cut(string(status), "RssAnon:"); ok {
				var kB int64
				fmt.Sscan(rest, &kB)
				peak = max(peak, kB<<10)
			}
		}
	}
}

// BenchmarkConvertMemory converts tables of growing size: memory must grow with the
// number of words, not with the dimension.
func BenchmarkConvertMemory(b *testing.B) {
	if testing.Short() {
		b.Skip("skipped: -short")
	}
	dir := b.TempDir()
	for _, d := range []int{75, 300, 900} {
		native, binary := filepath.Join(dir, fmt.Sprint(d, ".safetensors")), filepath.Join(dir, fmt.Sprint(d, ".bin"))
		saveTable(b, native, 100_000, d)
		for _, files := range [][2]string{{native, binary}, {binary, filepath.Join(dir, "m.txt")},
			{filepath.Join(dir, "m.txt"), filepath.Join(dir, "m.npz")},
			{binary, filepath.Join(dir, "again.safetensors")}} {
			b.Run(fmt.Sprintf("%d/%s-%s", d, filepath.Ext(files[0])[1:], filepath.Ext(files[1])[1:]),
				func(b *testing.B) {
					var peak int64
					for b.Loop() {
						peak = peakOf(b, serving(b, dir, "convert", "--quiet", files[0], files[1]))
					}
					info, err := os.Stat(files[0])
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(info.Size())/1e6, "file-MB")
					b.ReportMetric(float64(peak)/1e6, "peak-MB")
				})
		}
	}
}
