package embed

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/w2vattn/w2vattn/vocab"
)

// SelectFile returns a stream of the words that the file at path lists, one per
// line, in its order; empty lines are skipped. It reads their vectors into
// memory, see Select. Errors name the file. Words that are not in the vocabulary
// are an error that wraps an [*UnknownWordError] with all of them. A file without
// words and a word that is listed twice are errors. The search for similar
// spellings ends with ctx.
func (s *Stream) SelectFile(ctx context.Context, path string) (*Stream, error) {
	ids, err := readWordList(ctx, path, s.Words)
	if err != nil {
		return nil, err
	}
	some, err := s.Select(ids)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return some, nil
}

// readWordList returns the ids of the words in the file at path, all of which
// must be known.
func readWordList(ctx context.Context, path string, known *vocab.Vocab) ([]vocab.ID, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read from
	var ids []vocab.ID
	var unknown UnknownWordError
	r := bufio.NewReader(file)
	for {
		line, err := r.ReadString('\n')
		if word := strings.TrimRight(line, "\r\n"); word != "" {
			id, ok := known.ID(word)
			if ids = append(ids, id); !ok {
				unknown.Words = append(unknown.Words, word)
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("%s: no words", path)
	}
	if unknown.Words == nil {
		return ids, nil
	}
	if unknown.Near, err = known.NearAll(ctx, unknown.Words, maxSuggestions); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("%s: %w", path, &unknown)
}

// WithContext returns a stream whose Rows end with the error of ctx once ctx is
// done. Use it to cancel WriteStream, which takes no context; WriteStream then
// removes the incomplete file.
func (s *Stream) WithContext(ctx context.Context) *Stream {
	until := *s
	until.Rows = func(yield func([]float32, error) bool) {
		for row, err := range s.Rows {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
	return &until
}
