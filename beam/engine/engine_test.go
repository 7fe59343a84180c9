package engine

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	jobpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/jobmanagement_v1"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	"google.golang.org/grpc"
)

func set(t *testing.T, flag *string, value string) {
	old := *flag
	*flag = value
	t.Cleanup(func() { *flag = old })
}

// TestUnreachable: an endpoint where nothing listens is an error at once, and so is one
// that does not answer or is not a job service.
func TestUnreachable(t *testing.T) {
	gone, mute := listen(t), listen(t)
	if err := gone.Close(); err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(http.NotFoundHandler())
	defer web.Close()
	for what, address := range map[string]string{"nobody": gone.Addr().String(), "mute": mute.Addr().String(),
		"a web server": web.Listener.Addr().String()} {
		set(t, jobopts.Endpoint, address)
		began := time.Now()
		_, err := Run(t.Context(), beam.NewPipeline())
		if err == nil || !strings.Contains(err.Error(), address) {
			t.Errorf("%s: got %v", what, err)
		}
		if took := time.Since(began); took > 2*answerTime {
			t.Errorf("%s: it took %v", what, took)
		}
	}
}

// TestMuteNameServer: a name server that does not answer is no problem if the name of the
// endpoint is in this machine's hosts file.
func TestMuteNameServer(t *testing.T) {
	old := net.DefaultResolver
	t.Cleanup(func() { net.DefaultResolver = old })
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	l, s := listen(t), grpc.NewServer()
	jobpb.RegisterJobServiceServer(s, &jobService{})
	go func() { _ = s.Serve(l) }()
	defer s.Stop()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	set(t, jobopts.Endpoint, "localhost:"+port)
	if err := reachable(t.Context()); err != nil {
		t.Error(err)
	}
}

// A jobService is a job service that only reports how a job ended.
type jobService struct {
	jobpb.UnimplementedJobServiceServer
	state jobpb.JobState_Enum
}

func (s *jobService) GetState(context.Context, *jobpb.GetJobStateRequest) (*jobpb.JobStateEvent, error) {
	return &jobpb.JobStateEvent{State: s.state}, nil
}

// TestCancelled: a job that was cancelled on the runner is an error.
func TestCancelled(t *testing.T) {
	l, s, service := listen(t), grpc.NewServer(), &jobService{}
	jobpb.RegisterJobServiceServer(s, service)
	go func() { _ = s.Serve(l) }()
	defer s.Stop()
	set(t, jobopts.Endpoint, l.Addr().String())
	if err := reachable(t.Context()); err != nil {
		t.Errorf("one that cannot list jobs: %v", err)
	}
	for state, want := range map[jobpb.JobState_Enum]bool{jobpb.JobState_DONE: true, jobpb.JobState_CANCELLED: false} {
		service.state = state
		if err := finished(t.Context(), "job"); (err == nil) != want {
			t.Errorf("%v: got %v", state, err)
		}
	}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func TestCheckRunner(t *testing.T) {
	for _, c := range []struct{ runner, endpoint, want string }{
		{"", "", ""}, {"Prism", "", ""}, {"flink", "localhost:8099", ""},
		{"flink", "", "needs --endpoint"}, {"hadoop", "", "there are prism"},
	} {
		set(t, runners.Runner, c.runner)
		set(t, jobopts.Endpoint, c.endpoint)
		if err := CheckRunner(); (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(),
			c.want) {
			t.Errorf("%s: got %v, want %q", c.runner, err, c.want)
		}
	}
}

// TestCause: the user sees only the error of the function that failed.
func TestCause(t *testing.T) {
	ours := Fail(Fail(errors.New("file, line 3: broken")))
	if got := cause(fmt.Errorf("job 7 failed:\nbundle x:\n%w\nstack", ours)); got.Error() != "file, line 3: broken" {
		t.Errorf("got %v", got)
	}
	theirs := errors.New("no more slots")
	if got := cause(theirs); !errors.Is(got, theirs) {
		t.Errorf("got %v", got)
	}
	if Fail(nil) != nil {
		t.Error("no error has become one")
	}
}

// TestWorkers: Beam's flags about workers are completed for one pipeline, except with
// Prism.
func TestWorkers(t *testing.T) {
	for _, c := range []struct{ runner, kind, wantKind, wantBinary string }{
		{"", "loopback", "loopback", ""},
		{"flink", "LOOPBACK", "EXTERNAL", os.DevNull},
		{"spark", "external", "external", os.DevNull},
		{"universal", "PROCESS", "PROCESS", os.Args[0]},
	} {
		set(t, runners.Runner, c.runner)
		set(t, jobopts.EnvironmentType, c.kind)
		set(t, jobopts.EnvironmentConfig, "")
		set(t, jobopts.WorkerBinary, "")
		release, err := workers(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if *jobopts.EnvironmentType != c.wantKind || *jobopts.WorkerBinary != c.wantBinary {
			t.Errorf("%v: type %s, binary %s", c, *jobopts.EnvironmentType, *jobopts.WorkerBinary)
		}
		if there := *jobopts.EnvironmentConfig != ""; there != (c.kind == "LOOPBACK") {
			t.Errorf("%v: a pool at %q", c, *jobopts.EnvironmentConfig)
		}
		release()
		if *jobopts.EnvironmentType != c.kind || *jobopts.EnvironmentConfig != "" || *jobopts.WorkerBinary != "" {
			t.Errorf("%v: left behind: %s, %s, %s", c, *jobopts.EnvironmentType, *jobopts.EnvironmentConfig,
				*jobopts.WorkerBinary)
		}
	}
}

// TestScratch: all files in the temporary folder are removed.
func TestScratch(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TMP", "")
	t.Setenv("TEMP", "")
	before := os.TempDir()
	remove, err := Scratch()
	if err != nil {
		t.Fatal(err)
	}
	if f, err := os.CreateTemp("", "beamloopbackworker-*"); err != nil ||
		filepath.Dir(filepath.Dir(f.Name())) != before {
		t.Errorf("%v, %v", f, err)
	}
	remove()
	if left, _ := os.ReadDir(before); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
