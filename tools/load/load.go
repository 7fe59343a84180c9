package main

// This file sends requests at a fixed rate. In a closed loop, where a client waits
// for an answer before it sends the next request, a slow server would get fewer
// requests and look better (coordinated omission, Tene 2013). Here requests are due
// at times that do not depend on the answers.

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// A request is a method, a path with its parameters, and a body.
type request struct{ method, path, body string }

// dice draws words for one request. The same seed gives the same request.
type dice struct {
	words []string // of the model
	seed  uint64   // number of the request; draw increments it
}

// draw returns the next word.
func (d *dice) draw() string {
	d.seed++
	return d.words[rand.New(rand.NewPCG(d.seed, 7)).IntN(len(d.words))]
}

// attend returns a request for the attention of a word over a sentence of twelve words.
// The seed is multiplied, so that the draws of different requests do not overlap.
func (d *dice) attend(nearest int) request {
	d.seed *= 100
	sentence := make([]string, 12)
	for i := range sentence {
		sentence[i] = d.draw()
	}
	body, err := json.Marshal(map[string]any{"query": sentence[3], "text": strings.Join(sentence, " "),
		"nearest": nearest})
	if err != nil {
		panic(err) // strings and numbers
	}
	return request{"POST", "/api/attend", string(body)}
}

// similar returns a request for the ten words nearest to a word.
func (d *dice) similar() request {
	d.seed *= 100
	return request{"GET", "/api/similar?n=10&word=" + url.QueryEscape(d.draw()), ""}
}

// A result is the measurements of a load.
type result struct {
	took   []time.Duration // latencies of all requests, sorted
	rate   float64         // answers a second
	failed int             // requests with an error or a status other than 200
	first  error           // of the first request that failed
}

// quantile returns a quantile of the latencies, from 0 to 1, in milliseconds.
func (r *result) quantile(q float64) float64 {
	if len(r.took) == 0 {
		return 0
	}
	return r.took[min(len(r.took)-1, int(q*float64(len(r.took))))].Seconds() * 1e3
}

// callers is the maximum number of requests that are sent at the same time. Further ones
// wait, and that time is part of their latency.
const callers = 200

// load sends rate requests a second for length and waits for their answers. next returns
// request i. It has one goroutine for each caller, and makes each request before it is
// due.
func (s *server) load(rate int, length time.Duration, next func(i int) request) *result {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: callers, DisableCompression: true},
		Timeout: 10 * time.Second}
	type question struct {
		request
		due time.Time
	}
	n := int(length.Seconds() * float64(rate))
	// All requests fit into the channel, so the goroutine that sends them is never late.
	due := make(chan question, n)
	var mu sync.Mutex
	var all sync.WaitGroup
	r := &result{}
	for range callers {
		all.Go(func() {
			for q := range due {
				err := s.ask(client, q.request)
				took := time.Since(q.due)
				mu.Lock()
				r.took = append(r.took, took)
				if err != nil {
					if r.failed++; r.first == nil {
						r.first = err
					}
				}
				mu.Unlock()
			}
		})
	}
	begin := time.Now()
	for i := range n {
		// Due times come from the number of the request, not from the one before, so delays do
		// not add up.
		at := begin.Add(time.Duration(i) * time.Second / time.Duration(rate))
		request := next(i)
		if wait := time.Until(at); wait > 0 {
			time.Sleep(wait)
		}
		due <- question{request, at}
	}
	close(due)
	all.Wait()
	r.rate = float64(n-r.failed) / time.Since(begin).Seconds()
	slices.Sort(r.took)
	return r
}

// ask sends one request and reads the answer to its end.
func (s *server) ask(client *http.Client, q request) error {
	r, err := http.NewRequest(q.method, s.url+q.path, strings.NewReader(q.body))
	if err != nil {
		return err
	}
	answer, err := client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(answer.Body)
		return fmt.Errorf("%s %s: %d %s", q.method, q.path, answer.StatusCode, b)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}
