// Bench measures the speed of training of this program, gensim and fastText. It runs the whole programs in
// turns on the same text, so that disturbances by other programs affect all of them. It prints medians
// and ratios as a Markdown table, or draws the speed of this program by size of the corpus, vocabulary,
// dimension and workers.
//
//	go run ./bench [-pairs 5] [-plot cost.png] [-cores N] [TEXT]
//
// TEXT has one sentence a line, with spaces between words. Without TEXT, bench repeats the library corpora
// of package data. A program that is not installed is left out, and the table says so. Run it
// in the folder tools, with the program built in ../bin: make bench does both.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

func main() {
	log.SetFlags(0)
	pairs := flag.Int("pairs", 5, "how often each program runs")
	plot := flag.String("plot", "", "instead draw cost against corpus size, vocabulary, dimension and workers to "+
		"this PNG")
	cores := flag.Int("cores", runtime.NumCPU(), "processors for the runs on several")
	flag.Parse()
	dir, err := os.MkdirTemp("", "w2vattn-bench-*")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	b := bench{dir: dir, text: flag.Arg(0), pairs: *pairs, cores: *cores}
	if err := b.run(*plot); err != nil {
		log.Fatal(err)
	}
}

// A bench is the configuration that all measurements share.
type bench struct {
	dir, text    string // folder of temporary files; file of the text
	pairs, cores int    // runs of each program; workers of the runs on several cores
}

// run prints the comparisons or, if plot is not "", draws the picture to that file.
func (b *bench) run(plot string) error {
	if b.text == "" {
		b.text = filepath.Join(b.dir, "text.txt")
		if err := sample(b.text); err != nil {
			return err
		}
	}
	if plot == "" {
		return b.compare()
	}
	return b.draw(plot)
}

// sample writes the library corpora of both languages, repeated 400 times, in lower case
// and without full stops.
func sample(path string) error {
	var text []byte
	for _, lang := range []string{"en", "ko"} {
		part, err := os.ReadFile("../data/library." + lang + ".txt")
		if err != nil {
			return err
		}
		text = append(text, strings.ToLower(strings.ReplaceAll(string(part), ".", ""))...)
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	for range 400 {
		if _, err := f.Write(text); err != nil {
			return err
		}
	}
	return f.Close()
}

// compare prints a table for each comparison. All programs have the same settings as far
// as they have them; the first line of the output names them.
func (b *bench) compare() error {
	fmt.Printf("%s, %d processors; medians of %d runs each, in turns; one epoch, window 5, 5 negatives, min-count 5, "+
		"sample 1e-3\n", filepath.Base(b.text), runtime.NumCPU(), b.pairs)
	// A new comparison is one more element. docs/benchmarks.md, section Training speed, has
	// the results.
	for _, c := range []comparison{
		{"CBOW, dim 100, one core", []program{ours("w2vattn", 1), ours("w2vattn --block 16", 1, "--block", "16"),
			ours("w2vattn --block 16 --shared 32", 1, "--block", "16", "--shared", "32"),
			gensim(0, 100, 1), fastText("cbow", 100, 1)}},
		{fmt.Sprintf("CBOW, dim 100, %d workers", b.cores), []program{ours("w2vattn", b.cores), gensim(0, 100, b.cores),
			fastText("cbow", 100, b.cores)}},
		{"CBOW, dim 300, one core", []program{ours("w2vattn", 1, "--dim", "300"), gensim(0, 300, 1),
			fastText("cbow", 300, 1)}},
		{"skip-gram, dim 100, one core", []program{ours("w2vattn", 1, "--arch", "skipgram"), gensim(1, 100, 1),
			fastText("skipgram", 100, 1)}},
	} {
		if err := c.print(b); err != nil {
			return err
		}
	}
	return nil
}
