package main

// This file writes the tables in Markdown, and puts them between markers in a
// document, so that measurements are not copied by hand.

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
)

// table returns the Markdown table of a comparison: the columns of one worker, then those of
// as many as there are processors, if there are several. Ratios are medians of the ratios of
// each turn, because the speed of a machine drifts; × gensim has their range too.
func table(results []result, words, cores int) string {
	headings := []string{"program", "k words per CPU s", "× gensim", "from", "to", "one epoch in all: CPU s", "peak MB"}
	if cores > 1 {
		headings = append(headings, fmt.Sprintf("%d workers: k words per CPU s", cores), "k words per s", "× gensim",
			"× one worker")
	}
	lines := []string{row(headings), "|---" + strings.Repeat("|--:", len(headings)-1) + "|\n"}
	var base result
	if i := slices.IndexFunc(results, func(r result) bool { return strings.HasPrefix(r.name, "gensim") }); i >= 0 {
		base = results[i]
	}
	cpu, wall := func(c cost) float64 { return c.cpu }, func(c cost) float64 { return c.wall }
	speed := func(costs []cost, seconds func(cost) float64) float64 {
		return float64(words) / 1e3 / median(values(costs, seconds))
	}
	for _, r := range results {
		times := ratios(values(base.one, cpu), values(r.one, cpu))
		cells := []string{r.name, number(speed(r.one, cpu), 0), number(median(times), 1), number(least(times), 1),
			number(most(times), 1), number(median(values(r.one, func(c cost) float64 { return c.whole.cpu })), 1),
			number(median(values(r.one, func(c cost) float64 { return c.whole.memory / 1e6 })), 0)}
		if cores > 1 {
			cells = append(cells, number(speed(r.all, cpu), 0), number(speed(r.all, wall), 0),
				number(median(ratios(values(base.all, wall), values(r.all, wall))), 1),
				number(median(ratios(values(r.one, wall), values(r.all, wall))), 2))
		}
		lines = append(lines, row(cells))
	}
	return strings.Join(lines, "")
}

// row returns a line of a Markdown table.
func row(cells []string) string { return "| " + strings.Join(cells, " | ") + " |\n" }

// writeBetween replaces what is between the two markers of a name in a document.
func writeBetween(path, name, text string) error {
	document, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	begin, end := "<!-- bench "+name+": begin (written by make bench) -->\n", "<!-- bench "+name+": end -->\n"
	before, rest, found := bytes.Cut(document, []byte(begin))
	_, after, ended := bytes.Cut(rest, []byte(end))
	if !found || !ended {
		return fmt.Errorf("%s has not the lines %q and %q: add them where the table belongs", path, begin, end)
	}
	document = slices.Concat(before, []byte(begin+"\n"+text+"\n"+end), after)
	return os.WriteFile(path, document, 0o644)
}
