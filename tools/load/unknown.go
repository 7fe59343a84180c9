package main

// This file measures the server beside clients whose every request is expensive. The
// measured client should hardly notice them: package serve limits how many searches
// for similar spellings run at a time.

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// The load of clients that keep sending words that the model does not contain. For each
// the server searches for words with a similar spelling, which is the most expensive
// request for its size.
const (
	unknownClients = 50
	unknownWords   = 64 // of a question
	besideRate     = 50 // questions a second of the client that is measured
)

// unknownPath returns a request with unknown words of twelve letters that begin like the
// words of the model.
func unknownPath(draw *rand.Rand) string {
	values := url.Values{}
	for range unknownWords {
		word := []byte("word")
		for range 8 {
			word = append(word, "abcdefghij0123456789"[draw.IntN(20)])
		}
		values.Add("word", string(word))
	}
	return "/api/similar?" + values.Encode()
}

// askUnknown starts clients that send unknown words until ctx is done or the server stops.
// It returns the numbers of their answers by status, and a function that waits for the
// clients.
func (s *server) askUnknown(ctx context.Context) (statuses *[600]atomic.Int64, wait func()) {
	statuses = &[600]atomic.Int64{}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: unknownClients}}
	var all sync.WaitGroup
	for i := range unknownClients {
		draw := rand.New(rand.NewPCG(uint64(i), 1))
		all.Go(func() {
			for ctx.Err() == nil {
				r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+unknownPath(draw), http.NoBody)
				if err != nil {
					return
				}
				answer, err := client.Do(r)
				if err != nil {
					return // the server has stopped, or ctx has ended
				}
				io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
				statuses[answer.StatusCode].Add(1)
				if answer.StatusCode == http.StatusTooManyRequests {
					time.Sleep(20 * time.Millisecond) // much sooner than Retry-After asks
				}
			}
		})
	}
	return statuses, all.Wait
}

// besideUnknown measures requests alone, then beside clients with unknown words, and then
// how the server stops while these clients continue.
func (s *server) besideUnknown(words []string, length time.Duration) error {
	normal := func(i int) request { return (&dice{words: words, seed: uint64(i)}).attend(0) }
	before := s.memory()
	printRow("attend, nearest 0, alone", besideRate, s.load(besideRate, length, normal), before, s.memory())
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	statuses, wait := s.askUnknown(ctx)
	time.Sleep(time.Second)
	before = s.memory()
	printRow(fmt.Sprintf("attend, nearest 0, beside %d clients", unknownClients), besideRate,
		s.load(besideRate, length, normal), before, s.memory())
	fmt.Printf("\nThe clients with %d unknown words each got %d answers of status 404 (%.0f a second) and %d of "+
		"status 429.\n", unknownWords,
		statuses[http.StatusNotFound].Load(), float64(statuses[http.StatusNotFound].Load())/length.Seconds(),
		statuses[http.StatusTooManyRequests].Load())
	begin := time.Now()
	err := s.stop()
	fmt.Printf("On SIGTERM beside these clients the server ended after %.0f ms, %s.\n", time.Since(begin).Seconds()*1e3,
		s.cmd.ProcessState)
	cancel()
	wait()
	return err
}

// stop sends SIGTERM, as an operating system does, and waits. An exit code other than 0
// is an error.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.cmd.Wait()
}
