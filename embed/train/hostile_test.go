package train_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// resume continues from the checkpoint at path.
func resume(t *testing.T, c toy, path string, options ...train.Option) (*train.Model, error) {
	t.Helper()
	return train.Train(t.Context(), sentences(), c,
		append(options, train.Checkpoint(path, time.Hour), train.Resume())...)
}

// TestTruncatedCheckpoints: a checkpoint that was cut off is refused, and the error
// names the file and what to do.
func TestTruncatedCheckpoints(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "state")
	interrupted(t, newToy(), path, func(s train.Status) bool { return s.Epoch == 1 && s.Tokens > 0 })
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(dir, "cut")
	for n := 0; n < len(whole); n += 11 {
		if err := os.WriteFile(cut, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := resume(t, newToy(), cut); err == nil || !strings.Contains(err.Error(), cut+" cannot be resumed from") {
			t.Fatalf("%d of %d bytes: %v", n, len(whole), err)
		}
		if _, err := train.ReadCheckpoint(cut); err == nil {
			t.Fatalf("%d of %d bytes were described", n, len(whole))
		}
	}
}

// rewrite changes the configuration and the state of a checkpoint, which stays a valid file.
func rewrite(t *testing.T, path, old, replacement string) {
	t.Helper()
	file, err := embed.ReadFile(path, embed.From(embed.Safetensors))
	if err != nil {
		t.Fatal(err)
	}
	meta := file.Table.Meta()
	both := string(meta.Config) + string(meta.Corpus)
	if strings.Count(both, old) != 1 {
		t.Fatalf("%q occurs %d times in %q", old, strings.Count(both, old), both)
	}
	meta.Config = []byte(strings.Replace(string(meta.Config), old, replacement, 1))
	meta.Corpus = []byte(strings.Replace(string(meta.Corpus), old, replacement, 1))
	file.Table = file.Table.WithMeta(meta)
	if err := embed.WriteFile(path, embed.Safetensors, file); err != nil {
		t.Fatal(err)
	}
}

// TestChangedCheckpoints: a checkpoint whose fields do not fit the training is refused with
// the reason. The file stays.
func TestChangedCheckpoints(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	for _, c := range []struct{ old, replacement, why string }{
		{`"epoch":1`, `"epoch":9`, "it was written in epoch 9, which this training does not have"},
		{`"epoch":1`, `"epoch":-1`, "it was written in epoch -1, which this training does not have"},
		{`"epoch":1`, `"epoch":"x"`, "cannot unmarshal string"},
		{`"sentence":10`, `"sentence":[]`, "cannot unmarshal array"},
		{`"corpus_sum":"`, `"corpus_sum":"0`, "it was made from another corpus"},
		{`"checkpoint":`, `"other":`, "it is a model, not a checkpoint"},
		{`"seed":1`, `"seed":3`, "another configuration: seed 3 there, 1 here"},
	} {
		interrupted(t, newToy(), path, func(s train.Status) bool { return s.Epoch == 1 && s.Tokens > 0 })
		rewrite(t, path, c.old, c.replacement)
		if _, err := resume(t, newToy(), path); err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s for %s: %v, want %q", c.replacement, c.old, err, c.why)
		}
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: the file is gone: %v", c.replacement, err)
		}
	}
}

// TestOtherVocabulary: a checkpoint is refused if the same ids stand for other words, or
// for words with other counts.
func TestOtherVocabulary(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	interrupted(t, newToy(), path, func(s train.Status) bool { return s.Epoch == 1 && s.Tokens > 0 })
	for why, counts := range map[string][]int64{
		`its word 3 is "고양이" (count 17), but that of the corpus is "고양이" (count 16)`: {35, 35, 18, 16},
		"it has 4 words, the vocabulary of the corpus has 5":                         {35, 35, 18, 17, 1},
	} {
		words := []string{"new", "york", "cat", "고양이", "rare99"}[:len(counts)]
		v, err := vocab.New(words, counts)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := resume(t, newToy(), path, train.Vocabulary(v)); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%v, want %s", err, why)
		}
	}
}

// TestResumeWithoutCheckpoint: training starts at the beginning if the file does not exist.
func TestResumeWithoutCheckpoint(t *testing.T) {
	m, err := resume(t, newToy(), filepath.Join(t.TempDir(), "none"))
	if err != nil || !same(m, mustTrain(t, newToy())) {
		t.Errorf("%v, or another model", err)
	}
}

func TestCheckpointError(t *testing.T) {
	cancelled, full := errors.New("interrupted"), errors.New("no space")
	err := error(&train.CheckpointError{Cancelled: cancelled, Err: full})
	if !errors.Is(err, cancelled) || !errors.Is(err, full) ||
		err.Error() != "train: interrupted, and the checkpoint could not be written: no space" {
		t.Error(err)
	}
}

// TestManyUnknownWords: a corpus whose words are nearly all rare keeps its sentences and
// their lengths, whether its ids are in memory or in a file, and repeated trainings agree.
func TestManyUnknownWords(t *testing.T) {
	var src corpus.Lists
	for i := range 20_000 {
		src = append(src, []string{fmt.Sprint("x", i), "known", fmt.Sprint("y", i), fmt.Sprint("z", i)})
	}
	src = append(src, []string{"only", "unknown"}, []string{"known"})
	c := newToy()
	var models []*train.Model
	for _, memory := range []int64{0, 1 << 10, 1 << 30} {
		m, err := train.Train(t.Context(), src, c, train.Memory(memory))
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, m)
		if m.Table.Len() != 1 || m.Statistics.Tokens != 80_003 || m.Statistics.Unknown != 60_002 ||
			m.Matrices["occurrences"].Data[0] != 20_001 || !same(m, models[0]) {
			t.Errorf("memory %d: %d words, %+v, occurrences %v", memory, m.Table.Len(), m.Statistics,
				m.Matrices["occurrences"].Data)
		}
	}
}

// TestVocabulary: with a given vocabulary, words that the corpus lacks are in the model, and
// phrases are joined only if the vocabulary has them.
func TestVocabulary(t *testing.T) {
	v, err := vocab.New([]string{"absent", "new_york", "고양이"}, []int64{9, 5, 1})
	if err != nil {
		t.Fatal(err)
	}
	pairs := phrases.Default()
	pairs.MinCount, pairs.Threshold = 2, 0
	m := mustTrain(t, newToy(), train.Vocabulary(v), train.Phrases(pairs), train.Tokenizer(tokenize.Default()))
	got := m.Matrices["occurrences"].Data
	if m.Table.Vocab() != v || got[0] != 0 || got[4] != 35 || got[8] != 17 || m.Statistics.Phrases != 1 {
		t.Errorf("occurrences %v, %+v", got, m.Statistics)
	}
	if v, err = vocab.New([]string{"new", "york"}, []int64{1, 0}); err != nil {
		t.Fatal(err)
	}
	if _, err := train.Train(t.Context(), sentences(), newToy(), train.Vocabulary(v)); err == nil ||
		!strings.Contains(err.Error(), `the vocabulary's word "york" has a count of 0`) {
		t.Errorf("a vocabulary without counts: %v", err)
	}
}

// TestSaveErrors: an unknown extension and a folder that does not exist are errors, and
// nothing is written.
func TestSaveErrors(t *testing.T) {
	dir := t.TempDir()
	m := mustTrain(t, newToy())
	for _, name := range []string{"m.pdf", "none/m.safetensors", "none/m.txt"} {
		if err := m.Save(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s was written", name)
		}
	}
	if err := m.SaveAs(filepath.Join(dir, "any"), embed.Format("other")); err == nil {
		t.Error("an unknown format was written")
	}
	if left, err := os.ReadDir(dir); len(left) > 0 || err != nil {
		t.Errorf("left: %v, %v", left, err)
	}
}
