package report

// This file writes the short JSON of a page that draws weights. In JSON a float32
// takes some ten characters and a comma; in base64 it takes 4 · 4/3 = 5.3, and a
// browser reads all of them at once into a Float32Array instead of parsing each.

import (
	"encoding/base64"
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// Packed is a *w2vattn.SelfAttention or a *w2vattn.CrossAttention whose JSON is short and
// quick to read, for programs that draw the weights: a matrix is one string, and scores,
// contexts and norms are left out. Other formats are those of the attention.
//
// The string is base64 (RFC 4648, section 4) of the weights as float32, little-endian,
// row by row. A pair that a mask hides is NaN. Each eojeol has its first and last token,
// and the matrix of the eojeol is the string "eojeol_weights".
type Packed struct{ Attention Result }

// part returns the attention as a part that writes packed JSON.
func (p Packed) part() (part, error) {
	rows, err := partOf(p.Attention)
	if err != nil {
		return nil, err
	}
	if rows, ok := rows.(*rowsPart); ok {
		return &packedPart{rows}, nil
	}
	return nil, fmt.Errorf("report: a %T cannot be packed; self- and cross-attention can", p.Attention)
}

// A packedPart is a rowsPart with packed JSON.
type packedPart struct{ *rowsPart }

// json writes the attention.
func (p *packedPart) json(o *object) {
	p.jsonTokens(o)
	o.packed("weights", p.Result.Weights, p.Result.Visible)
	o.perRow(&p.Result, p.Nearest)
	if p.Eojeols != nil {
		m := p.byEojeol(language{})
		if !p.self {
			o.eojeols("to_eojeols", p.QueryEojeols, func(int) {})
		}
		o.eojeols("eojeols", p.Eojeols, func(int) {})
		o.packed("eojeol_weights", m.weights, m.visible)
	}
	o.spans(p.Text, p.Spans)
}

// packedBytes is the number of bytes that are encoded at a time: a multiple of 3, so that
// only the last piece is padded, and of 4, the size of a number.
const packedBytes = 12 << 10

// packed writes a matrix as a string. visible has an element for each number; nil: all are
// visible.
func (o *object) packed(name string, m blas32.General, visible []bool) {
	o.key(name)
	o.dst = append(o.dst, '"')
	raw := make([]byte, 0, min(packedBytes, 4*m.Rows*m.Cols))
	encode := func() {
		if !o.checks {
			o.dst = base64.StdEncoding.AppendEncode(o.dst, raw)
		}
		raw = raw[:0]
		if o.w != nil && len(o.dst) >= pieceBytes {
			o.flush()
		}
	}
	for i := range m.Rows {
		// NaN cannot be a weight, so it can mark a hidden pair; null would need a
		// list.
		for j, w := range linalg.Row(m, i) {
			if visible != nil && !visible[i*m.Cols+j] {
				w = float32(math.NaN())
			} else {
				o.checkFinite(float64(w))
			}
			if raw = appendFloat32(raw, w); len(raw) == packedBytes {
				encode()
			}
		}
	}
	encode()
	o.dst = append(o.dst, '"')
}

// appendFloat32 appends the four bytes of a number, the lowest first.
func appendFloat32(dst []byte, x float32) []byte {
	b := math.Float32bits(x)
	return append(dst, byte(b), byte(b>>8), byte(b>>16), byte(b>>24))
}
