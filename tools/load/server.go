package main

// This file starts and stops the server and reads its memory. The server is a process
// of its own, as in production: its garbage collector and scheduler do not share a
// runtime with the client.

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// makeModel writes 100,000 words × 100 normal random numbers as word2vec binary, and
// converts them to the native format, which is mapped. It returns the path of the native
// file.
func makeModel(dir, program string) (string, error) {
	const words, dim = 100_000, 100
	raw, native := filepath.Join(dir, "random.bin"), filepath.Join(dir, "random.safetensors")
	f, err := os.Create(raw)
	if err != nil {
		return "", err
	}
	w, draw := bufio.NewWriter(f), rand.New(rand.NewPCG(1, 1))
	fmt.Fprintf(w, "%d %d\n", words, dim)
	for i := range words {
		fmt.Fprintf(w, "word%d ", i)
		var v [dim]float32
		for d := range v {
			v[d] = float32(draw.NormFloat64())
		}
		binary.Write(w, binary.LittleEndian, v)
		w.WriteByte('\n')
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		return "", err
	}
	out, err := exec.Command(program, "convert", "--quiet", raw, native).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return native, os.Remove(raw)
}

// A server is the running program.
type server struct {
	cmd   *exec.Cmd
	url   string        // without a slash at its end
	about string        // size of the model
	took  time.Duration // from the start to the first answer
}

// start starts the program on a free port and waits for its first answer. It reads the
// address from the note "open URL in a browser".
func start(program, model string) (*server, error) {
	begin := time.Now()
	cmd := exec.Command(program, "serve", "-m", "model="+model, "--addr", "127.0.0.1:0")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{cmd: cmd}
	lines := bufio.NewReader(stderr)
	for s.url == "" {
		line, err := lines.ReadString('\n')
		if err != nil {
			return nil, errors.Join(fmt.Errorf("%s does not serve: %s", program, line), cmd.Wait())
		}
		if rest, ok := strings.CutPrefix(line, "open "); ok {
			s.url = strings.TrimSuffix(strings.Fields(rest)[0], "/")
		}
	}
	// A full pipe would stop the server.
	go io.Copy(io.Discard, lines) // the log, a line a request
	if _, err := s.get("/readyz"); err != nil {
		return nil, err
	}
	s.took = time.Since(begin)
	var info struct{ Words, Dim int }
	raw, err := s.get("/api/info")
	if err == nil {
		err = json.Unmarshal(raw, &info)
	}
	s.about = fmt.Sprintf("%d × %d", info.Words, info.Dim)
	return s, err
}

// get returns the body of the answer to a GET request, whatever its status.
func (s *server) get(path string) ([]byte, error) {
	r, err := http.Get(s.url + path)
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	return io.ReadAll(r.Body)
}

// words returns 5,000 words of the model.
func (s *server) words() ([]string, error) {
	raw, err := s.get("/api/map?n=5000")
	if err != nil {
		return nil, err
	}
	var m struct{ Points []struct{ Word string } }
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, err
	}
	var all []string
	for _, p := range m.Points {
		all = append(all, p.Word)
	}
	return all, nil
}

// memory returns the memory of the server in MiB without mapped files, whose pages the
// system may take back (RssAnon in Linux). It returns 0 on other systems.
func (s *server) memory() int {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "RssAnon:" {
			kB, _ := strconv.Atoi(f[1])
			return kB >> 10
		}
	}
	return 0
}
