package pool

import (
	"context"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	fnpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/fnexecution_v1"
	pipepb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/pipeline_v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// TestMain runs the tests, or a worker that waits for its end.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "wait" {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// open serves a pool until the test ends, and returns a client of it.
func open(t *testing.T) (*Pool, fnpb.BeamFnExternalWorkerPoolClient, <-chan error) {
	t.Helper()
	p, err := Listen(0, Self("wait"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	ended := make(chan error, 1)
	go func() { ended <- p.Serve(ctx) }()
	c, err := grpc.NewClient("passthrough:///"+p.Address(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return p, fnpb.NewBeamFnExternalWorkerPoolClient(c), ended
}

func at(url string) *pipepb.ApiServiceDescriptor { return &pipepb.ApiServiceDescriptor{Url: url} }

func request(name string) *fnpb.StartWorkerRequest {
	return &fnpb.StartWorkerRequest{WorkerId: name, ControlEndpoint: at("localhost:1"),
		LoggingEndpoint: at("localhost:2")}
}

func start(t *testing.T, runner fnpb.BeamFnExternalWorkerPoolClient, name string) {
	t.Helper()
	r, err := runner.StartWorker(t.Context(), request(name))
	if err != nil || r.GetError() != "" {
		t.Fatalf("%v, %v", r, err)
	}
}

// wait waits until there is a certain number of workers.
func wait(t *testing.T, p *Pool, n int) {
	t.Helper()
	for end := time.Now().Add(time.Minute); len(p.Workers()) != n; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d workers, want %d", len(p.Workers()), n)
		}
	}
}

// TestWorkers: each worker is a process, also two with the same name. If one is killed,
// the others continue, and it can be replaced.
func TestWorkers(t *testing.T) {
	p, runner, ended := open(t)
	for _, name := range []string{"1-1", "1-1", "1-2"} {
		start(t, runner, name)
	}
	wait(t, p, 3)
	if err := p.Workers()[0].Kill(); err != nil {
		t.Fatal(err)
	}
	wait(t, p, 2)
	start(t, runner, "1-1")
	wait(t, p, 3)
	if r, err := runner.StopWorker(t.Context(), &fnpb.StopWorkerRequest{WorkerId: "1-1"}); err != nil ||
		r.GetError() != "" || len(p.Workers()) != 3 {
		t.Errorf("one runner's StopWorker may have ended another's: %v, %v, %d left", r, err, len(p.Workers()))
	}
	p.Close()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("the pool does not end")
	}
	wait(t, p, 0)
}

func TestRefused(t *testing.T) {
	p, runner, _ := open(t)
	bare, secured := request("1-1"), request("1-1")
	bare.ControlEndpoint = nil
	secured.LoggingEndpoint.Authentication = &pipepb.AuthenticationSpec{Urn: "some"}
	for want, r := range map[string]*fnpb.StartWorkerRequest{"without an address": bare, "authenticate": secured} {
		got, err := runner.StartWorker(t.Context(), r)
		if err != nil || !strings.Contains(got.GetError(), want) {
			t.Errorf("got %v, %v, want %q", got, err, want)
		}
	}
	p.Close()
	if got, _ := p.StartWorker(t.Context(), request("1-1")); !strings.Contains(got.GetError(), "closing") {
		t.Errorf("a closed pool: %v", got)
	}
	if _, err := Parse([]string{"1-1"}); err == nil {
		t.Error("one argument is taken for four")
	}
	if _, err := Listen(p.listen.Addr().(*net.TCPAddr).Port+1<<16, Self("wait")); err == nil {
		t.Error("a port that cannot be")
	}
}

// A control is a runner without work, which closes a connection on request.
type control struct {
	fnpb.UnimplementedBeamFnControlServer
	came, letGo chan struct{}
}

func (c *control) Control(s fnpb.BeamFnControl_ControlServer) error {
	close(c.came)
	select {
	case <-c.letGo:
	case <-s.Context().Done():
	}
	return nil
}

// TestWork: a worker ends when its runner closes the connection, and when its pool ends.
func TestWork(t *testing.T) {
	for what, end := range map[string]func(*control, *io.PipeWriter){
		"the runner lets go": func(c *control, _ *io.PipeWriter) { close(c.letGo) },
		"the pool dies":      func(_ *control, w *io.PipeWriter) { _ = w.Close() },
	} {
		t.Run(what, func(t *testing.T) {
			l, err := net.Listen("tcp", "localhost:0")
			if err != nil {
				t.Fatal(err)
			}
			c, s := &control{came: make(chan struct{}), letGo: make(chan struct{})}, grpc.NewServer()
			fnpb.RegisterBeamFnControlServer(s, c)
			go func() { _ = s.Serve(l) }()
			defer s.Stop()
			life, w := io.Pipe()
			ended := make(chan error, 1)
			go func() {
				ended <- Work(t.Context(), Endpoints{Worker: "1-1", Control: l.Addr().String(),
					Logging: l.Addr().String()}, life)
			}()
			<-c.came
			end(c, w)
			select {
			case err := <-ended:
				if err != nil {
					t.Error(err)
				}
			case <-time.After(time.Minute):
				t.Fatal("it goes on")
			}
		})
	}
}
