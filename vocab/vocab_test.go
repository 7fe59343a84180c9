package vocab_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/vocab"
)

// count counts the words of a text in a new Counter.
func count(text string) *vocab.Counter {
	var c vocab.Counter
	for w := range strings.FieldsSeq(text) {
		c.Add(w)
	}
	return &c
}

func words(v *vocab.Vocab) string {
	var all []string
	for id, w := range v.All() {
		all = append(all, fmt.Sprintf("%s:%d", w, v.Count(id)))
	}
	return strings.Join(all, " ")
}

func TestSelection(t *testing.T) {
	const text = "d b a b c c a c"
	reversed := func(counts []int64) []int {
		order := vocab.FirstAppearance(counts)
		slices.Reverse(order)
		return order
	}
	for _, test := range []struct {
		s    vocab.Selection
		want string
	}{
		{vocab.Selection{}, "c:3 b:2 a:2 d:1"},
		{vocab.Selection{MinCount: 2}, "c:3 b:2 a:2"},
		{vocab.Selection{MinCount: 4}, ""},
		{vocab.Selection{MaxVocab: 2}, "c:3 b:2"},
		{vocab.Selection{MaxVocab: 9}, "c:3 b:2 a:2 d:1"},
		{vocab.Selection{MinCount: 2, Order: reversed}, "a:2 b:2 c:3"},
		{vocab.Selection{MaxVocab: 1, Order: reversed}, "d:1"},
	} {
		v, renumber := count(text).Vocab(test.s)
		if got := words(v); got != test.want {
			t.Errorf("%+v: got %q, want %q", test.s, got, test.want)
		}
		for i, w := range []string{"d", "b", "a", "c"} {
			if id, _ := v.ID(w); renumber[i] != id {
				t.Errorf("%+v: %q is renumbered %d, but looked up as %d", test.s, w, renumber[i], id)
			}
		}
	}
}

func TestCounterFigures(t *testing.T) {
	c := count("a b a c a b")
	if c.Distinct() != 3 || c.Total() != 6 || c.MaxCount() != 3 || c.DistinctAtLeast(2) != 2 {
		t.Errorf("distinct %d, total %d, max %d, surviving(2) %d", c.Distinct(), c.Total(), c.MaxCount(),
			c.DistinctAtLeast(2))
	}
	var empty vocab.Counter
	if v, _ := empty.Vocab(vocab.Selection{}); v.Len() != 0 || empty.MaxCount() != 0 {
		t.Error("an empty counter does not give an empty vocabulary")
	}
}

func TestCounterKeepsNoLine(t *testing.T) {
	line := strings.Repeat("x", 1<<10) + " word"
	var c vocab.Counter
	c.Add(line[len(line)-4:])
	if got := testing.AllocsPerRun(100, func() { c.Add(line[len(line)-4:]) }); got != 0 {
		t.Errorf("counting a known word allocates %v times", got)
	}
}

func TestNew(t *testing.T) {
	v, err := vocab.New([]string{"책", "cat"}, []int64{3, 2})
	if err != nil {
		t.Fatal(err)
	}
	if id, ok := v.ID("cat"); id != 1 || !ok || v.Word(1) != "cat" || v.Total() != 5 || !v.Counted() {
		t.Errorf("cat is %d, %v; total %d", id, ok, v.Total())
	}
	if id, ok := v.ID("dog"); id != vocab.Unknown || ok {
		t.Errorf("dog is %d, %v", id, ok)
	}
	if _, err := vocab.New([]string{"a", "b", "a"}, nil); !errors.Is(err, vocab.ErrDuplicate) {
		t.Errorf("a duplicate gives %v", err)
	}
	if _, err := vocab.New([]string{"a"}, []int64{1, 2}); err == nil {
		t.Error("lengths that differ give no error")
	}
	uncounted, _ := vocab.New([]string{"a"}, nil)
	if uncounted.Counted() || uncounted.Count(0) != 0 {
		t.Error("a vocabulary without counts has counts")
	}
}

func TestFileRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ws := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z가-힣]{1,5}`), 1, 20, rapid.ID[string]).Draw(t, "words")
		counts := rapid.SliceOfN(rapid.Int64Range(0, 1<<40), len(ws), len(ws)).Draw(t, "counts")
		v, err := vocab.New(ws, counts)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if n, err := v.WriteTo(&b); err != nil || n != int64(b.Len()) {
			t.Fatal(n, err)
		}
		back, err := vocab.Read(strings.NewReader(b.String()))
		if err != nil || words(back) != words(v) {
			t.Fatalf("%v: %q came back as %q", err, words(v), words(back))
		}
	})
}

func TestReadErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":               "no words",
		"a\t1\nb\n":      "line 2",
		"a\tmany\n":      `the count of "a"`,
		"a\t-1\n":        `the count of "a"`,
		"\t1\n":          "line 1",
		"a\t1\n\nb\t2\n": "line 2",
		"a\t1\na\t2\n":   "duplicate",
	} {
		if _, err := vocab.Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
	v, _ := vocab.New([]string{"a\tb"}, nil)
	if _, err := v.WriteTo(&strings.Builder{}); err == nil {
		t.Error("a word with a tab was written")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a\t1\n책\t2\n")
	f.Add("a\t1\r\n")
	f.Add("</s> 7\nthe 5\n고양이 2\n")
	f.Add("</s>\t2\n")
	f.Add("new_york\t3\n</s>\t2\na b\t1\n")
	f.Fuzz(func(t *testing.T, text string) {
		v, err := vocab.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		var b strings.Builder
		if _, err := v.WriteTo(&b); err != nil {
			return // a carriage return inside a word
		}
		back, err := vocab.Read(strings.NewReader(b.String()))
		if err != nil || words(back) != words(v) {
			t.Fatalf("%v: %q came back as %q", err, words(v), words(back))
		}
	})
}

func ExampleCounter() {
	var c vocab.Counter
	for _, w := range []string{"the", "cat", "and", "the", "book"} {
		c.Add(w)
	}
	v, _ := c.Vocab(vocab.Selection{MinCount: 1})
	for id, w := range v.All() {
		fmt.Println(id, w, v.Count(id))
	}
	// Output:
	// 0 the 2
	// 1 cat 1
	// 2 and 1
	// 3 book 1
}

func ExampleLocalCounter() {
	var c vocab.Counter
	var first, second vocab.Batch
	left, right := c.Local(), c.Local() // each of them for a goroutine
	right.Add(&second, []byte("red cat"), []int32{0, 3, 4, 7})
	left.Add(&first, []byte("a cat"), []int32{0, 1, 2, 5})

	c.AssignIDs(&first) // in the order of the text
	c.AssignIDs(&second)
	fmt.Println(c.IDs(nil, &second))
	c.Merge(left)
	c.Merge(right)
	for w, n := range c.All() {
		fmt.Println(w, n)
	}
	// Output:
	// [2 1]
	// a 1
	// cat 2
	// red 1
}

// TestCounterAgainstMap counts words of all lengths, many of which share beginnings, ends
// and lengths, and compares with a Go map.
func TestCounterAgainstMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c vocab.Counter
		want := map[string]int64{}
		var order []string
		for _, w := range rapid.SliceOf(rapid.StringMatching(`[ab가\x00]{0,12}`)).Draw(t, "words") {
			if want[w]++; want[w] == 1 {
				order = append(order, w)
			}
			if id := c.Add(w); order[id] != w {
				t.Fatalf("%q got id %d, which is that of %q", w, id, order[id])
			}
		}
		i := 0
		for w, n := range c.All() {
			if w != order[i] || n != want[w] {
				t.Fatalf("word %d: %q × %d, want %q × %d", i, w, n, order[i], want[order[i]])
			}
			i++
		}
		if i != len(order) {
			t.Fatalf("%d words, want %d", i, len(order))
		}
	})
}

func TestCounterGrows(t *testing.T) {
	var c vocab.Counter
	const n = 200_000
	for i := range 2 * n {
		if id := c.Add(fmt.Sprint("w", i%n)); int(id) != i%n {
			t.Fatalf("w%d got id %d", i%n, id)
		}
	}
	if c.Distinct() != n || c.DistinctAtLeast(2) != n || c.MaxCount() != 2 {
		t.Errorf("%d words, %d of them twice, at most %d", c.Distinct(), c.DistinctAtLeast(2), c.MaxCount())
	}
}

// TestLocalCounters checks that counting in batches, by one local counter or by two whose
// batches alternate, gives the result of counting word by word.
func TestLocalCounters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[ab가]{0,2}(long-word-of-19-bytes){0,1}|[a-d]{1,17}`), 0,
			3000).Draw(t, "words")
		counters := rapid.IntRange(1, 2).Draw(t, "counters")
		size := rapid.IntRange(1, 200).Draw(t, "size")
		spare := rapid.IntRange(0, 20).Draw(t, "spare")
		var one, all vocab.Counter
		var want, got []vocab.ID
		for _, w := range words {
			want = append(want, one.Add(w))
		}
		ways := make([]*vocab.LocalCounter, counters)
		for i := range ways {
			ways[i] = all.Local()
		}
		var b vocab.Batch
		turn := 0
		for part := range slices.Chunk(words, size) {
			text, bounds := joined(part, spare)
			b.Reset()
			ways[turn%counters].Add(&b, text, bounds)
			all.AssignIDs(&b)
			got = all.IDs(got, &b)
			turn++
		}
		for _, w := range ways {
			all.Merge(w)
		}
		if !slices.Equal(got, want) || listed(&all) != listed(&one) || all.Total() != one.Total() {
			t.Fatalf("%s, want %s", listed(&all), listed(&one))
		}
	})
}

// TestAlike checks that words that differ in a bit or two of one byte have different ids.
// The first slot of a word is random, and most errors show only if another word is there:
// hence many tables.
func TestAlike(t *testing.T) {
	var words []string
	for c := 'a'; c <= 'o'; c++ {
		words = append(words, string(c)+"bcdefghoooo", "abcdefg"+string(c), "abcdef"+string(c)+"hooooooo",
			string(c)+"o", "a long word "+string(c)+"oooo")
	}
	for range 500 {
		var c vocab.Counter
		local := c.Local()
		for range 2 {
			for i, w := range words {
				var b vocab.Batch
				text, bounds := joined([]string{w}, 16)
				local.Add(&b, text, bounds)
				c.AssignIDs(&b)
				if id := c.IDs(nil, &b)[0]; int(id) != i {
					t.Fatalf("%q has id %d, which is that of %q", w, id, words[id])
				}
			}
		}
	}
}

// joined returns the words one after another, with spare bytes at the end.
func joined(words []string, spare int) (text []byte, bounds []int32) {
	for _, w := range words {
		bounds = append(bounds, int32(len(text)), int32(len(text)+len(w)))
		text = append(text, w...)
	}
	return append(text, strings.Repeat("z", spare)...), bounds
}

// listed returns the words of a counter with their counts, by id.
func listed(c *vocab.Counter) string {
	var b strings.Builder
	for w, n := range c.All() {
		fmt.Fprint(&b, w, " ", n, ",")
	}
	return b.String()
}

// TestLikeWord2Vec checks that the vocabulary of a real text is written byte for byte as
// word2vec.c writes it, and that a file of word2vec.c is read with all words and counts.
func TestLikeWord2Vec(t *testing.T) {
	text, err := os.ReadFile("../data/library.ko.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/library.ko.word2vec")
	if err != nil {
		t.Fatal(err)
	}
	v, _ := count(string(text)).Vocab(vocab.Selection{MinCount: 2})
	var b strings.Builder
	if err := v.WriteWord2Vec(&b, int64(strings.Count(string(text), "\n"))); err != nil || b.String() != string(want) {
		t.Errorf("%v: %.60q, word2vec.c writes %.60q", err, b.String(), want)
	}
	back, err := vocab.Read(bytes.NewReader(want))
	if err != nil || words(back) != words(v) {
		t.Errorf("%v: what word2vec.c writes is read as %.60q, want %.60q", err, words(back), words(v))
	}
}

// TestWord2VecFile checks that a file of word2vec -save-vocab is read without its </s>, and
// that WriteWord2Vec writes what word2vec -read-vocab accepts.
func TestWord2VecFile(t *testing.T) {
	const file = "</s> 7\nthe 5\ncat 2\n"
	v, err := vocab.Read(strings.NewReader(file))
	if err != nil || v.Len() != 2 || v.Count(0) != 5 || v.Count(1) != 2 {
		t.Fatalf("%v, %v", v, err)
	}
	var b strings.Builder
	if err := v.WriteWord2Vec(&b, 7); err != nil || b.String() != file {
		t.Errorf("%q, %v", b.String(), err)
	}
	spaced, err := vocab.New([]string{"new york"}, []int64{1})
	if err != nil {
		t.Fatal(err)
	}
	if err := spaced.WriteWord2Vec(&b, 1); err == nil {
		t.Error("a word with a space is written")
	}
	if _, err := vocab.Read(strings.NewReader("new york 3\n")); err == nil {
		t.Error("a line of three parts is read")
	}
}

// TestReadFile checks that errors name the file.
func TestReadFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "words.tsv")
	if _, err := vocab.ReadFile(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	for text, want := range map[string]string{"고양이\t3\ncat\t2\n": "", "cat\tmany\n": path + ": "} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		v, err := vocab.ReadFile(path)
		if want == "" && (err != nil || v.Len() != 2 || v.Count(0) != 3) {
			t.Errorf("%q: %v", text, err)
		}
		if want != "" && (err == nil || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("%q: %v, want an error that begins with %q", text, err, want)
		}
	}
}
