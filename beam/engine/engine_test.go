package engine

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
)

func set(t *testing.T, flag *string, value string) {
	old := *flag
	*flag = value
	t.Cleanup(func() { *flag = old })
}

// TestUnreachable: a runner that nobody is at is an error at once.
func TestUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	set(t, jobopts.Endpoint, address)
	began := time.Now()
	_, err = Run(t.Context(), beam.NewPipeline())
	if err == nil || !strings.Contains(err.Error(), address) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(began); took > 2*dialTime {
		t.Errorf("it took %v", took)
	}
}

func TestCheckRunner(t *testing.T) {
	for _, c := range []struct{ runner, endpoint, want string }{
		{"", "", ""}, {"Prism", "", ""}, {"flink", "localhost:8099", ""},
		{"flink", "", "needs --endpoint"}, {"hadoop", "", "there are prism"},
	} {
		set(t, runners.Runner, c.runner)
		set(t, jobopts.Endpoint, c.endpoint)
		if err := CheckRunner(); (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.runner, err, c.want)
		}
	}
}

// TestCause: of what a job says, the user sees what our function said.
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
