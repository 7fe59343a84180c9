package korean_test

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// benchLines returns up to a megabyte of lines of the text that W2VATTN_KOREAN
// names, or the test's sentences over and over.
func benchLines(b *testing.B) ([]string, int64) {
	b.Helper()
	text := ""
	if path := os.Getenv("W2VATTN_KOREAN"); path != "" {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		text = string(data[:min(len(data), 1<<20)])
	}
	for _, s := range sentences(b) {
		if text == "" || len(text) < 64<<10 {
			text += s.text + "\n"
		}
	}
	return strings.Split(strings.ToValidUTF8(text, ""), "\n"), int64(len(text))
}

// BenchmarkKorean cuts text on a goroutine for each of -cpu.
func BenchmarkKorean(b *testing.B) {
	lines, size := benchLines(b)
	tok, err := korean.New(config())
	if err != nil {
		b.Fatal(err)
	}
	tok.Append(nil, "사전")
	b.SetBytes(size)
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		var dst []tokenize.Token
		for pb.Next() {
			for _, line := range lines {
				dst = tok.Append(dst[:0], line)
			}
		}
	})
}

// BenchmarkLoad measures how long the dictionary takes to load and the memory that it
// then takes. It must be the first to load it: -run '^$' -bench Load.
func BenchmarkLoad(b *testing.B) {
	tok, err := korean.New(config())
	if err != nil {
		b.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	tok.Append(nil, "사전")
	took := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if after.HeapAlloc-before.HeapAlloc < 1<<20 {
		b.Skip("the dictionary is loaded already")
	}
	for b.Loop() {
	}
	b.ReportMetric(took.Seconds(), "s")
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
}
