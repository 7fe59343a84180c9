package main

// This file keeps a server under bad conditions for a while: clients that send or
// read slowly, connections without a request, and a model that is replaced. Answers
// must stay those of the first request, memory must not grow, and the server must end
// on SIGTERM.

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// What happens to the server at the same time. Idle connections and slow clients are
// what slowloris attacks consist of: each costs the server memory until a time limit
// closes it.
const (
	idleConnections = 1000
	slowClients     = 20 // that send a request, or read an answer, a byte at a time
	callers         = 8  // that send requests and compare the answers
	replaceEvery    = 5 * time.Second
)

// A soak is a server under these conditions. The counters are atomic, because each
// client has a goroutine of its own.
type soak struct {
	address   string
	process   *os.Process
	wanted    []byte // the answer to attendRequest
	answers   atomic.Int64
	others    atomic.Int64 // answers 429 and 503, which ask to try again
	wrong     atomic.Int64
	unheard   atomic.Int64 // requests whose connection ended without an answer
	replaced  atomic.Int64
	closed    atomic.Int64 // idle and slow connections that the server closed
	firstOnce sync.Once
	first     error // of the wrong answers
}

// soakServer serves a model for o.length, and fails if an answer is wrong, if memory grows
// or if the server does not end in time.
func soakServer(o options) error {
	if err := makeSamples(o.program, o.dir); err != nil {
		return err
	}
	s := &soak{}
	cmd, err := s.start(o)
	if err != nil {
		return err
	}
	if s.wanted, err = s.attend(); err != nil {
		return errors.Join(err, cmd.Process.Kill())
	}
	stop := make(chan struct{})
	var group sync.WaitGroup
	for range idleConnections {
		group.Go(func() { s.idle(stop) })
	}
	for i := range slowClients {
		group.Go(func() { s.slow(stop, i%2 == 0) })
	}
	for range callers {
		group.Go(func() { s.call(stop) })
	}
	group.Go(func() { s.replace(stop, filepath.Join(o.dir, "v.safetensors")) })
	time.Sleep(o.length / 10)
	early := s.memory()
	time.Sleep(o.length - o.length/10)
	late := s.memory()
	close(stop)
	group.Wait()
	ended := time.Now()
	if err := errors.Join(cmd.Process.Signal(os.Interrupt), cmd.Wait()); err != nil {
		return fmt.Errorf("the server ended: %w", err)
	}
	fmt.Println("| minutes | answers | to try again | without an answer | wrong | model replaced | connections closed by the server | " +
		"memory after a tenth, MiB | at the end, MB | end after Ctrl-C, s |")
	fmt.Println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	fmt.Printf("| %.1f | %d | %d | %d | %d | %d | %d | %d | %d | %.1f |\n", o.length.Minutes(), s.answers.Load(),
		s.others.Load(), s.unheard.Load(), s.wrong.Load(), s.replaced.Load(), s.closed.Load(), early, late, time.Since(ended).Seconds())
	if s.wrong.Load() > 0 {
		return fmt.Errorf("%d wrong answers, the first: %w", s.wrong.Load(), s.first)
	}
	// Twice and 50 MiB: the heap grows and shrinks with garbage collections, and a
	// leak in half an hour of requests is larger.
	// The server closes a connection whose header does not come in time; on a busy machine
	// that happens to these clients, too.
	if s.unheard.Load() > s.answers.Load()/1000 {
		return fmt.Errorf("%d of %d requests had no answer", s.unheard.Load(), s.answers.Load())
	}
	if late > 2*early+50 {
		return fmt.Errorf("memory grew from %d to %d MiB", early, late)
	}
	return nil
}

// start starts the server and reads its address from its note.
func (s *soak) start(o options) (*exec.Cmd, error) {
	cmd := exec.Command(o.program, "serve", "-m", "v.safetensors", "--addr", "127.0.0.1:0")
	cmd.Dir = o.dir
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewReader(stderr)
	for s.address == "" {
		line, err := lines.ReadString('\n')
		if err != nil {
			return nil, errors.Join(err, cmd.Wait())
		}
		if rest, ok := strings.CutPrefix(line, "open http://"); ok {
			s.address = strings.TrimSuffix(strings.Fields(rest)[0], "/")
		}
	}
	go io.Copy(io.Discard, lines) // a full pipe would stop the server
	s.process = cmd.Process
	return cmd, nil
}

// attendBody asks for the attention of a word over a sentence.
const attendBody = `{"query":"book","text":"the cat read book about the old library","nearest":3}`

var (
	errAgain    = errors.New("status 429 or 503") // the server is busy
	errNoAnswer = errors.New("no answer")         // the connection ended before
)

// attend returns the answer to attendBody.
func (s *soak) attend() ([]byte, error) {
	r, err := client.Post("http://"+s.address+"/api/attend", "application/json", strings.NewReader(attendBody))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoAnswer, err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	switch {
	case err != nil:
		return nil, err
	case r.StatusCode == http.StatusTooManyRequests || r.StatusCode == http.StatusServiceUnavailable:
		return nil, errAgain
	case r.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("%s: %s", r.Status, body)
	}
	return body, nil
}

var client = &http.Client{Timeout: 30 * time.Second}

// call asks again and again, and compares the answers with the first one.
func (s *soak) call(stop chan struct{}) {
	for {
		body, err := s.attend()
		switch {
		case errors.Is(err, errAgain):
			s.others.Add(1)
		case errors.Is(err, errNoAnswer):
			s.unheard.Add(1)
		case err != nil || !bytes.Equal(body, s.wanted):
			s.wrong.Add(1)
			s.firstOnce.Do(func() { s.first = errors.Join(err, fmt.Errorf("answer %.200s", body)) })
		default:
			s.answers.Add(1)
		}
		if pause(stop, 20*time.Millisecond) {
			return
		}
	}
}

// idle opens a connection, sends nothing, and opens another when the server closes it.
func (s *soak) idle(stop chan struct{}) {
	s.connections(stop, func(conn net.Conn) error {
		_, err := conn.Read(make([]byte, 1))
		return err
	})
}

// slow sends a request a byte each half second, or sends it at once and reads the answer
// so slowly.
func (s *soak) slow(stop chan struct{}, sending bool) {
	request := fmt.Sprintf("POST /api/attend HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		s.address, len(attendBody), attendBody)
	s.connections(stop, func(conn net.Conn) error {
		if !sending {
			if _, err := io.WriteString(conn, request); err != nil {
				return err
			}
		}
		for i := range request {
			if pause(stop, 500*time.Millisecond) {
				return nil
			}
			var err error
			if sending {
				_, err = io.WriteString(conn, request[i:i+1])
			} else {
				_, err = conn.Read(make([]byte, 1))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// connections opens one connection after the other and calls use for each. A connection is
// closed when the test stops, which ends use.
func (s *soak) connections(stop chan struct{}, use func(net.Conn) error) {
	for !pause(stop, 100*time.Millisecond) {
		conn, err := net.Dial("tcp", s.address)
		if err != nil {
			continue // the server has as many connections as it takes
		}
		done := make(chan struct{})
		go func() {
			select {
			case <-stop:
			case <-done:
			}
			conn.Close()
		}()
		if err := use(conn); err != nil {
			s.closed.Add(1)
		}
		close(done)
	}
}

// replace writes the model anew, under another name, and renames it, as w2vattn
// itself replaces files. The server has the old file mapped, which stays readable
// until it is unmapped.
func (s *soak) replace(stop chan struct{}, path string) {
	data, err := os.ReadFile(path)
	for err == nil && !pause(stop, replaceEvery) {
		if err = os.WriteFile(path+".new", data, 0o600); err == nil {
			err = os.Rename(path+".new", path)
		}
		s.replaced.Add(1)
	}
}

// pause waits and reports whether the test stops.
func pause(stop chan struct{}, length time.Duration) bool {
	select {
	case <-stop:
		return true
	case <-time.After(length):
		return false
	}
}

// memory returns the memory of the server in MiB without mapped files (RssAnon of
// proc(5)); 0 outside Linux. Pages of a mapped model belong to the system, which
// takes them back when it needs memory.
func (s *soak) memory() int {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Pid))
	for line := range strings.Lines(string(raw)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "RssAnon:" {
			kB, _ := strconv.Atoi(f[1])
			return kB >> 10
		}
	}
	return 0
}
