package main

// This file lists what is compared: four pairs of architecture and dimension, each
// with this program and all peers that are installed.

import "fmt"

// A comparison is programs that do the same work. Ratios are relative to the last one of
// them that has the name gensim.
type comparison struct {
	name     string
	programs []program
}

// comparisons returns all comparisons, with the programs that are installed.
func (b *bench) comparisons() []comparison {
	var all []comparison
	for _, work := range []settings{{"CBOW", 100}, {"CBOW", 300}, {"skip-gram", 100}, {"skip-gram", 300}} {
		c := comparison{name: fmt.Sprintf("%s, dim %d", work.arch, work.dim)}
		for _, kernel := range b.kernels {
			name := "w2vattn"
			if kernel != "auto" {
				name += " `--kernel " + kernel + "`"
			}
			c.programs = append(c.programs, ours(name, work, "--kernel", kernel))
		}
		c.programs = append(c.programs, peers(work)...)
		all = append(all, c)
	}
	return all
}

// A result is the measurements of one program, one for each turn.
type result struct {
	name     string
	one, all []cost // with one worker, and with as many as there are processors
}

// measure runs the programs in turns: what disturbs the machine disturbs all of them.
func (c comparison) measure(b *bench) ([]result, error) {
	results := make([]result, len(c.programs))
	for range b.turns {
		for i, p := range c.programs {
			results[i].name = p.name
			for _, workers := range []int{1, b.cores} {
				cost, err := p.cost(b.text, b.dir, workers)
				if err != nil {
					return nil, err
				}
				if workers == 1 {
					results[i].one = append(results[i].one, cost)
				}
				if workers == b.cores {
					results[i].all = append(results[i].all, cost)
				}
				if b.cores == 1 {
					break
				}
			}
		}
	}
	return results, nil
}
