package korean_test

import (
	"testing"

	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// BenchmarkJosa cuts the text of BenchmarkKorean by spelling alone, and reports
// how far that agrees with the analysis: precision is the share of the words
// that it shortens which end in exactly these particles, recall the share of
// words with particles which it shortens to the same.
func BenchmarkJosa(b *testing.B) {
	lines, size := benchLines(b)
	c := config()
	c.Name = tokenize.JosaName
	josa, err := c.New()
	if err != nil {
		b.Fatal(err)
	}
	right, shortened, particles := agreement(b, josa, lines)
	b.SetBytes(size)
	b.ResetTimer()
	var dst []tokenize.Token
	for b.Loop() {
		for _, line := range lines {
			dst = josa.Append(dst[:0], line)
		}
	}
	b.ReportMetric(float64(right)/float64(shortened), "precision")
	b.ReportMetric(float64(right)/float64(particles), "recall")
}

// agreement counts the words that josa shortens as the analysis does, those that
// it shortens, and those that have particles.
func agreement(b *testing.B, josa tokenize.Tokenizer, lines []string) (right, shortened, particles int) {
	b.Helper()
	c := config()
	c.Korean = tokenize.Korean{POS: "J", Written: true}
	analysis, err := korean.New(c)
	if err != nil {
		b.Fatal(err)
	}
	for _, line := range lines {
		begin := map[int]int{} // of the particles that end at a byte
		for _, p := range analysis.Append(nil, line) {
			begin[p.End] = p.Start
			if before, ok := begin[p.Start]; ok {
				begin[p.End] = before
			}
		}
		words, short := tokenize.Words().Append(nil, line), josa.Append(nil, line)
		for i, w := range words {
			at, has := begin[w.End]
			has = has && at > w.Start
			cut := short[i].End < w.End
			if has {
				particles++
			}
			if cut {
				shortened++
			}
			if has && cut && at == short[i].End {
				right++
			}
		}
	}
	return right, shortened, particles
}
