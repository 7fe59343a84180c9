package rounds

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/prismtest"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/beam/words"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

func TestMain(m *testing.M) { prismtest.Main(m) }

// job returns a job for the sample corpus, in a folder of its own.
func job(t testing.TB) *Job {
	t.Helper()
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs, c.Sample = 16, 2, 3, 0
	return &Job{
		Build: engine.ThisBuild(), Config: c, Reading: text.Reading{Tokenizer: tokenize.Default(), Input: "lines"},
		Shards: 3, PerEpoch: 2, Merge: Merge{Rule: Momentum}, Work: t.TempDir(),
	}
}

// run trains on spans of a size in bytes.
func run(t *testing.T, j *Job, size int64, report func(Status)) (*word2vec.Model, error) {
	t.Helper()
	spans, err := j.Reading.Cut(t.Context(), []string{"../../data/library.en.txt"}, size)
	if err != nil {
		t.Fatal(err)
	}
	return j.Run(t.Context(), spans, 1, report)
}

func quiet(Status) {}

func mustRun(t *testing.T, j *Job, size int64) *word2vec.Model {
	t.Helper()
	m, err := run(t, j, size, quiet)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func wantSame(t *testing.T, what string, got, want *word2vec.Model) {
	t.Helper()
	if !slices.Equal(got.Table.Matrix().Data, want.Table.Matrix().Data) ||
		!slices.Equal(got.Outputs.Data, want.Outputs.Data) {
		t.Errorf("%s: the vectors differ", what)
	}
	if got.Statistics != want.Statistics {
		t.Errorf("%s: statistics %+v, want %+v", what, got.Statistics, want.Statistics)
	}
}

// TestSameModel: the model does not depend on how the corpus is cut, and an interrupted
// job ends with the same model.
func TestSameModel(t *testing.T) {
	want := mustRun(t, job(t), 1<<20)
	wantSame(t, "spans of 1,000 bytes", mustRun(t, job(t), 1000), want)
	if want.Statistics.Loss >= 4 || want.Statistics.Sentences != 253 || want.Statistics.Tokens != 2089 ||
		want.Statistics.Epochs != 3 {
		t.Errorf("statistics %+v", want.Statistics)
	}
	moved := want.Updated()
	if slices.Contains(moved, false) {
		t.Errorf("words stand still: %v", moved)
	}

	j := job(t)
	ctx, cancel := context.WithCancel(t.Context())
	spans, err := j.Reading.Cut(ctx, []string{"../../data/library.en.txt"}, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	rounds := 0
	count := func(Status) { rounds++ }
	if _, err := j.Run(ctx, spans, 0, func(s Status) {
		count(s)
		if s.Round == 4 {
			cancel()
		}
	}); err == nil {
		t.Error("the job was not interrupted")
	}
	m, err := run(t, j, 1<<20, count)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "after an interruption", m, want)
	if rounds != j.Rounds() {
		t.Errorf("%d rounds in all", rounds)
	}
	if models, _ := filepath.Glob(filepath.Join(j.Work, "round-*")); len(models) != 2 {
		t.Errorf("models left: %v", models)
	}
}

// TestOneShard: one shard and one round an epoch give nearly the loss of the trainer
// alone, which begins at 4.2.
func TestOneShard(t *testing.T) {
	j := job(t)
	j.Shards, j.PerEpoch, j.Config.Epochs = 1, 1, 60
	m := mustRun(t, j, 1<<20)
	alone, err := word2vec.Train(t.Context(), corpus.Files([]string{"../../data/library.en.txt"}, input.Lines(),
		tokenize.Words()), j.Config)
	if err != nil {
		t.Fatal(err)
	}
	if d := m.Statistics.Loss - alone.Statistics.Loss; d > .15 || d < -.15 {
		t.Errorf("loss %v, alone %v", m.Statistics.Loss, alone.Statistics.Loss)
	}
}

// TestStatistics: the statistics of all shards sum to those of one machine, for any cut:
// also sentences of one token, single letters and replaced bytes.
func TestStatistics(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.txt")
	lines := []string{"alone", "a cat and a dog", "x", "\xff\xff", "the cat \xff sees", "", "고양이 책", "책", "가", "b c d"}
	if err := os.WriteFile(path, []byte(strings.Repeat(strings.Join(lines, "\n")+"\n", 5)+"\xff"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, size := range []int64{1 << 20, 40} {
		j := job(t)
		j.Config.MinCount, j.Reading.Replace = 1, true
		spans, err := j.Reading.Cut(t.Context(), []string{path}, size)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := words.Count(t.Context(), spans, j.Reading, words.Selection{MinCount: 1}, j.vocab()); err != nil {
			t.Fatal(err)
		}
		if err := j.encode(t.Context(), spans); err != nil {
			t.Fatal(err)
		}
		got, _, err := j.statistics(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var c vocab.Counter
		want, err := corpus.Count(t.Context(), corpus.Files([]string{path}, input.Lines(), tokenize.Words(),
			corpus.Invalid(input.ReplaceInvalid)), &c)
		if err != nil {
			t.Fatal(err)
		}
		if got != want || want.Single == 0 || want.Letters == 0 || want.Replaced == 0 {
			t.Errorf("%d spans: %+v, want %+v", len(spans), got, want)
		}
	}
}

// TestRetry: a round whose input does not exist for a while is repeated.
func TestRetry(t *testing.T) {
	j := job(t)
	j.Config.Epochs = 1
	var failures int
	hidden := j.shard(1) + ".away"
	m, err := run(t, j, 1<<20, func(s Status) {
		switch {
		case s.Failed != nil:
			failures++
			if !strings.Contains(s.Failed.Error(), "no such file") {
				t.Errorf("failed: %v", s.Failed)
			}
			if err := os.Rename(hidden, j.shard(1)); err != nil {
				t.Error(err)
			}
		case s.Round == 1:
			if err := os.Rename(j.shard(1), hidden); err != nil {
				t.Error(err)
			}
		}
	})
	if err != nil || failures != 1 {
		t.Fatalf("%d failures, %v", failures, err)
	}
	calm := job(t)
	calm.Config.Epochs = 1
	wantSame(t, "after a failure", m, mustRun(t, calm, 1<<20))
}

// TestShardWithoutText: there may be more shards than sentences.
func TestShardWithoutText(t *testing.T) {
	j := job(t)
	j.Shards, j.PerEpoch, j.Config.Epochs = 20, 1, 1
	path := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(path, []byte("the cat sees the dog\nthe dog sees the cat\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	spans, err := j.Reading.Cut(t.Context(), []string{path}, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	m, err := j.Run(t.Context(), spans, 0, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if m.Table.Len() != 4 || slices.Contains(m.Updated(), false) {
		t.Errorf("%d words, moved: %v", m.Table.Len(), m.Updated())
	}
}

func TestBadInput(t *testing.T) {
	for _, c := range []struct {
		what  string
		spoil func(t *testing.T, j *Job)
		want  string
	}{
		{"vocabulary of another corpus", func(t *testing.T, j *Job) {
			j.Vocab = filepath.Join(t.TempDir(), "vocab.tsv")
			write(t, j.Vocab, "the\t10\ncat\t3\n")
		}, "the corpus has changed since"},
		{"vocabulary that is none", func(t *testing.T, j *Job) {
			j.Vocab = filepath.Join(t.TempDir(), "vocab.tsv")
			write(t, j.Vocab, "the\n")
		}, "line 1"},
		{"another job in the folder", func(t *testing.T, j *Job) {
			other := *j
			other.Shards++
			if err := other.claim(t.Context()); err != nil {
				t.Fatal(err)
			}
		}, "with another Shards"},
		{"a folder of another version", func(t *testing.T, j *Job) {
			other := *j
			other.Format++
			if err := other.claim(t.Context()); err != nil {
				t.Fatal(err)
			}
		}, "format 3, this one is of format 2"},
		{"a corpus that has changed", func(t *testing.T, j *Job) {
			other := *j
			other.Corpus = "what it was"
			if err := other.claim(t.Context()); err != nil {
				t.Fatal(err)
			}
		}, "corpus that has changed"},
		{"a damaged model", func(t *testing.T, j *Job) {
			write(t, j.model(2), "no model")
		}, "round-00002"},
		{"a folder that cannot be written", func(_ *testing.T, j *Job) { j.Work = "/dev/full" }, "/dev/full"},
		{"no shards", func(_ *testing.T, j *Job) { j.Shards = 0 }, "0 shards"},
		{"no rounds", func(_ *testing.T, j *Job) { j.PerEpoch = 0 }, "0 rounds"},
		{"held out", func(_ *testing.T, j *Job) { j.Config.HeldOut = .1 }, "held out"},
		{"gensim", func(_ *testing.T, j *Job) { j.Config.Trainer = word2vec.Gensim }, "must be batched"},
		{"no dimension", func(_ *testing.T, j *Job) { j.Config.Dim = 0 }, "dim is 0"},
	} {
		j := job(t)
		c.spoil(t, j)
		_, err := run(t, j, 1<<20, quiet)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.ContainsAny(err.Error(), "⟦⟧") {
			t.Errorf("%s: got %v, want %q", c.what, err, c.want)
		}
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestDamagedShard: a file that ends too early, or was made with another vocabulary, is
// an error that names the file.
func TestDamagedShard(t *testing.T) {
	j := job(t)
	mustRun(t, j, 1<<20)
	v, err := readVocab(t.Context(), j.vocab())
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(j.shard(0))
	if err != nil {
		t.Fatal(err)
	}
	body := bytes.IndexByte(whole, '\n') + 1
	for _, c := range []struct {
		content []byte
		want    string
	}{
		{whole[:len(whole)-1], "unexpected EOF"},
		{whole[:5], "header"},
		{whole[:body], "unexpected EOF"},
		{bytes.Replace(whole[:body], []byte(`"Format":2`), []byte(`"Format":9`), 1), "same build"},
		{append(bytes.Repeat([]byte{0xff, 0xff, 3}, 1000), whole...)[:3000], "header"},
		{[]byte(`{"Format":2,"Parts":[1,4]}` + "\n\x00\x01\xff\xff\x03"), "with another"},
		{[]byte(`{"Format":2,"Parts":[1]}` + "\n\x00"), "has 1 parts"},
	} {
		write(t, j.shard(0), string(c.content))
		var got error
		for _, err := range (part{ctx: t.Context(), path: j.shard(0), words: v, part: 1}).Sentences() {
			got = err
		}
		if got == nil || !strings.Contains(got.Error(), c.want) || !strings.Contains(got.Error(), j.shard(0)) {
			t.Errorf("got %v, want %q", got, c.want)
		}
	}
}

// TestParts: the parts of a shard are its sentences in the order of the text, with about
// the same number of tokens in each, however the file is read.
func TestParts(t *testing.T) {
	j := job(t)
	j.Shards, j.PerEpoch, j.Config.Epochs = 1, 5, 1
	mustRun(t, j, 300)
	v, err := readVocab(t.Context(), j.vocab())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range j.PerEpoch {
		tokens := 0
		for s, err := range (part{ctx: t.Context(), path: j.shard(0), words: v, part: i}).Sentences() {
			if err != nil {
				t.Fatal(err)
			}
			tokens += len(s.Tokens)
			got = append(got, strings.Join(s.Tokens, " "))
		}
		if share := float64(tokens) / float64(v.Total()); share < .17 || share > .23 {
			t.Errorf("part %d has %.2f of the tokens", i+1, share)
		}
	}
	var want []string
	for s, err := range corpus.Files([]string{"../../data/library.en.txt"}, input.Lines(),
		tokenize.Words()).Sentences() {
		if err != nil {
			t.Fatal(err)
		}
		known := slices.DeleteFunc(slices.Clone(s.Tokens), func(w string) bool { _, ok := v.ID(w); return !ok })
		if len(known) > 0 {
			want = append(want, strings.Join(known, " "))
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d sentences, want %d", len(got), len(want))
	}
}

// TestSkip: skip leaves the same rest, whether the reader can seek or not.
func TestSkip(t *testing.T) {
	text := strings.Repeat("0123456789", 10)
	for _, n := range []int64{0, 3, 16, 17, 99} {
		for _, r := range []io.Reader{strings.NewReader(text), io.MultiReader(strings.NewReader(text))} {
			b := bufio.NewReaderSize(r, 16)
			if _, err := b.Peek(1); err != nil { // fills the buffer
				t.Fatal(err)
			}
			if err := skip(r, b, n); err != nil {
				t.Fatal(err)
			}
			if rest, err := io.ReadAll(b); err != nil || string(rest) != text[n:] {
				t.Errorf("%d of %T: %q, %v", n, r, rest, err)
			}
		}
	}
}

// TestWordsLeftOut: words that are removed from the file of a vocabulary are not in the
// model, and the rest still fits the corpus.
func TestWordsLeftOut(t *testing.T) {
	counted := job(t)
	counted.Config.Epochs, counted.PerEpoch = 1, 1
	all := mustRun(t, counted, 1<<20)
	file, err := os.ReadFile(counted.vocab())
	if err != nil {
		t.Fatal(err)
	}
	j := job(t)
	j.Config.Epochs, j.PerEpoch = 1, 1
	j.Vocab = filepath.Join(t.TempDir(), "vocab.tsv")
	write(t, j.Vocab, string(file[bytes.IndexByte(file, '\n')+1:]))
	m := mustRun(t, j, 1<<20)
	if got, want := m.Table.Len(), all.Table.Len()-1; got != want {
		t.Errorf("%d words, want %d", got, want)
	}
	most := all.Table.Vocab().Word(0)
	if _, ok := m.Table.Vocab().ID(most); ok {
		t.Errorf("%q is there", most)
	}
}
