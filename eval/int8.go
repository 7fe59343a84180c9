package eval

import (
	"context"

	"github.com/w2vattn/w2vattn/embed"
)

// The bounds within which analogies are answered from vectors rounded to 8 bits. The
// answers are the same. Rounding a table takes as long as about fifteen questions, and 100
// questions are faster with it in any case: see docs/benchmarks.md, section "Queries in 8
// bits". The two sizes are choices: small tables are fast anyway, and large ones need
// memory.
const (
	int8Questions = 100     // least number of questions
	int8Numbers   = 1 << 20 // least size of the table, words × dimensions
	int8Bytes     = 1 << 30 // largest size of the rounded vectors
)

// fastestTable returns the table that answers a number of questions in the shortest time:
// t, or a copy of it with rounded vectors. It returns an error if ctx is done. The copy shares
// the vectors of t. embed.Multiply needs the products with all rows in float32, so it
// always uses t.
func fastestTable(ctx context.Context, t *embed.Table, questions int, m embed.Method) (*embed.Table, error) {
	if m == embed.Multiply || questions < int8Questions || t.Len()*t.Dim() < int8Numbers || t.Int8Size() > int8Bytes {
		return t, nil
	}
	return t.WithInt8(ctx)
}

// countQuestions returns the number of questions in sections.
func countQuestions(sections []Section) int {
	n := 0
	for _, s := range sections {
		n += len(s.Questions)
	}
	return n
}
