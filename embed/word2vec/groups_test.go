package word2vec

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// pairsOf returns the pairs of row i of a plan in groups, as definition does.
func pairsOf(p *simd.Plan, i int) (pairs []string) {
	for j, factor := range p.Factor[i*p.Pitch:][:p.Pitch] {
		if factor < 0 {
			pairs = append(pairs, fmt.Sprint(p.Target[i], []int32{p.Negative[i/p.Rows*p.Pitch+j]}))
		}
	}
	return pairs
}

// checkFactors checks the factors of blocks in groups: targets are among the first columns, and a
// negative counts K times for each target of its row, unless it is one of them.
func checkFactors(t *testing.T, b *batched, p *simd.Plan, blocks int) {
	t.Helper()
	excluded := 0
	for i := range blocks * p.Rows {
		columns, factors := p.Negative[i/p.Rows*p.Pitch:][:p.Pitch], p.Factor[i*p.Pitch:][:p.Pitch]
		var targets []int32
		for j, factor := range factors[:b.groups.targets] {
			if factor < 0 {
				targets = append(targets, columns[j])
			}
			if factor != 0 && int(factor) != -b.groups.negatives {
				t.Fatalf("row %d: the factor of a target is %d, want %d", i, factor, -b.groups.negatives)
			}
		}
		for j := b.groups.targets; j < p.Pitch; j++ {
			want := b.config.Negative * len(targets)
			if slices.Contains(targets, columns[j]) {
				want, excluded = 0, excluded+1
			}
			if j >= p.Shared {
				want = 0
			}
			if int(factors[j]) != want {
				t.Fatalf("row %d with targets %v: negative %d has the factor %d, want %d", i, targets, columns[j],
					factors[j], want)
			}
		}
	}
	if excluded == 0 {
		t.Error("no negative is a target: the test does not show that they are left out")
	}
}

// exactGroup returns the loss of a row in groups by the formula, in float64.
func exactGroup(p *simd.Plan, i int, score func(int32) float64) (loss float64) {
	weight := 0.
	for j, factor := range p.Factor[i*p.Pitch:][:p.Pitch] {
		s := score(p.Negative[i/p.Rows*p.Pitch+j])
		if factor < 0 {
			loss, weight = loss+math.Log1p(math.Exp(-s)), -float64(factor)
		} else if factor > 0 {
			// The first columns are targets: weight is known.
			loss += float64(factor) / weight * math.Log1p(math.Exp(s))
		}
	}
	return loss
}

// TestGroupsOf checks which settings train in groups, and that blocks have at most as many
// columns as kernels can take.
func TestGroupsOf(t *testing.T) {
	for _, test := range []struct {
		name string
		set  func(*Config)
		want grouping
	}{
		{"default", func(*Config) {}, grouping{18, 30}},
		{"few negatives", func(c *Config) { c.Shared = 8 }, grouping{18, 14}},
		{"many negatives", func(c *Config) { c.Shared = 64 }, grouping{18, 46}},
		{"a wide window", func(c *Config) { c.Window = 12 }, grouping{32, 32}},
		{"too wide a window", func(c *Config) { c.Window = 30 }, grouping{}},
		{"factors beyond a byte", func(c *Config) { c.Negative = 13 }, grouping{}},
		{"the largest factor", func(c *Config) { c.Negative = 12 }, grouping{18, 30}},
		{"CBOW", func(c *Config) { c.Arch = CBOW }, grouping{}},
	} {
		c := Default()
		c.Arch = SkipGram
		test.set(&c)
		if got := c.groupsOf(8); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

// TestGroupsInFlight checks that no word has more rows in flight than its bound, where a text
// repeats a word.
func TestGroupsInFlight(t *testing.T) {
	c := Default()
	c.Arch, c.Alpha, c.MinCount, c.Sample, c.Epochs = SkipGram, .05, 1, 0, 1
	var lines []string
	for i := range 400 {
		line := filler(i)
		if i%10 == 0 {
			line = "hurricane one hurricane two hurricane three hurricane four hurricane five hurricane six " + line
		}
		lines = append(lines, line)
	}
	b, rows := inFlightRows(t, c, lines)
	if b.delay == 0 || b.groups.targets == 0 {
		t.Fatalf("delay %d, %d columns for targets: this text shows nothing", b.delay, b.groups.targets)
	}
	const most = 3 // 1/(.05·6)
	largest, span := 0, int(b.delay+1)*b.rows
	for i := range rows {
		inFlight := map[int32]int{}
		for _, r := range rows[i:min(i+span, len(rows))] {
			if r.size > 0 {
				inFlight[r.target]++
				largest = max(largest, inFlight[r.target])
			}
		}
	}
	if largest != most {
		t.Errorf("a word has %d rows in flight, want %d", largest, most)
	}
}
