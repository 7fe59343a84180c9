package report

import (
	"encoding/json"
	"io"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
)

// An Attention is one query's attention over the m tokens of a sentence.
type Attention struct {
	Query   []string
	Tokens  []string
	Known   []bool // whether the model has a vector for the token
	Auto    bool   // whether the temperature was found automatically
	Result  attention.Result
	Nearest []embed.Neighbour // words nearest to the context; nil: not sought

	// For Worked: the numbers that went in.
	QueryVector  []float32      // D
	Keys, Values blas32.General // m×D and m×(length of a value)
}

// A Self is the self-attention of a sentence of n tokens.
type Self struct {
	Tokens  []string
	Known   []bool
	Auto    bool
	Result  attention.SelfResult
	Nearest [][]embed.Neighbour // for each token; nil: not sought
}

// attentionJSON is the form of Attention that programs read.
type attentionJSON struct {
	Query       []string           `json:"query"`
	Score       string             `json:"score"`
	Temperature float64            `json:"temperature"`
	Tokens      []string           `json:"tokens"`
	Known       []bool             `json:"known"`
	Scores      []*float32         `json:"scores"`
	Weights     []float32          `json:"weights"`
	Context     []float32          `json:"context"`
	Norms       []float32          `json:"norms"`
	Entropy     float64            `json:"entropy"`
	Effective   float64            `json:"effective"`
	Nearest     *[]embed.Neighbour `json:"nearest,omitempty"`
}

type selfJSON struct {
	Score       string               `json:"score"`
	Temperature float64              `json:"temperature"`
	Tokens      []string             `json:"tokens"`
	Known       []bool               `json:"known"`
	Scores      [][]*float32         `json:"scores"`
	Weights     [][]float32          `json:"weights"`
	Context     [][]float32          `json:"context"`
	Norms       []float32            `json:"norms"`
	Entropy     []float64            `json:"entropy"`
	Effective   []float64            `json:"effective"`
	Nearest     *[][]embed.Neighbour `json:"nearest,omitempty"`
}

// JSON writes the attention as one line. The score of a token that took no part
// is null. A number that JSON cannot write (NaN, infinity) is an error.
func (a *Attention) JSON(w io.Writer) error {
	r := a.Result
	out := attentionJSON{
		Query: list(a.Query), Score: r.Score.String(), Temperature: r.Temperature,
		Tokens: list(a.Tokens), Known: list(a.Known), Scores: visibleOnly(r.Scores, r.Visible),
		Weights: list(r.Weights), Context: list(r.Context), Norms: list(r.Norms),
		Entropy: r.Entropy, Effective: r.Effective,
	}
	if a.Nearest != nil {
		out.Nearest = &a.Nearest
	}
	return writeJSON(w, out)
}

// JSON writes the self-attention as one line; see Attention.JSON.
func (s *Self) JSON(w io.Writer) error {
	r := s.Result
	out := selfJSON{
		Score: r.Score.String(), Temperature: r.Temperature, Tokens: list(s.Tokens), Known: list(s.Known),
		Scores: [][]*float32{}, Weights: [][]float32{}, Context: [][]float32{},
		Norms: list(r.Norms), Entropy: list(r.Entropy), Effective: list(r.Effective),
	}
	n := len(s.Tokens)
	for i := range n {
		out.Scores = append(out.Scores, visibleOnly(row(r.Scores, i), r.Visible[i*n:(i+1)*n]))
		out.Weights = append(out.Weights, row(r.Weights, i))
		out.Context = append(out.Context, row(r.Context, i))
	}
	if s.Nearest != nil {
		out.Nearest = &s.Nearest
	}
	return writeJSON(w, out)
}

// list makes a nil slice an empty one, which JSON writes as [].
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func visibleOnly(scores []float32, visible []bool) []*float32 {
	out := make([]*float32, len(scores))
	for i := range scores {
		if visible[i] {
			out[i] = &scores[i]
		}
	}
	return out
}

func row(m blas32.General, i int) []float32 {
	begin := i * m.Stride
	return m.Data[begin : begin+m.Cols : begin+m.Cols]
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
