package serve

// This file counts requests for Prometheus (/metrics). Durations are histograms, from
// which rates and quantiles of any period can be computed later.

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are the metrics for Prometheus. Their names begin with w2vattn_.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec   // answered, by path and status
	seconds  *prometheus.HistogramVec // from header to end of the answer, by path
	open     prometheus.Gauge         // being answered
	passes   prometheus.Histogram     // questions that shared a pass
}

// newMetrics returns metrics in a registry of their own, with those of the Go runtime
// and of the process. The buckets of durations, in seconds, are about a factor of 2
// apart from half a millisecond, which a cached page takes, to answerTime, 10 s. A
// registry of their own lets one process have several servers.
func newMetrics() *metrics {
	seconds := []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}
	f := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "w2vattn_requests_total", Help: "Requests that were answered.",
		}, []string{"path", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "w2vattn_request_seconds", Help: "Time from a request's header to the end of its answer.",
			Buckets: seconds,
		}, []string{"path"}),
		open: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "w2vattn_requests_open", Help: "Requests that are being answered.",
		}),
		passes: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "w2vattn_pass_questions", Help: "Questions for nearest words that shared a pass over the vectors.",
			Buckets: []float64{1, 2, 4, 8, 16, 32, 64},
		}),
	}
	process := collectors.NewProcessCollector(collectors.ProcessCollectorOpts{})
	f.registry.MustRegister(f.requests, f.seconds, f.open, f.passes, collectors.NewGoCollector(), process)
	return f
}

// handler returns the handler of /metrics.
func (f *metrics) handler() http.Handler {
	return promhttp.HandlerFor(f.registry, promhttp.HandlerOpts{})
}

// count records a request. Its label is the path of the route that answered, so that clients
// cannot create labels.
func (f *metrics) count(pattern string, status int, took time.Duration) {
	path := pattern
	if _, after, ok := strings.Cut(pattern, " "); ok {
		path = after
	}
	// Paths that do not exist share one label: each label is a time series that is
	// kept for ever.
	if path == "" || path == "/" && status == http.StatusNotFound {
		path = "other"
	}
	f.requests.WithLabelValues(path, strconv.Itoa(status)).Inc()
	f.seconds.WithLabelValues(path).Observe(took.Seconds())
}
