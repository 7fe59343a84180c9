package korean_test

import (
	"strings"
	"testing"

	ko "github.com/ikawaha/kagome-dict-ko"
	kagome "github.com/ikawaha/kagome/v2/tokenizer"

	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// peer is kagome over the same dictionary.
func peer(t testing.TB) *kagome.Tokenizer {
	t.Helper()
	k, err := kagome.New(ko.Dict(), kagome.OmitBosEos())
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestLikeKagome: what has neither spaces nor anything but Hangul is cut as
// kagome cuts it; where there are spaces, kagome takes them for morphemes.
func TestLikeKagome(t *testing.T) {
	k := peer(t)
	tok, err := korean.New(tokenize.Config{Name: "korean", Normalize: "nfc",
		Korean: tokenize.Korean{POS: "all", Written: true}})
	if err != nil {
		t.Fatal(err)
	}
	same, total := 0, 0
	for _, s := range sentences(t) {
		for _, word := range strings.Fields(s.text) {
			total++
			if strings.Join(k.Wakati(word), "|") == strings.Join(tokenize.Texts(tok.Append(nil, word)), "|") ||
				strings.ContainsFunc(word, func(r rune) bool { return r < 'ㄱ' }) {
				same++
			} else {
				t.Logf("%s: kagome %v, here %v", word, k.Wakati(word), tokenize.Texts(tok.Append(nil, word)))
			}
		}
	}
	if same < total-2 { // paths of equal cost
		t.Errorf("%d of %d words are cut as kagome cuts them", same, total)
	}
}

// BenchmarkKagome cuts the text of BenchmarkKorean with kagome.
func BenchmarkKagome(b *testing.B) {
	lines, size := benchLines(b)
	k := peer(b)
	b.SetBytes(size)
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			for _, line := range lines {
				k.Tokenize(line)
			}
		}
	})
}
