package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/pool"
)

// flinkTime is how long anything on the cluster may take before the test gives up.
const flinkTime = 3 * time.Minute

// A cluster is a job manager, two task managers and a job server of Flink.
type cluster struct {
	t      *testing.T
	folder string
	pool   *pool.Pool
	flags  string
}

// startCluster starts a cluster with a pool of workers in this process, or skips the
// test.
func startCluster(t *testing.T) *cluster {
	for _, program := range []string{"java", "mvn"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no cluster of Flink: there is no %s", program)
		}
	}
	folder, port := t.TempDir(), fivePorts(t)
	script := func(args ...string) *exec.Cmd {
		return exec.CommandContext(t.Context(), "../../flink/cluster", args...)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("../../flink/cluster", "stop", folder).CombinedOutput(); err != nil {
			t.Errorf("stopping: %v, %s", err, out)
		}
		time.Sleep(2 * time.Second) // Flink tidies up in the folder that goes now
	})
	out, err := script("start", folder, strconv.Itoa(port)).CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 3 {
		t.Skipf("no cluster of Flink: %s", out)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	p, err := pool.Listen(0, pool.Self(engine.WorkCommand))
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = p.Serve(t.Context()) }()
	flags := fmt.Sprintf(" --runner flink --endpoint localhost:%d --environment_type EXTERNAL --environment_config "+
		"%s --parallelism 2", port, p.Address())
	return &cluster{t, folder, p, flags}
}

// fivePorts returns the highest of five consecutive free ports.
func fivePorts(t *testing.T) int {
	for range 100 {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			t.Fatal(err)
		}
		port := l.Addr().(*net.TCPAddr).Port
		free := l.Close() == nil
		for lower := port - 4; lower < port && free; lower++ {
			if l, err = net.Listen("tcp", fmt.Sprintf("localhost:%d", lower)); err != nil {
				free = false
			} else {
				_ = l.Close()
			}
		}
		if free {
			return port
		}
	}
	t.Skip("no cluster of Flink: no five ports are free")
	return 0
}

// log returns the log of a process of the cluster.
func (c *cluster) log(name string) string {
	b, err := os.ReadFile(filepath.Join(c.folder, name+".log"))
	if err != nil {
		c.t.Error(err)
	}
	return string(b)
}

// restarts returns how often Flink has restarted a job.
func (c *cluster) restarts() int {
	return strings.Count(c.log("jobmanager"), "from state RESTARTING to RUNNING")
}

// connected returns how many workers have begun to take data from the task managers. Beam
// waits for minutes for a worker that is lost before.
func (c *cluster) connected() int {
	const says = "Beam Fn Data client connected"
	return strings.Count(c.log("taskmanager-1"), says) + strings.Count(c.log("taskmanager-2"), says)
}

// atWork waits until job n runs and each task manager has a worker for it. It reports
// whether that happened before ctx was done.
func (c *cluster) atWork(ctx context.Context, n int) bool {
	begun := await(ctx, func() bool { return strings.Count(c.log("jobmanager"), "from state CREATED to RUNNING") >= n })
	before := c.connected()
	return begun && await(ctx, func() bool { return c.connected() >= before+2 })
}

// await waits until something is there, or ctx is done.
func await(ctx context.Context, there func() bool) bool {
	for ctx.Err() == nil {
		if there() {
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}

// killWorker kills one of the workers.
func (c *cluster) killWorker() {
	workers := c.pool.Workers()
	if len(workers) == 0 {
		c.t.Error("no workers")
		return
	}
	if err := workers[0].Kill(); err != nil {
		c.t.Error(err)
	}
}

// killTaskManager kills the second task manager.
func (c *cluster) killTaskManager() {
	b, err := os.ReadFile(filepath.Join(c.folder, "taskmanager-2.pid"))
	pid, bad := strconv.Atoi(strings.TrimSpace(string(b)))
	if err = errors.Join(err, bad); err == nil {
		err = syscall.Kill(pid, syscall.SIGKILL)
	}
	if err != nil {
		c.t.Error(err)
	}
}

// keepFlags restores Beam's flags, which are variables of the process, at the end of the
// test.
func keepFlags(t *testing.T) {
	for _, f := range []*string{runners.Runner, jobopts.Endpoint, jobopts.EnvironmentType, jobopts.EnvironmentConfig} {
		old := *f
		t.Cleanup(func() { *f = old })
	}
	old := *jobopts.Parallelism
	t.Cleanup(func() { *jobopts.Parallelism = old })
}

// TestPeerFlink: a cluster of several processes gives the vocabulary and the model of
// Prism, byte for byte, although a worker is killed in the first round and a task manager
// in the second.
func TestPeerFlink(t *testing.T) {
	if testing.Short() {
		t.Skip("a cluster of Flink takes minutes")
	}
	keepFlags(t)
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	text, err := os.ReadFile(library)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at("text"), bytes.Repeat(text, 300), 0o644); err != nil { // some seconds of work
		t.Fatal(err)
	}
	must := func(args string) {
		t.Helper()
		var out, err bytes.Buffer
		ctx, cancel := context.WithTimeout(t.Context(), flinkTime)
		defer cancel()
		code := (&app{out: &out, err: &err}).run(ctx, strings.Fields(args))
		if ctx.Err() != nil {
			t.Skipf("%s: nothing within %v: the machine is too busy, or Beam waits for a worker that was killed too "+
				"early; %s",
				args, flinkTime, &err)
		}
		if code != 0 {
			t.Fatalf("%s: exit %d, %s", args, code, &err)
		}
	}
	vocab := "vocab " + at("text") + " --span 1 -o "
	train := "train " + at("text") + " --span 1 --vocab " + at("vocab.tsv") + " --dim 32 --epochs 1 --rounds 2 " +
		"--shards 4 --work "
	must(vocab + at("vocab.tsv"))
	must(train + at("job") + " -o " + at("m.safetensors"))

	c := startCluster(t)
	began := time.Now()
	must(vocab + at("vocab.flink.tsv") + c.flags)
	t.Logf("vocabulary: %v", time.Since(began).Round(time.Second))
	same(t, at("vocab.tsv"), at("vocab.flink.tsv"))

	ctx, stop := context.WithCancel(t.Context())
	killed := make(chan struct{})
	go func() {
		defer close(killed)
		const encode = 2 // after the vocabulary's
		if c.atWork(ctx, encode+1) {
			c.killWorker()
		}
		if c.atWork(ctx, encode+2) {
			c.killTaskManager()
		}
	}()
	defer func() { stop(); <-killed }()
	began = time.Now()
	must(train + at("job.flink") + " -o " + at("m.flink.safetensors") + c.flags)
	t.Logf("two rounds: %v, %d restarts", time.Since(began).Round(time.Second), c.restarts())
	same(t, at("m.safetensors"), at("m.flink.safetensors"))
	if c.restarts() < 2 {
		t.Errorf("Flink began %d jobs again; two were hit", c.restarts())
	}
}

func same(t *testing.T, one, other string) {
	t.Helper()
	a, err := os.ReadFile(one)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Errorf("%s differs from %s", other, one)
	}
}
