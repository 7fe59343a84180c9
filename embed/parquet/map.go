package parquet

// This file adds the columns of a map: positions and nearest words.

import (
	"context"
	"fmt"
	"iter"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/pca"
	"github.com/w2vattn/w2vattn/vocab"
)

const (
	// mapWords is the number of words whose principal components the map has, as in the
	// web page.
	mapWords = 20000
	// nearestWords is the number of neighbours of a word.
	nearestWords = 10
	// batchWords is the number of words whose neighbours are sought in one pass over the
	// table.
	batchWords = 256
)

// places are the positions and neighbours of the words of a table.
type places struct {
	ctx    context.Context //nolint:containedctx // rows are read by a loop, which has no context
	table  *embed.Table
	points []pca.Point // V
}

// newPlaces computes the positions. Neighbours are sought while rows are written.
func newPlaces(ctx context.Context, t *embed.Table) (*places, error) {
	points, err := pca.Words(ctx, t, mapWords, t.Len())
	return &places{ctx, t, points}, err
}

// rows adds the columns of the map to rows, whose words are those of the table.
func (p *places) rows(rows iter.Seq2[row, error]) iter.Seq2[mapRow, error] {
	return func(yield func(mapRow, error) bool) {
		var found [][]embed.Neighbour
		i := 0
		for r, err := range rows {
			if err == nil && i%batchWords == 0 {
				found, err = p.nearest(i)
			}
			if err == nil && i >= len(p.points) {
				err = fmt.Errorf("more than %d rows, but as many words", len(p.points))
			}
			if err != nil {
				yield(mapRow{}, err)
				return
			}
			at := p.points[i]
			if !yield(mapRow{r.Word, r.Count, r.Vector, at.X, at.Y, toNeighbors(found[i%batchWords])}, nil) {
				return
			}
			i++
		}
	}
}

// nearest returns the neighbours of a batch of words, from word begin on.
func (p *places) nearest(begin int) ([][]embed.Neighbour, error) {
	n := min(batchWords, p.table.Len()-begin)
	ids := make([]vocab.ID, n)
	for i := range ids {
		ids[i] = vocab.ID(begin + i)
	}
	vectors, err := p.table.Rows(ids)
	if err != nil {
		return nil, err
	}
	all := make([]embed.NearestRequest, n)
	for i := range all {
		all[i] = embed.NearestRequest{Vector: linalg.Row(vectors, i), N: nearestWords, Exclude: ids[i : i+1]}
	}
	return p.table.NearestBatch(p.ctx, all)
}

// toNeighbors returns neighbours as they are written.
func toNeighbors(found []embed.Neighbour) neighbors {
	n := neighbors{make([]int64, len(found)), make([]float64, len(found))}
	for i, f := range found {
		n.IDs[i], n.Distances[i] = int64(f.ID), 1-f.Cosine
	}
	return n
}
