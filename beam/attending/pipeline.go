package attending

// This file runs attention as a pipeline of one step: each span becomes one file of
// results. There is no shuffle, because a sentence needs no other.

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/report"
)

// batch is the number of sentences whose neighbours are searched at once: a pass over the
// vectors with 256 queries takes a tenth of the time for each, see docs/benchmarks.md,
// section Queries of large tables.
const batch = 256

// init registers the function, as Beam requires: a worker finds it by its type's
// name.
func init() {
	register.DoFn2x1[context.Context, text.Span, error](&attendFn{})
}

// An attendFn writes a file for each span.
type attendFn struct {
	engine.Build
	Query  Query
	Folder string

	sentences beam.Counter // attended to
	attender  *attender    // opened by Setup
}

// Setup opens the model.
func (f *attendFn) Setup(ctx context.Context) (err error) {
	f.sentences = beam.NewCounter("attend", "sentences")
	if err := f.Check(); err != nil {
		return engine.Fail(err)
	}
	f.attender, err = f.Query.open(ctx)
	return engine.Fail(err)
}

// Teardown closes the model, if Setup has opened it.
func (f *attendFn) Teardown() {
	if f.attender != nil {
		f.attender.close()
	}
}

// ProcessElement attends to the lines of a span and writes its file, whole or not at all.
func (f *attendFn) ProcessElement(ctx context.Context, s text.Span) error {
	path := storage.Join(f.Folder, fmt.Sprintf("part-%05d.jsonl", s.Number))
	err := storage.Write(ctx, path, func(w io.Writer) error { return f.attend(ctx, s, w) })
	if err != nil && !strings.Contains(err.Error(), s.File) {
		err = fmt.Errorf("%s: %w", s, err)
	}
	return engine.Fail(err)
}

// attend writes the results of the lines of a span to w, batch by batch.
func (f *attendFn) attend(ctx context.Context, s text.Span, w io.Writer) error {
	r, err := s.Open(ctx)
	if err != nil {
		return err
	}
	defer r.Close() //nolint:errcheck // only read from
	lines, err := linesOf(r, s)
	if err != nil {
		return err
	}
	defer lines.Close() //nolint:errcheck // only read from
	in, out := bufio.NewReader(lines), bufio.NewWriter(w)
	// Span.Open returns the end of the preceding line first.
	if s.Begin > 0 { // the end of the line before
		if _, err := in.ReadByte(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
	for more := true; more; {
		var texts []string
		if texts, more, err = next(in); err != nil {
			return err
		}
		f.sentences.Inc(ctx, int64(len(texts)))
		if err := f.write(out, texts); err != nil {
			return err
		}
	}
	return out.Flush()
}

// linesOf returns the lines of a span. A whole file may be compressed, or in another
// encoding than UTF-8; a file that was cut is neither.
func linesOf(r io.Reader, s text.Span) (io.ReadCloser, error) {
	if !s.Whole {
		return io.NopCloser(r), nil
	}
	return input.Decode(r, s.File, input.Encoding{})
}

// next reads up to a batch of lines and reports whether there are more. A line with
// invalid UTF-8 is an error, which quotes the beginning of the line. Empty lines are
// sentences without tokens, so that line n of the results belongs to line n of the
// text.
func next(lines *bufio.Reader) (texts []string, more bool, err error) {
	for len(texts) < batch {
		line, err := lines.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, false, err
		}
		if !utf8.ValidString(line) {
			return nil, false, fmt.Errorf("the line %.40q has invalid UTF-8; convert the file", line)
		}
		if line != "" {
			texts = append(texts, strings.TrimRight(line, "\r\n"))
		}
		if err != nil {
			return texts, false, nil
		}
	}
	return texts, true, nil
}

// write attends to sentences and writes a line of JSON for each.
func (f *attendFn) write(w io.Writer, texts []string) error {
	all, err := f.attender.AttendAll(texts)
	if err != nil {
		return err
	}
	var raw []byte
	for _, a := range all {
		if raw, err = report.AppendJSON(raw, a); err != nil {
			return err
		}
	}
	_, err = w.Write(raw)
	return err
}

// Attend lets q attend over the lines of spans and writes a file for each span into the
// folder: part-00000.jsonl for span 0 and so on. It returns the counter "sentences". A
// model that cannot be opened and an unknown query word are errors before the pipeline
// starts.
func Attend(ctx context.Context, spans []text.Span, q Query, folder string) (engine.Counters, error) {
	a, err := q.open(ctx) // report the user's mistakes before workers start
	if err != nil {
		return nil, err
	}
	a.close()
	p, scope := beam.NewPipelineWithRoot()
	beam.ParDo0(scope.Scope("attend"), &attendFn{Build: engine.ThisBuild(), Query: q, Folder: folder},
		beam.Reshuffle(scope.Scope("spans"), beam.CreateList(scope, spans)))
	return engine.Run(ctx, p)
}
