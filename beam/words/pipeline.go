package words

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/text"
)

// Count counts the words of spans and writes those that s selects to path, as `w2vattn
// vocab` does. It returns what was counted: tokens, sentences, distinct words and
// frequent ones, cuts in long sentences, replaced bytes, tokens of one letter and
// sentences of one token. No word that is frequent enough is an error: ErrNone, or one
// about an empty corpus. Other errors are those of pipelines and files.
func Count(ctx context.Context, spans []text.Span, r text.Reading, s Selection, path string) (engine.Counters, error) {
	p, scope := beam.NewPipelineWithRoot()
	build := engine.ThisBuild()
	counts := beam.ParDo(scope.Scope("count"), &countFn{Build: build, Reading: r}, beam.Reshuffle(scope.Scope("spans"),
		beam.CreateList(scope, spans)))
	sums := beam.CombinePerKey(scope.Scope("sum"), add, counts)
	frequent := beam.ParDo(scope.Scope("frequent"), &frequentFn{MinCount: s.MinCount}, sums)
	beam.ParDo0(scope.Scope("write"), &writeFn{Build: build, Path: path, MaxVocab: s.MaxVocab},
		beam.GroupByKey(scope, frequent))
	counters, err := engine.Run(ctx, p)
	if err == nil && counters["frequent"] == 0 {
		err = missing(counters, s)
	}
	return counters, err
}
