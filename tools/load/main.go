// Load starts w2vattn serve as a process, sends requests at a fixed rate, and reports the latencies. A
// request is sent at its time whether earlier ones are answered or not, and its latency counts from that
// time (an open-loop test): the latencies of a server that falls behind grow.
//
//	go run ./load [-seconds 30] [-times 1] [-m model.safetensors] [-program ../bin/w2vattn]
//
// At the end, it measures beside clients that keep sending words that the model does not contain, and stops
// the server while they do.
//
// Without -m it makes a model of 100,000 words × 100 random numbers.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"time"
)

func main() {
	log.SetFlags(0)
	program := flag.String("program", "../bin/w2vattn", "the program that serves")
	model := flag.String("m", "", "the model; without it one is made")
	seconds := flag.Int("seconds", 30, "how long each load lasts")
	times := flag.Int("times", 1, "so many times as many questions")
	flag.Parse()
	if err := run(*program, *model, time.Duration(*seconds)*time.Second, *times); err != nil {
		log.Fatal(err)
	}
}

// loads are the loads that are measured one after the other, with their rates.
var loads = []struct {
	name    string
	rate    int // questions a second
	request func(*dice) request
}{
	{"attend, nearest 0", 4000, func(d *dice) request { return d.attend(0) }},
	{"attend, nearest 5", 150, func(d *dice) request { return d.attend(5) }},
	{"similar", 300, (*dice).similar},
}

// run makes a model if necessary, starts the server, applies each load for length and
// prints a Markdown table. times multiplies the rates.
func run(program, model string, length time.Duration, times int) error {
	dir, err := os.MkdirTemp("", "w2vattn-load-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if model == "" {
		if model, err = makeModel(dir, program); err != nil {
			return err
		}
	}
	s, err := start(program, model)
	if err != nil {
		return err
	}
	words, err := s.words()
	if err != nil {
		return errors.Join(err, s.stop())
	}
	fmt.Printf("%s; the first answer came %.0f ms after the start\n", s.about, s.took.Seconds()*1e3)
	fmt.Println("| load | questions/s | answered/s | failed | p50, ms | p99, ms | max, ms | server's memory, MiB |")
	fmt.Println("|---|--:|--:|--:|--:|--:|--:|--:|")
	for _, l := range loads {
		// The same seeds each time, so runs can be compared.
		before, rate := s.memory(), times*l.rate
		r := s.load(rate, length, func(i int) request { return l.request(&dice{words: words, seed: uint64(i)}) })
		printRow(l.name, rate, r, before, s.memory())
	}
	return s.besideUnknown(words, length)
}

// printRow prints the row of a load. before and after are the memory of the server in MiB.
func printRow(name string, rate int, r *result, before, after int) {
	fmt.Printf("| %s | %d | %.0f | %d | %.2f | %.2f | %.2f | %d → %d |\n", name, rate, r.rate, r.failed, r.quantile(.5),
		r.quantile(.99), r.quantile(1), before, after)
	if r.failed > 0 {
		log.Printf("the first failure: %v", r.first)
	}
}
