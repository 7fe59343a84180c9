package corpus_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// learning returns a source of the lines of a text, cut for RemoveParticles.
func learning(t *testing.T, text string) (corpus.Source, tokenize.Config) {
	t.Helper()
	c := tokenize.Default()
	c.Name, c.Josa = tokenize.JosaName, tokenize.Josa{Rules: tokenize.JosaRules, Learn: true}
	tok, err := c.New()
	if err != nil {
		t.Fatal(err)
	}
	return corpus.FromReader(strings.NewReader(text), corpus.Tokenizer(tok, c)), c
}

// TestRemoveParticles: the counts, the ids and the tokenizer of the result agree, whether
// the ids are in memory or in a file.
func TestRemoveParticles(t *testing.T) {
	const text = "고양이가 파도를 고양이를 본다\n파도가 높다 파도\n대만이 대만에서 대만과 대만에 대가\n고양이"
	want := map[string]int64{"고양이": 3, "파도": 3, "본다": 1, "높다": 1, "대만": 4, "대가": 1}
	for _, memory := range []int64{0, 1 << 20} {
		src, c := learning(t, text)
		var words vocab.Counter
		ids, _, err := corpus.Encode(t.Context(), src, &words, memory)
		if err != nil {
			t.Fatal(err)
		}
		defer ids.Close()
		if c.Josa, err = corpus.RemoveParticles(ids, &words, c.Josa); err != nil || c.Josa.Learn {
			t.Fatalf("%+v, %v", c.Josa, err)
		}
		got := maps.Collect(words.All())
		maps.DeleteFunc(got, func(_ string, n int64) bool { return n == 0 })
		if !maps.Equal(got, want) {
			t.Errorf("counts %v, want %v", got, want)
		}
		var lines []string
		for sentence, err := range ids.Sentences() {
			if err != nil {
				t.Fatal(err)
			}
			var line []string
			for _, id := range sentence {
				line = append(line, words.Word(id))
			}
			lines = append(lines, strings.Join(line, " "))
		}
		tok, err := c.New()
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(text, "\n") {
			if cut := strings.Join(tokenize.Texts(tok.Append(nil, line)), " "); cut != lines[i] {
				t.Errorf("line %d: ids %q, the tokenizer %q", i+1, lines[i], cut)
			}
		}
	}
}

// TestRemoveParticlesCounts: without ids the counts are the same.
func TestRemoveParticlesCounts(t *testing.T) {
	src, c := learning(t, strings.Repeat("바다가 산이 바다를 산에서 산\n", 3))
	var words vocab.Counter
	if _, err := corpus.Count(t.Context(), src, &words); err != nil {
		t.Fatal(err)
	}
	found, err := corpus.RemoveParticles(nil, &words, c.Josa)
	if err != nil || !slices.Equal(strings.Fields(found.Stems), []string{"바다", "산"}) {
		t.Fatalf("%+v, %v", found, err)
	}
	v, _ := words.Vocab(vocab.Selection{MinCount: 1})
	if got, want := maps.Collect(v.All()), map[vocab.ID]string{0: "산", 1: "바다"}; !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if _, err := corpus.RemoveParticles(nil, &words, tokenize.Josa{Rules: 99}); err == nil {
		t.Error("unknown rules are no error")
	}
}
