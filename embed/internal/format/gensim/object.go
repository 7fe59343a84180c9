package gensim

// This file finds words, counts and arrays among the attributes of gensim's objects.

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/embed/internal/pickle"
)

// A saved value is an object of gensim with the beginning of the names of the files that
// have its large arrays. A nil object has no attributes.
type saved struct {
	*pickle.Object
	path string
}

// get returns the first of the attributes that is there and not None.
func (s saved) get(names ...string) pickle.Value {
	if s.Object == nil {
		return nil
	}
	for _, name := range names {
		if v, ok := s.Get(name); ok && v != nil {
			return v
		}
	}
	return nil
}

// part returns the object that is an attribute.
func (s saved) part(name string) saved {
	o, _ := s.get(name).(*pickle.Object)
	return saved{o, s.path + "." + name}
}

// A model is what a file has: word vectors, and the model that they are of.
type model struct {
	wv saved
	// root is the object of the file: the word vectors, or a model.
	root  saved
	words []pickle.Value
}

// newModel returns the model that a file at path has, of which the pickle has size bytes.
func newModel(v pickle.Value, path string, size int64) (*model, error) {
	o, ok := v.(*pickle.Object)
	if !ok || o.Attributes() == nil {
		return nil, fmt.Errorf("the pickle has a %s, expected KeyedVectors, Word2Vec or FastText of gensim",
			pickle.Kind(v))
	}
	root := saved{o, path}
	m := &model{root: root, wv: root.part("wv")}
	if m.wv.Object == nil { // KeyedVectors, or a model of gensim before 0.13.4
		m.wv = root
	}
	list, ok := m.wv.get("index_to_key", "index2word", "index2entity").(*pickle.List)
	if !ok {
		return nil, fmt.Errorf("the %s has no list of words (index_to_key)", m.wv.Class)
	}
	m.words = list.Items
	for n := len(m.words); n > 0 && m.words[n-1] == nil; n-- { // allocated for words that were not added
		m.words = m.words[:n-1]
	}
	return m, m.checkSize(size)
}

// checkSize returns an error if the words are longer than the pickle, which stores each of
// them: one that refers to a long word again and again would take very long. A byte of
// Python 2 may be two bytes of a word.
func (m *model) checkSize(size int64) error {
	size *= 2
	for _, v := range m.words {
		s, _ := v.(string)
		if size -= int64(len(s)); size < 0 {
			return errors.New("the list of words has the same words over and over")
		}
	}
	return nil
}

// word returns word i as it is in the file.
func (m *model) word(i int) (string, error) {
	s, ok := m.words[i].(string)
	if !ok {
		return "", fmt.Errorf("the word is a %s, expected a str; save the vectors with strings as keys",
			pickle.Kind(m.words[i]))
	}
	return s, nil
}

// classOf returns the name of the class of the file's object.
func (m *model) classOf() string { return m.root.Class.Name }

// settings returns the objects that have the parameters of the training: the model, and
// the parts that gensim 3.3 to 3.8 had for them.
func (m *model) settings() []saved {
	if m.wv.Object == m.root.Object && m.root.get("window") == nil {
		return nil
	}
	return []saved{m.root, m.root.part("vocabulary"), m.root.part("trainables")}
}

// setting returns the first of the attributes that one of the settings has, or nil.
func (m *model) setting(names ...string) pickle.Value {
	for _, s := range m.settings() {
		if v := s.get(names...); v != nil {
			return v
		}
	}
	return nil
}

// array returns where the array of an attribute is, the first of names that is there; nil
// if there is none. An attribute that __numpys lists is in a file of its own, named after the
// object and the attribute; its value is not in the pickle.
func (s saved) array(names ...string) (*source, error) {
	beside, _ := s.get("__numpys").(*pickle.List)
	for _, name := range names {
		if beside != nil && slices.Contains(beside.Items, pickle.Value(name)) {
			return &source{name: name, path: s.path + "." + name}, nil
		}
		switch v := s.get(name).(type) {
		case nil:
		case *pickle.Array:
			return &source{name: name, array: v}, nil
		default:
			return nil, fmt.Errorf("%s is a %s, expected an array", name, pickle.Kind(v))
		}
	}
	return nil, nil
}

// release forgets the numbers and counts of the words, which take more memory than the words
// do.
func (m *model) release() {
	for _, name := range []string{"key_to_index", "vocab"} {
		if d, ok := m.wv.get(name).(*pickle.Dict); ok {
			d.Clear()
		}
	}
}

// errNoCounts is the error of counts that are not numbers.
var errNoCounts = errors.New("the counts of the words are not integers")

// counts returns how often each word occurred; nil if the file does not have it. gensim 4 has
// an array of counts among the attributes of words (expandos), in the order of the words. Older
// versions have an object for each word, which has its index and its count (vocab).
func (m *model) counts(in *input) ([]int64, error) {
	extra, _ := m.wv.get("expandos").(*pickle.Dict)
	if v, ok := extra.Get("count"); ok {
		a, ok := v.(*pickle.Array)
		if !ok {
			return nil, errNoCounts
		}
		return m.countArray(a, in)
	}
	if vocab, ok := m.wv.get("vocab").(*pickle.Dict); ok {
		return m.countVocab(vocab), nil
	}
	return nil, nil
}

// countArray reads the counts of an array: of integers of a fixed size, or of Python's
// integers, which numpy stores as objects. Like the array of vectors it may be longer than the
// list of words.
func (m *model) countArray(a *pickle.Array, in *input) ([]int64, error) {
	if len(a.Objects) >= len(m.words) && a.Data == nil {
		counts := make([]int64, len(m.words))
		for i := range counts {
			n, ok := a.Objects[i].(int64)
			if !ok {
				return nil, errNoCounts
			}
			counts[i] = n
		}
		return counts, nil
	}
	r, err := a.Open(in.at)
	if err != nil {
		return nil, fmt.Errorf("the counts of the words: %w", err)
	}
	if r.Kind != 'i' && r.Kind != 'u' || len(r.Shape) != 1 || r.Shape[0] < int64(len(m.words)) {
		return nil, errNoCounts
	}
	counts := make([]int64, len(m.words))
	for i := range counts {
		if counts[i], err = r.Integer(); err != nil {
			return nil, fmt.Errorf("the counts of the words: %w", err)
		}
	}
	return counts, nil
}

// countVocab returns the counts of gensim before 4, whose vocabulary maps a word to an
// object with its index and its count. The order of the dictionary is not that of the words. If
// the count of a word is missing or its index is not that of a word, the result is nil: a
// count that is not known would otherwise look like a count of 0.
func (m *model) countVocab(vocab *pickle.Dict) []int64 {
	counts := make([]int64, len(m.words))
	found := 0
	for _, v := range vocab.Values {
		o, ok := v.(*pickle.Object)
		if !ok {
			return nil
		}
		index, _ := o.Get("index")
		count, _ := o.Get("count")
		i, ok1 := index.(int64)
		n, ok2 := count.(int64)
		if !ok1 || !ok2 || i < 0 || i >= int64(len(counts)) {
			return nil
		}
		counts[i] = n
		found++
	}
	if found != len(counts) {
		return nil
	}
	return counts
}

// version returns the version of gensim that wrote the file, or "" if it is not stored. gensim
// 4 logs what was done with a model, such as training and saving, each time with its version;
// the last entry that has one counts.
func (m *model) version() string {
	events, _ := m.root.get("lifecycle_events").(*pickle.List)
	if events == nil {
		return ""
	}
	for _, v := range slices.Backward(events.Items) {
		event, _ := v.(*pickle.Dict)
		if version, ok := event.Get("gensim"); ok {
			s, _ := version.(string)
			return strings.ToValidUTF8(s, "")
		}
	}
	return ""
}
