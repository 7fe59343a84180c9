package engine

// This file runs pipelines and reports their errors. An error of a function passes
// through a worker, the Fn API and the job service, each of which adds text; the user
// should see the sentence of the function.

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
)

// Counters are the counters of a pipeline's functions, by name.
type Counters map[string]int64

// Run runs a pipeline, waits for its end and returns its counters, those of one name
// summed over all functions. It returns an error if the runner does not answer, if the
// job fails or is cancelled, or an error of ctx. Only one pipeline may run at a time.
func Run(ctx context.Context, p *beam.Pipeline) (Counters, error) {
	if err := reachable(ctx); err != nil {
		return nil, err
	}
	release, err := workers(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	result, err := beamx.RunWithMetrics(ctx, p)
	if err != nil {
		return nil, cause(err)
	}
	if err := finished(ctx, result.JobID()); err != nil {
		return nil, err
	}
	counters := Counters{}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		counters[c.Name()] += c.Result()
	}
	return counters, nil
}

// CheckRunner returns an error for an unknown runner, or for one that needs an endpoint
// and has none.
func CheckRunner() error {
	switch name := strings.ToLower(*runners.Runner); name {
	case "", "prism", "prismrunner", "direct", "dataflow", "dot":
	case "flink", "spark", "universal", "portable", "portablerunner":
		if *jobopts.Endpoint == "" {
			return fmt.Errorf("--runner %s needs --endpoint HOST:PORT, where its job service listens", name)
		}
	default:
		return fmt.Errorf("--runner is %q; there are prism, flink, spark, dataflow and universal", name)
	}
	return nil
}

// cause extracts from the error of a job the error of the function that failed, which
// worker and runner have wrapped in stacks, ids and function names. Other errors are
// returned unchanged.
func cause(err error) error {
	text := err.Error()
	begin := strings.LastIndex(text, mark)
	if begin < 0 {
		return err
	}
	text = text[begin+len(mark):]
	if end := strings.Index(text, endMark); end >= 0 {
		text = text[:end]
	}
	return errors.New(text)
}

// mark and endMark enclose the text of an error on its way from a worker. Workers and
// runners add text before and after it.
const mark, endMark = "⟦", "⟧"

// Fail marks an error so that Run returns it without what the runner wraps around it. The
// functions of pipelines return their errors through Fail.
func Fail(err error) error {
	if err == nil || strings.Contains(err.Error(), mark) {
		return err
	}
	return fmt.Errorf("%s%w%s", mark, err, endMark)
}
