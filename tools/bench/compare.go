package main

import (
	"fmt"
	"slices"
)

// A comparison is programs that do the same work. The first is this project's; ratios are
// relative to gensim, which must be among them.
type comparison struct {
	name     string
	programs []program
}

// print runs the programs in turns and prints a table.
func (c comparison) print(b *bench) error {
	fmt.Printf("\n%s\n\n| program | training, k words per CPU s | × gensim | whole run: CPU s | wall s | × gensim | "+
		"peak MB |\n|---|--:|--:|--:|--:|--:|--:|\n", c.name)
	runs := make([][]run, len(c.programs))
	// In turns, so that what disturbs the machine disturbs all programs.
	for range b.pairs {
		for i, p := range c.programs {
			if p.missing != "" {
				continue
			}
			r, err := p.run(b.text, b.dir)
			if err != nil {
				return err
			}
			runs[i] = append(runs[i], r)
		}
	}
	base := slices.IndexFunc(c.programs, func(p program) bool { return p.name == "gensim" })
	for i, p := range c.programs {
		if p.missing != "" {
			fmt.Printf("| %s: %s | | | | | | |\n", p.name, p.missing)
			continue
		}
		training := func(r run) float64 { return r.training }
		// The inverse, so that a larger ratio is faster in both columns.
		wall := func(r run) float64 { return 1 / r.wall }
		fmt.Printf("| %s | %s | %s | %.1f | %.1f | %s | %.0f |\n", p.name, thousand(median(runs[i], training)),
			ratio(runs[i], runs[base], training),
			median(runs[i], func(r run) float64 { return r.cpu }),
			median(runs[i], func(r run) float64 { return r.wall }), ratio(runs[i], runs[base], wall),
			median(runs[i], func(r run) float64 { return r.memory })/1e6)
	}
	return nil
}

// median returns the median of f over the runs, of which there is at least one.
func median(runs []run, f func(run) float64) float64 {
	var x []float64
	for _, r := range runs {
		x = append(x, f(r))
	}
	slices.Sort(x)
	if len(x)%2 == 1 {
		return x[len(x)/2]
	}
	return (x[len(x)/2-1] + x[len(x)/2]) / 2
}

// ratio returns the median over the turns of the ratio of f for a program and for the
// base program in the same turn, "–" if f is not known. Pairs of one turn are compared,
// because the speed of a machine drifts.
func ratio(runs, base []run, f func(run) float64) string {
	var x []run
	for i, r := range runs {
		if i < len(base) && f(r) > 0 {
			x = append(x, run{cpu: f(r) / f(base[i])})
		}
	}
	if len(x) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", median(x, func(r run) float64 { return r.cpu }))
}

// thousand returns x in thousands, "–" for 0.
func thousand(x float64) string {
	if x == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f", x/1e3)
}
