package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// checkCheckpoint refuses to overwrite a checkpoint, or any other file, that neither
// --resume nor --restart is for.
func (f *trainFlags) checkCheckpoint() error {
	switch {
	case f.resume && f.restart:
		return usagef("--resume and --restart contradict each other: one goes on from the checkpoint, the other discards it")
	case f.resume && f.checkpoint == "":
		return usagef("--resume without --checkpoint: where is the state to go on from?")
	case f.restart && f.checkpoint == "":
		return usagef("--restart without --checkpoint: which checkpoint is to be discarded?")
	case f.resume || !isRegular(f.checkpoint):
		return nil
	}
	info, err := word2vec.ReadCheckpoint(f.checkpoint)
	switch {
	case err != nil:
		return usagef("--checkpoint %s would overwrite a file that is not a checkpoint: remove it or name another file: %w", f.checkpoint, err)
	case !f.restart:
		return usagef("%s holds a checkpoint of %s; continue with --resume or start over with --restart", f.checkpoint, describeCheckpoint(info))
	}
	return nil
}

// isRegular reports whether path is a regular file that exists.
func isRegular(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// describeCheckpoint says what training a checkpoint belongs to and how far it got.
func describeCheckpoint(i word2vec.CheckpointInfo) string {
	return fmt.Sprintf("epoch %d of %d (%s, %s words × %d numbers, %s tokens)", min(i.Epoch+1, i.Config.Epochs), i.Config.Epochs,
		i.Config.Arch, thousands(int64(i.Words)), i.Config.Dim, thousands(i.Figures.Tokens))
}

// beginFiles checks that there is room for the files of a training with so many
// words, and discards the checkpoint of --restart.
func (f *trainFlags) beginFiles(words int) error {
	if err := atomicfile.CheckRoom(f.needs(words)...); err != nil {
		return err
	}
	if f.restart && words > 0 { // else training does not begin
		return f.removeCheckpoint()
	}
	return nil
}

// needs returns the least room that model and checkpoint take: the checkpoint's
// input and output vectors, beside an existing one that it replaces.
func (f *trainFlags) needs(words int) []atomicfile.Need {
	matrix := 4 * int64(words) * int64(f.config.Dim)
	state := 2 * matrix
	if info, err := os.Stat(f.checkpoint); err == nil {
		state = max(0, state-info.Size())
	}
	model := matrix // a number in text takes more than 4 bytes
	switch format, err := embed.FormatOf(f.modelFile); {
	case err == nil && format == embed.Safetensors:
		model = f.config.MatrixBytes(words)
	case strings.HasSuffix(f.modelFile, ".gz"), strings.HasSuffix(f.modelFile, ".zst"):
		model = 0 // compressed, it may take anything
	}
	return []atomicfile.Need{{Path: f.modelFile, Bytes: model}, {Path: f.checkpoint, Bytes: state}}
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

// warnCheckpoint says why the checkpoint could not be written, once for each cause.
func (p *progress) warnCheckpoint(err error) {
	cause := err.Error()
	if errno := syscall.Errno(0); errors.As(err, &errno) {
		cause = errno.Error()
	}
	if p.warned[cause] {
		return
	}
	if p.warned == nil {
		p.warned = map[string]bool{}
	}
	p.warned[cause] = true
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	p.app.note("warning: the checkpoint cannot be written; training goes on and tries again at the next interval: %s", plainMessage(err))
}
