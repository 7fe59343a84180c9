package serve

// This file answers with the map of words (internal/pca).

import (
	"bytes"
	"context"
	"strconv"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/jsonline"
	"github.com/w2vattn/w2vattn/internal/pca"
	"github.com/w2vattn/w2vattn/vocab"
)

// maxPoints is the maximum number of words of a map. A browser draws 20,000 points in 7
// ms, see docs/benchmarks.md, section Web page.
const maxPoints = 20000

// A wordMap is the projection of a model's frequent words onto a plane. The first request
// for it computes it; it is kept, about 1 MB.
type wordMap struct {
	turn   chan struct{} // full while a request uses points; a lock that ctx can interrupt
	points []point
}

// newWordMap returns a map that is not computed yet.
func newWordMap() wordMap { return wordMap{turn: make(chan struct{}, 1)} }

// get returns the points. The first request computes them; others wait for it. A cancelled
// request leaves the work to the next one.
func (c *wordMap) get(ctx context.Context, t *embed.Table) ([]point, error) {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if c.points != nil {
		return c.points, nil
	}
	points, err := projectWords(ctx, t)
	if err == nil {
		c.points = points
	}
	return points, err
}

// A point is a word on the map, with its two principal components and its count.
type point struct {
	word  string
	x, y  float64
	count int64
}

// wordMap answers GET /api/map: the positions of the first n words.
func (s *Server) wordMap(q *request) (answer, error) {
	n, err := q.number("n", 5000, maxPoints)
	if err != nil {
		return answer{}, err
	}
	points, err := q.model.wordMap.get(q.ctx, q.model.Table())
	if err != nil {
		return answer{}, err
	}
	if err := q.model.Table().Err(); err != nil {
		return answer{}, err
	}
	return q.points(points[:min(n, len(points))])
}

// points returns an answer with points as JSON.
func (q *request) points(points []point) (answer, error) {
	out := buffer{ctx: q.ctx, held: &q.held}
	line := bytes.NewBufferString(`{"points":[`)
	for i := range points {
		if i > 0 {
			line.WriteByte(',')
		}
		if err := points[i].writeJSON(line); err != nil {
			return answer{}, err
		}
		if _, err := line.WriteTo(&out); err != nil {
			return answer{}, err
		}
	}
	line.WriteString("]}\n")
	_, err := line.WriteTo(&out)
	return answer{kind: jsonType, body: out.bytes}, err
}

// writeJSON writes the point as a JSON object:
// {"word":"cat","x":0.1,"y":-0.2,"count":12}.
func (p *point) writeJSON(b *bytes.Buffer) error {
	b.WriteString(`{"word":`)
	if err := jsonline.Write(b, p.word); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the end of the line
	dst := strconv.AppendFloat(append(b.AvailableBuffer(), `,"x":`...), p.x, 'f', -1, 64)
	dst = strconv.AppendFloat(append(dst, `,"y":`...), p.y, 'f', -1, 64)
	b.Write(append(strconv.AppendInt(append(dst, `,"count":`...), p.count, 10), '}'))
	return nil
}

// projectWords returns the map of the first maxPoints words.
func projectWords(ctx context.Context, t *embed.Table) ([]point, error) {
	plane, err := pca.Words(ctx, t, maxPoints, maxPoints)
	if err != nil {
		return nil, err
	}
	points := make([]point, len(plane))
	for i, p := range plane {
		id := vocab.ID(i)
		points[i] = point{word: t.Vocab().Word(id), count: t.Vocab().Count(id), x: p.X, y: p.Y}
	}
	return points, t.Err()
}
