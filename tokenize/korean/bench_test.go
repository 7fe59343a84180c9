package korean_test

import (
	"os"
	"strings"
	"testing"

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
