package eval

import (
	"context"

	"github.com/w2vattn/w2vattn/embed"
)

// When the questions of analogies are answered from vectors rounded to 8 bits, with the
// same answers: making those takes as long as some twenty questions
// (docs/benchmarks.md, "Queries in 8 bits").
const (
	int8Questions = 100     // at least
	int8Numbers   = 1 << 20 // of the table, at least
	int8Bytes     = 1 << 30 // of the rounded vectors, at most
)

// faster returns the table that answers that number of questions in the shortest time: t, or a
// copy of it with rounded vectors.
func faster(ctx context.Context, t *embed.Table, questions int, m embed.Method) (*embed.Table, error) {
	if m == embed.Multiply || questions < int8Questions || t.Len()*t.Dim() < int8Numbers || t.Int8Size() > int8Bytes {
		return t, nil
	}
	return t.WithInt8(ctx)
}

// questionsOf counts the questions of sections.
func questionsOf(sections []Section) int {
	n := 0
	for _, s := range sections {
		n += len(s.Questions)
	}
	return n
}
