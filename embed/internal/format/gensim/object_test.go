package gensim

import (
	"fmt"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/pickle"
)

// dict returns a dictionary of keys and values in turn.
func dict(items ...pickle.Value) *pickle.Dict {
	d := &pickle.Dict{}
	for i := 0; i < len(items); i += 2 {
		d.Keys, d.Values = append(d.Keys, items[i]), append(d.Values, items[i+1])
	}
	return d
}

// object returns an object of a class of gensim with attributes.
func object(class string, attributes ...pickle.Value) *pickle.Object {
	return &pickle.Object{Class: pickle.Global{Module: "gensim", Name: class}, State: dict(attributes...)}
}

// words is a list of two words.
var words = &pickle.List{Items: []pickle.Value{"a", "b"}}

// TestNewModel finds the words in the attributes of all versions, and refuses other objects.
func TestNewModel(t *testing.T) {
	numbers := &pickle.List{Items: []pickle.Value{"a", "b", nil, nil}}
	for _, c := range []struct {
		value pickle.Value
		want  string
	}{
		{object("KeyedVectors", "index_to_key", words), "2 words of KeyedVectors"},
		{object("KeyedVectors", "index2word", words), "2 words of KeyedVectors"},
		{object("KeyedVectors", "index_to_key", nil, "index2entity", words), "2 words of KeyedVectors"},
		{object("KeyedVectors", "index_to_key", numbers), "2 words of KeyedVectors"},
		{object("Word2Vec", "wv", object("KeyedVectors", "index_to_key", words)), "2 words of Word2Vec"},
		{object("Word2Vec", "wv", nil, "index2word", words), "2 words of Word2Vec"},
		{object("KeyedVectors"), "no list of words"},
		{object("KeyedVectors", "index_to_key", dict()), "no list of words"},
		{object("Word2Vec", "wv", object("KeyedVectors")), "the gensim.KeyedVectors has no list of words"},
		{
			&pickle.Object{Class: pickle.Global{Module: "gensim", Name: "KeyedVectors"}},
			"the pickle has a gensim.KeyedVectors",
		},
		{dict("index_to_key", words), "the pickle has a dict"},
		{nil, "the pickle has a None"},
	} {
		m, err := newModel(c.value, "path", 100)
		got := fmt.Sprint(err)
		if err == nil {
			got = fmt.Sprint(len(m.words), " words of ", m.classOf())
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// TestRepeatedWords refuses a list of words that are longer than the pickle.
func TestRepeatedWords(t *testing.T) {
	for size, want := range map[int64]string{0: "over and over", 1: "<nil>"} {
		_, err := newModel(object("KeyedVectors", "index_to_key", words), "", size)
		if got := fmt.Sprint(err); !strings.Contains(got, want) {
			t.Errorf("%d bytes: %s", size, got)
		}
	}
}

// TestCounts takes counts of arrays of Python's integers and of vocabularies, and refuses
// others or does without.
func TestCounts(t *testing.T) {
	entry := func(index, count pickle.Value) *pickle.Object { return object("Vocab", "index", index, "count", count) }
	objects := func(items ...pickle.Value) *pickle.Dict { return dict("count", &pickle.Array{Objects: items}) }
	for _, c := range []struct {
		attribute string
		value     pickle.Value
		want      string
	}{
		{"expandos", objects(int64(3), int64(2)), "[3 2] <nil>"},
		{"expandos", objects(int64(3), int64(2), int64(0)), "[3 2] <nil>"},
		{"expandos", objects(int64(3), "2"), "[] the counts of the words are not integers"},
		{"expandos", objects(int64(3)), "[] the counts of the words: an array without a state"},
		{"expandos", dict("count", words), "[] the counts of the words are not integers"},
		{"expandos", dict("other", words), "[] <nil>"},
		{"expandos", words, "[] <nil>"},
		{"vocab", dict("a", entry(int64(0), int64(3)), "b", entry(int64(1), int64(2))), "[3 2] <nil>"},
		{"vocab", dict("b", entry(int64(1), int64(2)), "a", entry(int64(0), int64(3))), "[3 2] <nil>"},
		{"vocab", dict("a", entry(int64(0), int64(3))), "[] <nil>"},
		{"vocab", dict("a", entry(int64(0), int64(3)), "b", entry(int64(2), int64(2))), "[] <nil>"},
		{"vocab", dict("a", entry(int64(0), int64(3)), "b", entry(int64(-1), int64(2))), "[] <nil>"},
		{"vocab", dict("a", entry(int64(0), int64(3)), "b", entry(int64(1), 2.5)), "[] <nil>"},
		{"vocab", dict("a", entry(int64(0), int64(3)), "b", "x"), "[] <nil>"},
		{"vocab", words, "[] <nil>"},
	} {
		m, err := newModel(object("KeyedVectors", "index_to_key", words, c.attribute, c.value), "", 100)
		if err != nil {
			t.Fatal(err)
		}
		counts, err := m.counts(&input{})
		if got := fmt.Sprint(counts, " ", err); got != c.want {
			t.Errorf("%s %v: %s, want %s", c.attribute, c.value, got, c.want)
		}
	}
}

// TestArray finds an array in the pickle or beside it, by the first name that there is.
func TestArray(t *testing.T) {
	inside := &pickle.Array{}
	beside := &pickle.List{Items: []pickle.Value{"vectors", int64(7)}}
	for _, c := range []struct {
		object *pickle.Object
		want   string
	}{
		{object("KeyedVectors", "vectors", inside), "vectors in the pickle"},
		{object("KeyedVectors", "syn0", inside), "syn0 in the pickle"},
		{object("KeyedVectors", "vectors", nil, "syn0", inside), "syn0 in the pickle"},
		{object("KeyedVectors", "__numpys", beside, "syn0", inside), "vectors at x.wv.vectors"},
		{object("KeyedVectors", "__numpys", beside), "vectors at x.wv.vectors"},
		{object("KeyedVectors", "__numpys", words), "none"},
		{object("KeyedVectors"), "none"},
		{object("KeyedVectors", "vectors", words), "vectors is a list, expected an array"},
	} {
		at, err := saved{c.object, "x.wv"}.array("vectors", "syn0")
		got := "none"
		switch {
		case err != nil:
			got = err.Error()
		case at != nil && at.array != nil:
			got = at.name + " in the pickle"
		case at != nil:
			got = at.name + " at " + at.path
		}
		if got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// TestConfig leaves out the configuration of models that the trainer cannot continue.
func TestConfig(t *testing.T) {
	events := func(version pickle.Value) *pickle.List {
		return &pickle.List{Items: []pickle.Value{dict("event", "x"), dict("gensim", version), "y"}}
	}
	for _, c := range []struct {
		object *pickle.Object
		want   string
	}{
		{object("Word2Vec", "index2word", words, "window", int64(5)), `"gensim_order":"4.4"`},
		{object("Word2Vec", "index2word", words, "window", int64(5), "lifecycle_events", events("4.3.3")),
			`"gensim_order":"4.2"`},
		{object("Word2Vec", "index2word", words, "window", int64(5), "lifecycle_events", events("4.4.0")),
			`"gensim_order":"4.4"`},
		{object("Word2Vec", "index2word", words, "window", int64(5), "hs", true, "alpha", int64(1), "cbow_mean", false),
			`"hs":true,"epochs":5,"min_count":5,"max_vocab":0,"sample":0.001,"alpha":1,`},
		{object("Word2Vec", "index2word", words, "window", int64(5), "shrink_windows", false), ""},
		{object("FastText", "index2word", words, "window", int64(5)), ""},
		{object("KeyedVectors", "index2word", words), ""},
	} {
		m, err := newModel(c.object, "", 100)
		if err != nil {
			t.Fatal(err)
		}
		got := string(m.config(3))
		if !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// TestSubwords refuses FastText models whose n-grams cannot be used, if their words need
// them.
func TestSubwords(t *testing.T) {
	for _, c := range []struct {
		attributes []pickle.Value
		compose    bool
		want       string
	}{
		{nil, false, ""},
		{nil, true, "before 3.7.2"},
		{[]pickle.Value{"min_n", int64(3), "max_n", int64(6), "bucket", int64(0)}, true, ""},
		{[]pickle.Value{"min_n", int64(3), "max_n", int64(6), "bucket", int64(7)}, true, "before 3.7.2"},
		{[]pickle.Value{"min_n", int64(3), "max_n", int64(6), "bucket", int64(7), "vectors_ngrams", &pickle.Array{}}, true,
			"before 3.7.2"},
		{[]pickle.Value{"min_n", int64(3), "max_n", int64(6), "bucket", int64(7), "vectors_ngrams", &pickle.Array{},
			"compatible_hash", true}, true, "vectors_ngrams: an array without a state"},
		{[]pickle.Value{"vectors_ngrams", words}, false, "vectors_ngrams is a list"},
	} {
		m, err := newModel(object("FastTextKeyedVectors", append(c.attributes, "index_to_key", words)...), "", 100)
		if err != nil {
			t.Fatal(err)
		}
		s := &reader{model: m, in: &input{}, compose: c.compose}
		got := fmt.Sprint(s.openSubwords())
		if c.want == "" && got != "<nil>" || !strings.Contains(got, c.want) {
			t.Errorf("%v: %s, want %s", c.attributes, got, c.want)
		}
	}
}
