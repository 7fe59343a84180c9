package train

// This file saves and restores trainings. A checkpoint is a model file with a further
// field, so its vectors can be read like those of a model; it records the corpus and
// the configuration, and a training of others refuses it.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// checkpointOptions contains the path of the checkpoint and when it is written and read.
type checkpointOptions struct {
	path   string // "": nowhere
	every  time.Duration
	resume bool
}

// Checkpoint writes the state of training to the file at path, whole or not at all. It
// does so at the interval every (0: never), and when the context is cancelled. The file
// is a native file, so embed.Open can read its vectors. It is not removed when training
// ends. The trainer must support checkpoints (see Spec).
//
// If the file cannot be written during training, Status.CheckpointErr is set, and
// training continues. If it cannot be written when the context is cancelled, Train
// returns a *CheckpointError. Temporary files that killed programs left beside path are
// removed when training begins.
func Checkpoint(path string, every time.Duration) Option {
	return func(o *Options) { o.checkpoint.path, o.checkpoint.every = path, every }
}

// Resume continues training from the checkpoint at the path that Checkpoint names, if
// there is one. The result is the same as without the interruption. A checkpoint of
// another corpus, vocabulary or configuration is an error.
func Resume() Option { return func(o *Options) { o.checkpoint.resume = true } }

// A CheckpointError is the error of a training that was cancelled and whose state could
// not be written, so that the training since the previous checkpoint is lost.
type CheckpointError struct {
	Cancelled error // the error of the context
	Err       error // why the checkpoint could not be written
}

// Error contains both errors.
func (e *CheckpointError) Error() string {
	return fmt.Sprintf("train: %v, and the checkpoint could not be written: %v", e.Cancelled, e.Err)
}

// Unwrap returns both errors.
func (e *CheckpointError) Unwrap() []error { return []error{e.Cancelled, e.Err} }

// A CheckpointInfo describes a checkpoint.
type CheckpointInfo struct {
	Config     json.RawMessage // the Trainer as JSON
	Statistics Statistics      // statistics of the corpus
	Words      int             // number of words of the vocabulary
	Epoch      int             // the epoch to continue with, from 0
}

// ReadCheckpoint returns a description of the checkpoint at path. It does not read the
// vectors. A file that Checkpoint did not write is an error.
func ReadCheckpoint(path string) (CheckpointInfo, error) {
	file, err := embed.OpenFile(path, embed.From(embed.Safetensors))
	if err != nil {
		return CheckpointInfo{}, err
	}
	defer file.Table.Close() //nolint:errcheck // only read from
	p, err := parseCheckpoint(file)
	if err != nil {
		return CheckpointInfo{}, fmt.Errorf("train: %s: %w", path, err)
	}
	return CheckpointInfo{Config: file.Table.Meta().Config, Statistics: p.statistics, Words: file.Table.Len(),
		Epoch: p.Epoch}, nil
}

// A position is the epoch and the corpus of a checkpoint. In the file, the fields
// of the run's own state follow it.
type position struct {
	Corpus string `json:"corpus_sum"` // of the ids, to recognize the corpus
	Epoch  int    `json:"epoch"`      // the epoch to continue with, from 0

	statistics Statistics
	state      json.RawMessage // of the run, with the fields above
}

// parseCheckpoint returns the position of a checkpoint.
func parseCheckpoint(file *embed.File) (p position, err error) {
	meta := file.Table.Meta()
	if meta.Config == nil || meta.Corpus == nil {
		return p, errors.New("it is not a checkpoint")
	}
	var saved struct {
		Statistics
		State json.RawMessage `json:"checkpoint"`
	}
	if err := json.Unmarshal(meta.Corpus, &saved); err != nil {
		return p, err
	}
	if saved.State == nil {
		return p, errors.New("it is a model, not a checkpoint")
	}
	err = json.Unmarshal(saved.State, &p)
	p.statistics, p.state = saved.Statistics, saved.State
	return p, err
}

// corpusSum returns a checksum of the ids of the corpus, in hexadecimal.
func (l *loop) corpusSum() string { return fmt.Sprintf("%016x", l.text.IDs.Sum()) }

// save writes a checkpoint: a model file whose statistics have a further field with the
// state. The vectors of a checkpoint can therefore be read as a model. Matrices and state
// are copies, because training may continue.
func (l *loop) save() error {
	m, err := l.model(false)
	if err != nil {
		return err
	}
	if s, ok := l.run.(Snapshotter); ok {
		m.Matrices = s.Snapshot()
	}
	state, err := joinObjects(position{Corpus: l.corpusSum(), Epoch: l.epoch}, l.run.(Resumable).State(l.epoch))
	if err != nil {
		return fmt.Errorf("train: %w", err)
	}
	statistics, err := json.Marshal(struct {
		Statistics
		State json.RawMessage `json:"checkpoint"`
	}{l.text.Statistics, state})
	if err != nil {
		return fmt.Errorf("train: %w", err)
	}
	return embed.WriteFile(l.options.checkpoint.path, embed.Safetensors, &embed.File{
		Table:    m.Table.WithMeta(embed.Meta{Config: m.Config, Corpus: statistics}),
		Matrices: m.Matrices,
	})
}

// joinObjects returns the fields of a and b, in this order, as one JSON object. a has
// at least one field.
func joinObjects(a, b any) (json.RawMessage, error) {
	first, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	second, err := json.Marshal(b)
	if err != nil {
		return nil, err
	}
	if len(second) < len(`{"":0}`) { // null or {}
		return first, nil
	}
	return slices.Concat(first[:len(first)-1], []byte(","), second[1:]), nil
}

// saveLast writes the checkpoint of a run that was cancelled, and returns the error
// that the run ends with.
func (l *loop) saveLast(cancelled error) error {
	if l.options.checkpoint.path == "" {
		return cancelled
	}
	if err := l.save(); err != nil {
		return &CheckpointError{cancelled, err}
	}
	return cancelled
}

// load continues from the checkpoint, if there is one.
func (l *loop) load() error {
	path := l.options.checkpoint.path
	file, err := embed.ReadFile(path, embed.From(embed.Safetensors))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = l.restore(file)
	}
	if err != nil {
		return fmt.Errorf("train: the checkpoint %s cannot be resumed from; name another file, or remove it to begin "+
			"anew: %w", path, err)
	}
	return nil
}

// restore checks that a checkpoint belongs to this training and restores the run. It checks
// the configuration, the corpus, the vocabulary and the epoch, in this order. The corpus is
// recognised by its number of tokens and the checksum of its ids.
func (l *loop) restore(file *embed.File) error {
	p, err := parseCheckpoint(file)
	if err != nil {
		return err
	}
	if err := sameConfig(file.Table.Meta().Config, l.trainer); err != nil {
		return err
	}
	if tokens := l.text.Statistics.Tokens; p.Corpus != l.corpusSum() || p.statistics.Tokens != tokens {
		return fmt.Errorf("it was made from another corpus: that one has %d tokens and the checksum %s, this one %d and %s",
			p.statistics.Tokens, p.Corpus, tokens, l.corpusSum())
	}
	if err := sameWords(file.Table.Vocab(), l.text.Words); err != nil {
		return err
	}
	if p.Epoch < 0 || p.Epoch > l.trainer.Spec().Epochs {
		return fmt.Errorf("it was written in epoch %d, which this training does not have", p.Epoch)
	}
	l.epoch = p.Epoch
	return l.run.(Resumable).Restore(p.Epoch, p.state, file)
}

// sameWords returns an error if the vocabulary of a checkpoint is not that of the
// corpus.
func sameWords(of, want *vocab.Vocab) error {
	if of.Len() != want.Len() {
		return fmt.Errorf("it has %d words, the vocabulary of the corpus has %d", of.Len(), want.Len())
	}
	for id, word := range want.All() {
		if of.Word(id) != word || of.Count(id) != want.Count(id) {
			return fmt.Errorf("its word %d is %q (count %d), but that of the corpus is %q (count %d)", id, of.Word(id),
				of.Count(id), word, want.Count(id))
		}
	}
	return nil
}

// sameConfig returns an error that names the fields in which the configuration of a
// checkpoint differs from t, which is a struct or a pointer to one. It decodes the saved
// JSON into the type of t and compares field by field, so the order of the JSON fields does
// not matter. Fields that JSON does not store are not compared.
func sameConfig(saved json.RawMessage, t Trainer) error {
	here := reflect.Indirect(reflect.ValueOf(t))
	there := reflect.New(here.Type())
	if err := json.Unmarshal(saved, there.Interface()); err != nil {
		return err
	}
	var differences []string
	for i := range here.NumField() {
		field := here.Type().Field(i)
		if field.Tag.Get("json") == "-" {
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if x, y := there.Elem().Field(i).Interface(), here.Field(i).Interface(); !reflect.DeepEqual(x, y) {
			differences = append(differences, fmt.Sprintf("%s %v there, %v here", name, x, y))
		}
	}
	if differences == nil {
		return nil
	}
	slices.Sort(differences)
	return fmt.Errorf("it was made with another configuration: %s", strings.Join(differences, "; "))
}
