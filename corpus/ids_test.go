package corpus_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

// manyPages returns a corpus of several pages, with empty sentences and one that is longer
// than a page.
func manyPages() corpus.Lists {
	var lists corpus.Lists
	for i := range 300 {
		lists = append(lists, slices.Repeat([]string{fmt.Sprint(i % 7)}, i*37%5000))
	}
	return append(lists, slices.Repeat([]string{"long"}, 1<<19), []string{"end"})
}

// encode returns a corpus as ids of the vocabulary of all its words. At most memory bytes
// of them are in memory.
func encode(t *testing.T, src corpus.Lists, memory int64) *corpus.IDs {
	t.Helper()
	var c vocab.Counter
	ids, _, err := corpus.Encode(t.Context(), src, &c, memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ids.Close(); err != nil {
			t.Error(err)
		}
	})
	_, number := c.Vocab(vocab.Selection{})
	if err := ids.Renumber(number); err != nil {
		t.Fatal(err)
	}
	return ids
}

// TestSpill checks that the ids do not depend on how much of the corpus is in memory.
func TestSpill(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	src := manyPages()
	want := encode(t, src, 1<<30)
	for _, memory := range []int64{0, 1 << 20, 3 << 20} {
		got := encode(t, src, memory)
		if got.Sum() != want.Sum() || got.Sum() == 0 || got.Len() != len(src) || got.Tokens() != want.Tokens() {
			t.Errorf("%d bytes in memory: sum %x, %d sentences, %d tokens, not %x, %d, %d", memory, got.Sum(),
				got.Len(), got.Tokens(), want.Sum(), len(src), want.Tokens())
		}
		i := 0
		for s, err := range got.Sentences() {
			if err != nil || len(s) != len(src[i]) {
				t.Fatalf("sentence %d has %d tokens, want %d: %v", i, len(s), len(src[i]), err)
			}
			i++
		}
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) > 0 {
		t.Errorf("in the temporary folder: %v, %v", left, err)
	}
}

// TestCut checks that ranges follow each other, consist of whole sentences, and are no
// longer than requested unless a sentence is.
func TestCut(t *testing.T) {
	src := manyPages()
	for _, memory := range []int64{0, 1 << 30} {
		ids := encode(t, src, memory)
		ranges, err := ids.Cut(2048)
		if err != nil {
			t.Fatal(err)
		}
		var buffer []vocab.ID
		sentence, token := 0, int64(0)
		for i, r := range ranges {
			if r.Sentence != sentence || r.Token != token {
				t.Fatalf("range %d begins at sentence %d, token %d, not %d, %d", i, r.Sentence, r.Token, sentence,
					token)
			}
			got, err := ids.Read(r, &buffer)
			if err != nil {
				t.Fatal(err)
			}
			first := sentence
			for begin := 0; begin < len(got); {
				n := slices.Index(got[begin:], corpus.End)
				if n != len(src[sentence]) {
					t.Fatalf("sentence %d has %d tokens, want %d", sentence, n, len(src[sentence]))
				}
				begin, token, sentence = begin+n+1, token+int64(n), sentence+1
			}
			if token-r.Token > 2048 && sentence-first > 1 {
				t.Errorf("range %d has %d tokens in %d sentences", i, token-r.Token, sentence-first)
			}
		}
		if sentence != len(src) || token != ids.Tokens() {
			t.Errorf("the ranges end at sentence %d, token %d, not %d, %d", sentence, token, len(src), ids.Tokens())
		}
	}
}

// TestNoTemporaryFolder checks that the error names the folder of the temporary file.
func TestNoTemporaryFolder(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/gone")
	var c vocab.Counter
	_, _, err := corpus.Encode(t.Context(), manyPages(), &c, 0)
	if err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("got %v", err)
	}
}
