package vocab

import (
	"fmt"
	"math/rand"
	"sync"
	"sync/atomic"
	"testing"
)

// A placer looks up and inserts the words of a text: word i is
// text[bounds[2i]:bounds[2i+1]]. It returns a number for each.
type placer interface {
	position(dst []position, text []byte, bounds []int32)
}

// tablePlacer uses the table as LocalCounter.Add does.
type tablePlacer struct {
	t *table
	s batchLookup
}

func (p *tablePlacer) position(dst []position, text []byte, bounds []int32) {
	for len(dst) > 0 {
		n := min(len(dst), lookupSize)
		p.s.find(p.t, dst[:n], text, bounds[:2*n])
		dst, bounds = dst[n:], bounds[2*n:]
	}
}

// mapPlacer is a Go map of one goroutine. The maps of several goroutines would have to be
// merged, which is not measured.
type mapPlacer map[string]position

func (p mapPlacer) position(dst []position, text []byte, bounds []int32) {
	for i := range dst {
		word := text[bounds[2*i]:bounds[2*i+1]]
		n, ok := p[string(word)]
		if !ok {
			n = position(len(p))
			p[string(word)] = n
		}
		dst[i] = n
	}
}

// syncMapPlacer is a sync.Map that all goroutines share.
type syncMapPlacer struct {
	m    sync.Map
	used atomic.Uint32
}

func (p *syncMapPlacer) position(dst []position, text []byte, bounds []int32) {
	for i := range dst {
		word := string(text[bounds[2*i]:bounds[2*i+1]])
		n, ok := p.m.Load(word)
		if !ok {
			n, _ = p.m.LoadOrStore(word, position(p.used.Add(1)))
		}
		dst[i] = n.(position)
	}
}

// shardedPlacer is 64 Go maps with a lock each, which all goroutines share.
type shardedPlacer struct {
	keyer
	shards [64]struct {
		sync.RWMutex
		words map[string]position
		_     [64]byte
	}
	used atomic.Uint32
}

func (p *shardedPlacer) position(dst []position, text []byte, bounds []int32) {
	for i := range dst {
		word := text[bounds[2*i]:bounds[2*i+1]]
		s := &p.shards[p.hash(p.keyAt(text, bounds[2*i], bounds[2*i+1]))%64]
		s.RLock()
		n, ok := s.words[string(word)]
		s.RUnlock()
		if !ok {
			s.Lock()
			if n, ok = s.words[string(word)]; !ok {
				n = position(p.used.Add(1))
				s.words[string(word)] = n
			}
			s.Unlock()
		}
		dst[i] = n
	}
}

// zipfText returns n words, of up to 200,000 different ones, whose frequencies follow
// Zipf's law, as those of a language do.
func zipfText(n int) (text []byte, bounds []int32) {
	r := rand.New(rand.NewSource(1))
	z := rand.NewZipf(r, 1.1, 3, 200_000-1)
	for range n {
		begin := len(text)
		text = fmt.Appendf(text, "w%x", z.Uint64()*2654435761%(1<<32))
		bounds = append(bounds, int32(begin), int32(len(text)))
		text = append(text, ' ')
	}
	return append(text, make([]byte, 16)...), bounds
}

// BenchmarkTable compares the table with the maps of Go: each goroutine counts 1,000,000
// words in batches of 4096.
func BenchmarkTable(b *testing.B) {
	const words = 1_000_000
	text, bounds := zipfText(words)
	for _, kind := range []struct {
		name string
		make func() func() placer // called once, and the result once by each goroutine
	}{
		{"table", func() func() placer {
			t := newTable()
			return func() placer { return &tablePlacer{t: t} }
		}},
		{"map per goroutine", func() func() placer { return func() placer { return mapPlacer{} } }},
		{"sync.Map", func() func() placer {
			m := &syncMapPlacer{}
			return func() placer { return m }
		}},
		{"64 locked maps", func() func() placer {
			m := &shardedPlacer{keyer: newKeyer()}
			for i := range m.shards {
				m.shards[i].words = map[string]position{}
			}
			return func() placer { return m }
		}},
	} {
		for _, goroutines := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/%d", kind.name, goroutines), func(b *testing.B) {
				for b.Loop() {
					each := kind.make()
					var all sync.WaitGroup
					for range goroutines {
						all.Go(func() { countAll(each(), text, bounds) })
					}
					all.Wait()
				}
				b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N*goroutines*words), "ns/word")
			})
		}
	}
}

func countAll(p placer, text []byte, bounds []int32) {
	var positions [4096]position
	counts := make([]int64, 200_001)
	for len(bounds) > 0 {
		n := min(len(positions), len(bounds)/2)
		p.position(positions[:n], text, bounds[:2*n])
		for _, k := range positions[:n] {
			counts[k]++
		}
		bounds = bounds[2*n:]
	}
}
