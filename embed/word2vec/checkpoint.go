package word2vec

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// checkpointOptions say where the state of training is kept.
type checkpointOptions struct {
	path   string // "": nowhere
	every  time.Duration
	resume bool
}

// Checkpoint writes the state of training to the file at path every so often,
// whole or not at all. It is a native file, so that its vectors can be looked
// at. When the context is cancelled, it is written once more. Only the batched
// trainer has it. The file is not removed at the end.
//
// If the file cannot be written, Status.CheckpointErr says so, and training goes on;
// if that happens after the context was cancelled, Train returns a
// *CheckpointError. Temporary files that killed programs left beside path are
// removed when Train begins.
func Checkpoint(path string, every time.Duration) Option {
	return func(o *options) { o.checkpoint.path, o.checkpoint.every = path, every }
}

// Resume has training go on from the checkpoint at the path that Checkpoint
// names, if there is one. The result is the same as without the interruption. A
// checkpoint of another corpus, vocabulary or configuration is an error.
func Resume() Option { return func(o *options) { o.checkpoint.resume = true } }

// A CheckpointError says that training was cancelled and its state could not be
// written, so that what was trained since the checkpoint before is lost.
type CheckpointError struct {
	Cancelled error // of the context
	Err       error // why the checkpoint could not be written
}

func (e *CheckpointError) Error() string {
	return fmt.Sprintf("word2vec: %v, and the checkpoint could not be written: %v", e.Cancelled, e.Err)
}

// Unwrap returns both errors.
func (e *CheckpointError) Unwrap() []error { return []error{e.Cancelled, e.Err} }

// A CheckpointInfo describes a checkpoint.
type CheckpointInfo struct {
	Config  Config
	Figures Figures // of the corpus
	Words   int     // of the vocabulary
	Epoch   int     // that training has reached, from 0; Config.Epochs at the end
}

// ReadCheckpoint describes the checkpoint at path. It does not read the vectors.
// A file that Checkpoint did not write is an error.
func ReadCheckpoint(path string) (CheckpointInfo, error) {
	file, err := embed.OpenFile(path, embed.From(embed.Safetensors))
	if err != nil {
		return CheckpointInfo{}, err
	}
	defer file.Table.Close() //nolint:errcheck // only read from
	c, at, err := parseCheckpoint(file)
	if err != nil {
		return CheckpointInfo{}, fmt.Errorf("word2vec: %s: %w", path, err)
	}
	return CheckpointInfo{Config: c, Figures: at.Figures, Words: file.Table.Len(), Epoch: at.State.Epoch}, nil
}

// A state says how far training has come, beside its matrices.
type state struct {
	Corpus  string    `json:"corpus_sum"` // of the ids, to know the corpus again
	Epoch   int       `json:"epoch"`
	Chunk   int       `json:"chunk"`  // the next one of the epoch
	Losses  []float64 `json:"losses"` // of this epoch, by kind and lane
	Centres int64     `json:"centres"`
	HeldOut float64   `json:"held_out"` // the loss after the last whole epoch
	Best    float64   `json:"best"`     // the lowest such loss, 0 before the first
	Worse   int       `json:"worse"`    // epochs since
}

// A checkpointed corpus stands in a checkpoint where a model has its Figures.
type checkpointed struct {
	Figures
	State *state `json:"checkpoint"`
}

// save writes a checkpoint.
func (b *batched) save() error {
	s := b.at
	s.Losses, s.Centres, s.Corpus = b.losses[:], b.centres, b.corpusSum()
	config, err := json.Marshal(b.config)
	if err != nil {
		return fmt.Errorf("word2vec: %w", err)
	}
	figures, err := json.Marshal(checkpointed{b.text.figures, &s})
	if err != nil {
		return fmt.Errorf("word2vec: %w", err)
	}
	inputs, outputs := b.gather(false)
	table, err := embed.New(b.text.words, inputs)
	if err != nil {
		return err
	}
	return embed.WriteFile(b.checkpoint.path, embed.Safetensors, &embed.File{
		Table:    table.WithMeta(embed.Meta{Config: config, Corpus: figures}),
		Matrices: map[string]blas32.General{outputsName: outputs},
	})
}

// saveLast keeps what a run has reached that was cancelled, and returns the error
// that the run ends with.
func (b *batched) saveLast(cancelled error) error {
	if b.checkpoint.path == "" {
		return cancelled
	}
	if err := b.save(); err != nil {
		return &CheckpointError{cancelled, err}
	}
	return cancelled
}

func (b *batched) corpusSum() string { return fmt.Sprintf("%016x", b.text.ids.Sum()) }

// load goes on from the checkpoint, if there is one.
func (b *batched) load() error {
	file, err := embed.ReadFile(b.checkpoint.path, embed.From(embed.Safetensors))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = b.take(file)
	}
	if err != nil {
		return fmt.Errorf("word2vec: the checkpoint %s cannot be resumed from; name another file, or remove it to begin anew: %w", b.checkpoint.path, err)
	}
	return nil
}

// parseCheckpoint returns the configuration and state of a checkpoint.
func parseCheckpoint(file *embed.File) (c Config, at checkpointed, err error) {
	meta := file.Table.Meta()
	if meta.Config == nil || meta.Corpus == nil || file.Matrices[outputsName].Data == nil {
		return c, at, errors.New("it is no checkpoint")
	}
	if err := errors.Join(json.Unmarshal(meta.Config, &c), json.Unmarshal(meta.Corpus, &at)); err != nil {
		return c, at, err
	}
	if at.State == nil {
		return c, at, errors.New("it is a model, no checkpoint")
	}
	return c, at, nil
}

// take checks what a checkpoint holds and takes it over.
func (b *batched) take(file *embed.File) error {
	c, at, err := parseCheckpoint(file)
	if err != nil {
		return err
	}
	if c != b.config {
		return fmt.Errorf("it was made with another configuration: %s", differences(c, b.config))
	}
	if at.State.Corpus != b.corpusSum() || at.Tokens != b.text.figures.Tokens {
		return fmt.Errorf("it was made from another corpus: of %d tokens with the sum %s, not of %d with %s", at.Tokens, at.State.Corpus, b.text.figures.Tokens, b.corpusSum())
	}
	if err := sameWords(file.Table.Vocab(), b.text.words); err != nil {
		return err
	}
	s := *at.State
	if s.Epoch < 0 || s.Epoch > c.Epochs || s.Chunk < 0 || s.Chunk > len(b.ranges) || s.Chunk%segmentChunks != 0 && s.Chunk != len(b.ranges) || len(s.Losses) != len(b.losses) {
		return fmt.Errorf("it stands at epoch %d, chunk %d, which this corpus does not have", s.Epoch, s.Chunk)
	}
	out := file.Matrices[outputsName]
	b.at, b.centres = s, s.Centres
	copy(b.losses[:], s.Losses)
	for id := range file.Table.Len() {
		b.scatter(id, file.Table.Row(vocab.ID(id)), linalg.Row(out, id))
	}
	return nil
}

// sameWords wants the checkpoint's vocabulary to be that of the corpus.
func sameWords(of, want *vocab.Vocab) error {
	if of.Len() != want.Len() {
		return fmt.Errorf("it has %d words, the vocabulary %d", of.Len(), want.Len())
	}
	for id, word := range want.All() {
		if of.Word(id) != word || of.Count(id) != want.Count(id) {
			return fmt.Errorf("its word %d is %q (count %d), that of the vocabulary %q (%d)", id, of.Word(id), of.Count(id), word, want.Count(id))
		}
	}
	return nil
}

// differences names the fields in which two configurations differ.
func differences(a, b Config) string {
	var d []string
	va, vb := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range va.NumField() {
		if x, y := va.Field(i).Interface(), vb.Field(i).Interface(); x != y {
			name := va.Type().Field(i).Tag.Get("json")
			d = append(d, fmt.Sprintf("%s %v there, %v here", name, x, y))
		}
	}
	slices.Sort(d)
	return strings.Join(d, "; ")
}
