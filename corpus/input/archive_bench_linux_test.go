package input_test

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// BenchmarkArchives counts compressed text; MB/s are those of the text. "bound" is the time
// as a multiple of the least possible time on two cores: that of decompressing alone or, if
// that is longer, half of the CPU time of decompressing and counting, each measured by
// itself.
func BenchmarkArchives(b *testing.B) {
	text := benchText(b)
	plain := filepath.Join(b.TempDir(), "text")
	if err := os.WriteFile(plain, text, 0o600); err != nil {
		b.Fatal(err)
	}
	for _, kind := range []string{"gz", "zst"} {
		b.Run(kind, func(b *testing.B) {
			path := plain + "." + kind
			if err := os.WriteFile(path, compressed(b, kind, text), 0o600); err != nil {
				b.Fatal(err)
			}
			var decode, count, both spent
			for b.Loop() {
				decode.add(func() { decodeAll(b, kind, path) })
				count.add(func() { countFile(b, plain) })
				both.add(func() { countFile(b, path) })
			}
			least := max(decode.wall, (decode.cpu+count.cpu)/2)
			b.ReportMetric(float64(len(text)*b.N)/1e6/decode.wall.Seconds(), "decode-MB/s")
			b.ReportMetric(float64(len(text)*b.N)/1e6/both.wall.Seconds(), "count-MB/s")
			b.ReportMetric(both.wall.Seconds()/least.Seconds(), "bound")
			b.ReportMetric(0, "ns/op") // of all three
		})
	}
}

// spent is wall and CPU time.
type spent struct{ wall, cpu time.Duration }

// add adds the time of f.
func (s *spent) add(f func()) {
	began, cpu := time.Now(), processorTime()
	f()
	s.wall += time.Since(began)
	s.cpu += processorTime() - cpu
}

// processorTime returns the CPU time of this process.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func countFile(b *testing.B, path string) {
	var c vocab.Counter
	if _, err := corpus.Count(b.Context(), corpus.Files([]string{path}, input.Lines(), tokenize.Space()),
		&c); err != nil {
		b.Fatal(err)
	}
}

func decodeAll(b *testing.B, kind, path string) {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var r io.Reader
	if kind == "zst" {
		r, err = zstd.NewReader(f, zstd.WithDecoderConcurrency(1))
	} else {
		r, err = gzip.NewReader(f)
	}
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		b.Fatal(err)
	}
}
