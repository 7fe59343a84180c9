package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/vocab"
)

// checkCheckpoint refuses to overwrite a checkpoint that neither --resume nor
// --restart is for, or any other file.
func (f *trainFlags) checkCheckpoint() error {
	switch {
	case f.resume && f.restart:
		return cli.Usagef("--resume and --restart contradict each other: one goes on from the checkpoint, the other discards it")
	case f.resume && f.checkpoint == "":
		return cli.Usagef("--resume without --checkpoint: where is the state to go on from?")
	case f.restart && f.checkpoint == "":
		return cli.Usagef("--restart without --checkpoint: which checkpoint is to be discarded?")
	case !isRegular(f.checkpoint):
		return nil
	}
	info, err := train.ReadCheckpoint(f.checkpoint)
	switch {
	case err != nil:
		return cli.Usagef("--checkpoint %s would overwrite a file that is not a checkpoint; name another file, or remove this one: %w", f.checkpoint, err)
	case !f.resume && !f.restart:
		return cli.Usagef("%s holds a checkpoint of %s; continue with --resume or start over with --restart", f.checkpoint,
			describeCheckpoint(info))
	}
	return nil
}

// isRegular reports whether path is a regular file that exists.
func isRegular(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// describeCheckpoint says what training a checkpoint belongs to and how far it got.
func describeCheckpoint(i train.CheckpointInfo) string {
	var c struct {
		Trainer string
		Arch    string
		Dim     int
		Epochs  int
	}
	_ = json.Unmarshal(i.Config, &c) // what another trainer's configuration lacks stays empty
	return fmt.Sprintf("epoch %d of %d (%s, %s words × %d numbers, %s tokens)", min(i.Epoch+1, c.Epochs), c.Epochs,
		cmp.Or(c.Arch, c.Trainer), english.Thousands(int64(i.Words)), c.Dim, english.Thousands(i.Figures.Tokens))
}

// beginFiles checks that there is room for the files of a training with the words
// of v, and discards the checkpoint of --restart.
func (f *trainFlags) beginFiles(v *vocab.Vocab) error {
	if err := atomicfile.CheckSpace(f.needs(v)...); err != nil {
		return err
	}
	if f.restart && v.Len() > 0 { // else training does not begin
		return f.removeCheckpoint()
	}
	return nil
}

// needs returns the least room that model and checkpoint take. The checkpoint
// replaces an existing one.
func (f *trainFlags) needs(v *vocab.Vocab) []atomicfile.Size {
	var native, state int64
	if sized, ok := f.trainer.(train.Sized); ok {
		native, state = sized.FileBytes(v)
	}
	if info, err := os.Stat(f.checkpoint); err == nil {
		state = max(0, state-info.Size())
	}
	model := 4 * int64(v.Len()) * int64(f.config.Dim) // a number in text takes more than 4 bytes
	switch format, err := embed.FormatOf(f.modelFile); {
	case err == nil && format == embed.Safetensors:
		model = native
	case strings.HasSuffix(f.modelFile, ".gz"), strings.HasSuffix(f.modelFile, ".zst"):
		model = 0 // compressed, it may take anything
	}
	return []atomicfile.Size{{Path: f.modelFile, Bytes: model}, {Path: f.checkpoint, Bytes: state}}
}

// removeCheckpoint removes the checkpoint. A device or FIFO in its place stays.
func (f *trainFlags) removeCheckpoint() error {
	if !isRegular(f.checkpoint) {
		return nil
	}
	if err := os.Remove(f.checkpoint); err != nil {
		return fmt.Errorf("the checkpoint could not be removed: %w", err)
	}
	return nil
}
