package serve

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"slices"
	"testing"
)

// packedAnswer is the part of a packed answer that is tested.
type packedAnswer struct {
	To, Tokens []string
	Text       string
	Spans      [][2]int
	Weights    string
	Effective  []float64
	Eojeols    []struct {
		Eojeol      string
		First, Last int
	}
	EojeolWeights string `json:"eojeol_weights"`
}

// unpacked returns the numbers of a packed matrix.
func unpacked(t *testing.T, s string) []float32 {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(s)
	if err != nil || len(raw)%4 != 0 {
		t.Fatalf("%d bytes, %v", len(raw), err)
	}
	all := make([]float32, len(raw)/4)
	for i := range all {
		all[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return all
}

// TestPacked: a packed answer has the weights of the other one, NaN for hidden pairs, and the
// text with its spans.
func TestPacked(t *testing.T) {
	s := newKoreanServer(t)
	const text = "고양이가 책을 읽었다."
	for _, call := range []string{`"self":true,"causal":true`, `"to":"책 고양이"`} {
		plain := get[struct {
			Scores    [][]*float64
			Weights   [][]float32
			Effective []float64
		}](t, s, `POST /api/attend {`+call+`,"text":"`+text+`"}`)
		got := get[packedAnswer](t, s, `POST /api/attend {`+call+`,"text":"`+text+`","packed":true,"spans":true}`)
		weights, m := unpacked(t, got.Weights), len(got.Tokens)
		if len(weights) != len(plain.Weights)*m || !slices.Equal(got.Effective, plain.Effective) {
			t.Fatalf("%s: %d weights for %d rows of %d", call, len(weights), len(plain.Weights), m)
		}
		for i, row := range plain.Weights {
			for j, want := range row {
				w, hidden := weights[i*m+j], plain.Scores[i][j] == nil
				if hidden != (w != w) || !hidden && w != want {
					t.Errorf("%s: weight %d, %d is %v, want %v, hidden: %v", call, i, j, w, want, hidden)
				}
			}
		}
		if got.Text != text || len(got.Spans) != m {
			t.Errorf("%s: %q, %v", call, got.Text, got.Spans)
		}
	}
}

// TestPackedEojeol: the packed matrix of eojeol is that of the other answer.
func TestPackedEojeol(t *testing.T) {
	s := newKoreanServer(t)
	const body = `"self":true,"text":"고양이가 책을 읽었다.","eojeol":true`
	plain := get[struct{ Eojeols []struct{ Weights []float32 } }](t, s, `POST /api/attend {`+body+`}`)
	got := get[packedAnswer](t, s, `POST /api/attend {`+body+`,"packed":true}`)
	var want []float32
	for _, e := range plain.Eojeols {
		want = append(want, e.Weights...)
	}
	if weights := unpacked(t, got.EojeolWeights); len(want) != 9 || !slices.Equal(weights, want) {
		t.Errorf("%v, want %v", weights, want)
	}
	if len(got.Eojeols) != 3 || got.Eojeols[2].Eojeol != "읽었다." || got.Eojeols[2].Last <= got.Eojeols[2].First {
		t.Errorf("%+v", got.Eojeols)
	}
}

// TestOdd: the odd word is the one with the smallest cosine.
func TestOdd(t *testing.T) {
	s := newServer(t)
	got := get[oddWord](t, s, "GET /api/odd?word=cat&word=book&word=reads")
	least := math.Inf(1)
	for _, c := range got.Cosines {
		least = min(least, c)
	}
	if len(got.Cosines) != 3 || got.Cosines[got.Word] != least {
		t.Errorf("%+v", got)
	}
}
