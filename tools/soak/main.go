// Soak runs the program for a long time under conditions that should do it no harm, and
// reports what went wrong:
//
//	go run ./soak kill    [-n 100]     training is killed and resumed; the model has the bytes of one run
//	go run ./soak mutate  [-n 10000]   each reader gets damaged files: an error or a result, no crash
//	go run ./soak serve   [-for 30m]   slow clients, idle connections, a model that is replaced
//
// Each prints one line of Markdown table per kind of test, and ends with exit code 1 if
// anything went wrong. -program names the program, ../bin/w2vattn by default; -seed
// repeats a run.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

// options are the flags of all tests.
type options struct {
	program string
	count   int
	length  time.Duration
	seed    uint64
	only    string // of mutate: the name of one reader
	dir     string // for temporary files
}

// run runs the test that args name.
func run(args []string) error {
	if len(args) == 0 {
		return errors.New("usage: soak kill|mutate|serve [flags]")
	}
	tests := map[string]func(options) error{"kill": killAndResume, "mutate": mutateFiles, "serve": soakServer}
	test := tests[args[0]]
	if test == nil {
		return fmt.Errorf("%s: there are kill, mutate and serve", args[0])
	}
	// A hundred kills take some minutes, ten thousand files for each reader too.
	o, counts := options{}, map[string]int{"kill": 100, "mutate": 10_000}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	flags.StringVar(&o.program, "program", "../bin/w2vattn", "the program")
	flags.IntVar(&o.count, "n", counts[args[0]], "how often training is killed, or how many files each reader gets")
	flags.DurationVar(&o.length, "for", 30*time.Minute, "serve: how long")
	flags.Uint64Var(&o.seed, "seed", 1, "seed of everything that is drawn")
	flags.StringVar(&o.only, "only", "", "mutate: the name of one reader")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	var err error
	if o.program, err = filepath.Abs(o.program); err != nil {
		return err
	}
	if o.dir, err = os.MkdirTemp("", "w2vattn-soak-*"); err != nil {
		return err
	}
	defer os.RemoveAll(o.dir)
	return test(o)
}
