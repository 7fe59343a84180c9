package engine

// This file reduces logging. Beam's SDK and the embedded runner log by two different
// packages, and both write to standard error, where the notes and errors of a command
// would be lost between them.

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
)

// Quiet makes Beam and its embedded runner log only messages of at least a level, to w.
// It replaces the default logger of package slog and that of Beam's SDK, of which levels
// above Warn show fatal messages only.
func Quiet(w io.Writer, level slog.Level) {
	slog.SetDefault(slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level})))
	log.SetLogger(&severityFilter{w: w, least: severity(level)})
}

// severity returns the least severity of Beam's log for a level.
func severity(level slog.Level) log.Severity {
	switch {
	case level <= slog.LevelDebug:
		return log.SevDebug
	case level <= slog.LevelInfo:
		return log.SevInfo
	case level <= slog.LevelWarn:
		return log.SevWarn
	}
	return log.SevFatal // errors come back to the caller of Run
}

// A severityFilter writes messages of at least one severity and drops the others. It
// is safe for concurrent use: the functions of a pipeline log from many goroutines.
type severityFilter struct {
	mu    sync.Mutex
	w     io.Writer
	least log.Severity
}

// Log implements log.Logger.
func (s *severityFilter) Log(_ context.Context, sev log.Severity, _ int, message string) {
	if sev < s.least {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, _ = fmt.Fprintln(s.w, message)
}
