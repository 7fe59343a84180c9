package words

// This file counts the words of one span. A word is emitted once for each span with
// its count, not once for each token, so a span of 32 MiB sends some thousands of
// elements instead of millions.

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

// init registers the functions of this file. add is a plain function: Beam combines
// with it before and after the shuffle.
func init() {
	register.DoFn3x1[context.Context, text.Span, func(string, WordCount), error](&countFn{})
	register.Emitter2[string, WordCount]()
	register.Function2x1(add)
}

// A countFn counts the words of spans. Each counter has the name of a field of the
// statistics of package corpus.
type countFn struct {
	engine.Build
	Reading text.Reading

	tokens, sentences, cut, replaced, letters, single beam.Counter
}

// Setup returns an error if the pipeline is of another version.
func (f *countFn) Setup() error {
	f.tokens, f.sentences = beam.NewCounter("vocab", "tokens"), beam.NewCounter("vocab", "sentences")
	f.cut, f.replaced = beam.NewCounter("vocab", "cut"), beam.NewCounter("vocab", "replaced")
	f.letters, f.single = beam.NewCounter("vocab", "letters"), beam.NewCounter("vocab", "single")
	return engine.Fail(f.Check())
}

// ProcessElement emits the words of a span, each once.
func (f *countFn) ProcessElement(ctx context.Context, s text.Span, emit func(string, WordCount)) error {
	return engine.Fail(f.Reading.Source(ctx, s, func(src *corpus.FileSource) error {
		var c vocab.Counter
		statistics, err := corpus.Count(ctx, src, &c)
		if err != nil {
			return err
		}
		f.tokens.Inc(ctx, statistics.Tokens)
		f.sentences.Inc(ctx, statistics.Sentences)
		f.cut.Inc(ctx, statistics.Cut)
		f.replaced.Inc(ctx, statistics.Replaced)
		f.letters.Inc(ctx, statistics.Letters)
		f.single.Inc(ctx, statistics.Single)
		// Words come in the order of their first occurrence in the span.
		place := int64(0)
		for word, n := range c.All() {
			emit(word, WordCount{Count: n, Span: int64(s.Number), Place: place})
			place++
		}
		return nil
	}))
}
