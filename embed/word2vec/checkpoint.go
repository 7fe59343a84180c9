package word2vec

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// A CheckpointInfo describes a checkpoint.
type CheckpointInfo struct {
	train.CheckpointInfo
	Config Config
}

// ReadCheckpoint returns a description of the checkpoint at path, as [train.ReadCheckpoint]
// does. It does not check Config.Trainer. Errors are those of train.ReadCheckpoint, and of
// a configuration that cannot be decoded.
func ReadCheckpoint(path string) (CheckpointInfo, error) {
	info, err := train.ReadCheckpoint(path)
	if err != nil {
		return CheckpointInfo{}, err
	}
	i := CheckpointInfo{CheckpointInfo: info}
	if err := json.Unmarshal(info.Config, &i.Config); err != nil {
		return CheckpointInfo{}, fmt.Errorf("word2vec: %s: %w", path, err)
	}
	return i, nil
}

// lossSums are sums of losses: those of the negatives by their index in the block modulo
// 16, then those of the targets by their row in the block.
type lossSums [2 * simd.MaxRows]float64

// stateVersion is the version of the batched trainer's draws and arithmetic. It rises when the
// same configuration gives other bytes, because a checkpoint of the version before could not be
// continued to the same model. Version 0.1 of the program wrote no version, which reads as 0.
const stateVersion = 3

// A state is how far training has come. With the matrices it is what a checkpoint
// stores; package train stores the epoch.
type state struct {
	Epoch   int      `json:"-"`
	Version int      `json:"version"` // stateVersion
	Chunk   int      `json:"chunk"`   // the next one of the epoch
	Losses  lossSums `json:"losses"`  // of this epoch
	Centres int64    `json:"centres"`
	HeldOut float64  `json:"held_out"` // the loss after the last whole epoch
	Best    float64  `json:"best"`     // the lowest such loss, 0 before the first
	Worse   int      `json:"worse"`    // epochs since the lowest one
}

// in returns s if it is in the given epoch, else the state at the start of the epoch.
func (s state) in(epoch int) state {
	if epoch != s.Epoch {
		s.Epoch, s.Chunk, s.Losses, s.Centres = epoch, 0, lossSums{}, 0
	}
	return s
}

// State returns the state to store in a checkpoint.
func (b *batched) State(epoch int) any {
	s := b.at.in(epoch)
	s.Version = stateVersion
	return s
}

// Restore sets state and vectors to those of a checkpoint. It returns an error, and
// leaves the state as it was, if the file has no output vectors of the table's
// dimension, or a position that this corpus does not have. The words are those of the
// vocabulary: package train compares them before.
func (b *batched) Restore(epoch int, saved json.RawMessage, file *embed.File) error {
	out := file.Matrices[outputsName]
	if out.Data == nil || out.Cols != file.Table.Dim() {
		return errors.New("it is not a checkpoint")
	}
	s := state{Epoch: epoch}
	if err := json.Unmarshal(saved, &s); err != nil {
		return err
	}
	if s.Version != stateVersion {
		return fmt.Errorf("it was written by another version of the program, which trains to other numbers "+
			"(version %d of the checkpoint's state, want %d)", s.Version, stateVersion)
	}
	if s.Chunk < 0 || s.Chunk > len(b.ranges) || s.Chunk%segmentChunks != 0 && s.Chunk != len(b.ranges) {
		return fmt.Errorf("it was written in epoch %d before chunk %d, which this corpus does not have", epoch, s.Chunk)
	}
	b.at = s
	for id := range file.Table.Len() {
		b.scatter(id, file.Table.Row(vocab.ID(id)), linalg.Row(out, id))
	}
	return nil
}
