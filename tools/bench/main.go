// Bench compares the speed of training of this program and of those peers that are installed: gensim,
// fastText, word2vec.c and koan. It runs the whole programs in turns on the same text, so that
// disturbances by other programs affect all of them, and prints a Markdown table for each comparison. It
// can also write the tables to a document, or draw the speed of this program by size of the corpus,
// vocabulary, dimension and workers.
//
//	go run ./bench [-pairs 5] [-only NAME] [-kernels auto] [-write ../docs/benchmarks.md] [TEXT]
//	go run ./bench -plot cost.png [TEXT]
//
// TEXT has one sentence a line, with spaces between words. Without TEXT, bench repeats the library corpora
// of package data. Run it in the folder tools, with the program built in ../bin: make bench does both.
//
// # Method
//
// Each program trains for one epoch and for three. Half the difference of the times is the time of an epoch,
// without reading the text and writing the model. It is counted in CPU seconds, which depend little
// on other programs that run at the same time. Words are those of the text, before rare and frequent ones
// are dropped.
package main

import (
	"errors"
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
	var b bench
	flag.IntVar(&b.turns, "pairs", 5, "how often each program runs")
	plot := flag.String("plot", "", "instead draw cost against corpus size, vocabulary, dimension and workers to "+
		"this PNG")
	flag.IntVar(&b.cores, "cores", runtime.NumCPU(), "workers of the runs on all processors")
	flag.StringVar(&b.only, "only", "", "only the comparisons whose names contain this")
	kernels := flag.String("kernels", "auto", "kernels of this program, one row for each, separated by commas")
	flag.StringVar(&b.document, "write", "", "also write the tables to this document, between their markers")
	flag.Parse()
	b.text, b.kernels = flag.Arg(0), strings.Split(*kernels, ",")
	if err := b.run(*plot); err != nil {
		log.Fatal("bench: ", err)
	}
}

// A bench is the configuration that all measurements share.
type bench struct {
	dir, text    string   // folder of temporary files; file of the text
	words        int      // of the text
	turns, cores int      // runs of each program; workers of the runs on all processors
	only         string   // part of the names of the comparisons
	kernels      []string // of this program
	document     string   // file for the tables; "": none
}

// run prints and writes the comparisons or, if plot is not "", draws the picture to that file.
func (b *bench) run(plot string) (err error) {
	if b.dir, err = os.MkdirTemp("", "w2vattn-bench-*"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	if b.text == "" {
		b.text = filepath.Join(b.dir, "text.txt")
		if err := sample(b.text); err != nil {
			return err
		}
	}
	if b.words, err = countWords(b.text); err != nil {
		return err
	}
	if plot != "" {
		return b.draw(plot)
	}
	return b.compare()
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

// compare measures each comparison, prints its table and writes it to the document.
func (b *bench) compare() error {
	for _, c := range b.comparisons() {
		if !strings.Contains(c.name, b.only) {
			continue
		}
		before := load()
		results, err := c.measure(b)
		if err != nil {
			return err
		}
		text := caption(b, before, load()) + "\n" + table(results, b.words, b.cores)
		fmt.Printf("\n%s\n\n%s", c.name, text)
		if b.document == "" {
			continue
		}
		if err := writeBetween(b.document, c.name, text); err != nil {
			return err
		}
	}
	return nil
}
