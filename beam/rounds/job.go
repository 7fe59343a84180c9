package rounds

// This file describes a job: its configuration, the files in its work folder, and the
// check that a folder belongs to it. A job that is run again finds the files of
// finished steps and continues after them.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/splitmix"
)

// A Job describes a training. It is plain data: it is sent to workers, and stored in the
// work folder to be compared when a job is resumed. The files in Work, which a job writes
// and its rounds read, are
//
//	job.json                    the job itself
//	vocab.tsv                   the vocabulary, unless Vocab names another
//	shard-00000-of-00004, …     the sentences as ids
//	round-00000.safetensors     the initial model; round-00003: the model after three rounds
//	velocity-00003.safetensors  with the rule momentum: the velocity after three rounds
type Job struct {
	engine.Build
	Config   word2vec.Config
	Reading  text.Reading
	Corpus   string // a digest, to notice when it has changed
	Vocab    string // the file of a vocabulary; "": the words are counted
	Shards   int    // S
	PerEpoch int    // rounds in an epoch
	Merge    Merge
	Work     string // the folder of all files below, which every worker sees
}

// Rounds returns the total number of rounds.
func (j *Job) Rounds() int { return j.Config.Epochs * j.PerEpoch }

// vocab returns the path of the vocabulary.
func (j *Job) vocab() string {
	if j.Vocab != "" {
		return j.Vocab
	}
	return storage.Join(j.Work, "vocab.tsv")
}

// manifest returns the path of the file that describes the job.
func (j *Job) manifest() string { return storage.Join(j.Work, "job.json") }

// shard returns the path of the file of shard i.
func (j *Job) shard(i int) string {
	return storage.Join(j.Work, fmt.Sprintf("shard-%05d-of-%05d", i, j.Shards))
}

// model returns the path of the model after a number of rounds.
func (j *Job) model(rounds int) string {
	return storage.Join(j.Work, fmt.Sprintf("round-%05d.safetensors", rounds))
}

// velocity returns the path of the velocity of block momentum after a number of rounds.
func (j *Job) velocity(rounds int) string {
	return storage.Join(j.Work, fmt.Sprintf("velocity-%05d.safetensors", rounds))
}

// Validate returns an error that names the first invalid field, or nil.
func (j *Job) Validate() error {
	switch {
	case j.Config.Trainer != word2vec.Batched:
		return fmt.Errorf("the trainer is %q, must be %s: no other continues a model", j.Config.Trainer,
			word2vec.Batched)
	case j.Config.HeldOut != 0 || j.Config.Patience != 0:
		return errors.New("sentences cannot be held out: no worker has the loss of all")
	case j.Shards < 1 || j.Shards > maxShards:
		return fmt.Errorf("there are %d shards, must be 1 to %d", j.Shards, maxShards)
	case j.PerEpoch < 1:
		return fmt.Errorf("there are %d rounds an epoch, must be at least 1", j.PerEpoch)
	}
	if err := j.Merge.validate(); err != nil {
		return err
	}
	return j.Config.Validate()
}

// rate returns the learning rate after a number of rounds. It falls linearly from
// Alpha to MinAlpha over all rounds, as on one machine over all tokens:
//
//	α(r) = Alpha − (Alpha − MinAlpha)·r/Rounds
func (j *Job) rate(rounds int) float64 {
	c := j.Config
	return c.Alpha - (c.Alpha-c.MinAlpha)*float64(rounds)/float64(j.Rounds())
}

// part returns the configuration for a shard in a round: one epoch, the learning rates at
// the start and end of the round, and a seed of its own.
func (j *Job) part(round, shard int) word2vec.Config {
	c := j.Config
	c.Epochs, c.Alpha, c.MinAlpha = 1, j.rate(round), j.rate(round+1)
	c.Seed = mix(c.Seed, round, shard)
	return c
}

// mix returns a different seed for each round and shard, a hash of all three numbers.
func mix(seed uint32, round, shard int) uint32 {
	return uint32(splitmix.Mix(uint64(seed)<<32 ^ uint64(round)<<16 ^ uint64(shard)))
}

// claim writes the manifest, or compares the job with the one that is there. Another job
// in the folder is an error, since its models and shards would be taken for results of
// this one.
func (j *Job) claim(ctx context.Context) error {
	want, err := json.MarshalIndent(j, "", " ")
	if err != nil {
		return err
	}
	there, err := storage.Exists(ctx, j.manifest())
	if err != nil {
		return err
	}
	if !there {
		return storage.Write(ctx, j.manifest(), func(w io.Writer) error {
			_, err := w.Write(want)
			return err
		})
	}
	got, err := storage.ReadFile(ctx, j.manifest())
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("the folder %s holds another job (%s): name another --work, or remove it", j.Work,
			difference(got, want))
	}
	return nil
}

// difference describes the first part in which two manifests differ.
func difference(a, b []byte) string {
	var there, here map[string]json.RawMessage
	if json.Unmarshal(a, &there) != nil || json.Unmarshal(b, &here) != nil {
		return "whose job.json is damaged"
	}
	for _, name := range []string{"Format", "Corpus", "Reading", "Vocab", "Config", "Shards", "PerEpoch", "Merge"} {
		if string(there[name]) != string(here[name]) {
			switch name {
			case "Format":
				return fmt.Sprintf("made by a w2vattn-beam of format %s, this one is of format %s", there[name],
					here[name])
			case "Corpus":
				return "of a corpus that has changed since, or of another"
			}
			return "with another " + name
		}
	}
	return "with another folder"
}
