package main

// This file protects checkpoints and files from being overwritten, and checks that
// there is space for them. A training of hours that ends with "no space left on
// device" has lost all its work, so what can be checked before is checked before.

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

// checkCheckpoint returns an error if training would overwrite a checkpoint without
// --resume or --restart, or another file. Hours of training can be in a checkpoint, so
// neither flag is the default. The vectors of the file are not read. Whether the
// checkpoint belongs to the same corpus and flags is checked by package train when the
// corpus has been read.
func (f *trainFlags) checkCheckpoint() error {
	switch {
	case f.resume && f.restart:
		return cli.Usagef("--resume and --restart contradict each other: one continues from the checkpoint, the " +
			"other discards it")
	case f.resume && f.checkpoint == "":
		return cli.Usagef("--resume needs --checkpoint FILE")
	case f.restart && f.checkpoint == "":
		return cli.Usagef("--restart needs --checkpoint FILE")
	case !isRegular(f.checkpoint):
		return nil
	}
	info, err := train.ReadCheckpoint(f.checkpoint)
	switch {
	case err != nil:
		return cli.Usagef("--checkpoint %s would overwrite a file that is not a checkpoint; name another file, or "+
			"remove this one: %w", f.checkpoint, err)
	case !f.resume && !f.restart:
		return cli.Usagef("%s holds a checkpoint of %s; continue with --resume or start over with --restart",
			f.checkpoint, describeCheckpoint(info))
	}
	return nil
}

// isRegular reports whether path is a regular file that exists.
func isRegular(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// describeCheckpoint describes the training of a checkpoint and how far it came, as
// "epoch 2 of 5 (cbow, 30,000 words × 100 numbers, 7,300,000 tokens)". The configuration
// is JSON of the trainer that wrote it.
func describeCheckpoint(i train.CheckpointInfo) string {
	var c struct {
		Trainer string
		Arch    string
		Dim     int
		Epochs  int
	}
	_ = json.Unmarshal(i.Config, &c) // fields that the trainer does not have stay empty
	return fmt.Sprintf("epoch %d of %d (%s, %s words × %d numbers, %s tokens)", min(i.Epoch+1, c.Epochs), c.Epochs,
		cmp.Or(c.Arch, c.Trainer), english.Thousands(int64(i.Words)), c.Dim, english.Thousands(i.Statistics.Tokens))
}

// beginFiles checks that there is enough free space for the files of a training with the
// words of v, and removes the checkpoint for --restart. It is called when the corpus has
// been read: only then is the size of the vocabulary known, and a corpus that cannot be
// read leaves the checkpoint where it is.
func (f *trainFlags) beginFiles(v *vocab.Vocab) error {
	if err := atomicfile.CheckSpace(f.needs(v)...); err != nil {
		return err
	}
	if f.restart && v.Len() > 0 { // else training does not begin
		return f.removeCheckpoint()
	}
	return nil
}

// needs returns the least sizes in bytes of model and checkpoint: lower bounds, so that a
// training that would fit is never refused. The checkpoint replaces an existing one.
func (f *trainFlags) needs(v *vocab.Vocab) []atomicfile.Size {
	var native, state int64
	if sized, ok := f.trainer.(train.Sized); ok {
		native, state = sized.FileBytes(v)
	}
	// The space of the old checkpoint does not count as free, but the new one replaces it.
	if info, err := os.Stat(f.checkpoint); err == nil {
		state = max(0, state-info.Size())
	}
	// V×D numbers of 4 bytes: the size of binary vectors without the words.
	model := 4 * int64(v.Len()) * int64(f.config.Dim) // a number in text takes more than 4 bytes
	switch format, err := embed.FormatOf(f.modelFile); {
	case err == nil && format == embed.Safetensors:
		model = native
	case strings.HasSuffix(f.modelFile, ".gz"), strings.HasSuffix(f.modelFile, ".zst"):
		model = 0 // compressed, it may take anything
	}
	return []atomicfile.Size{{Path: f.modelFile, Bytes: model}, {Path: f.checkpoint, Bytes: state}}
}

// removeCheckpoint removes the checkpoint, if there is one. A device or FIFO in its place
// stays.
func (f *trainFlags) removeCheckpoint() error {
	if !isRegular(f.checkpoint) {
		return nil
	}
	if err := os.Remove(f.checkpoint); err != nil {
		return fmt.Errorf("the checkpoint could not be removed: %w", err)
	}
	return nil
}
