package w2vattn_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
)

// singular is an example of a tokenizer of the user: words without the s of the plural.
type singular struct{ tokenize.Tokenizer }

func (s singular) Append(dst []tokenize.Token, text string) []tokenize.Token {
	first := len(dst)
	dst = s.Tokenizer.Append(dst, text)
	for i := range dst[first:] {
		dst[first+i].Text = strings.TrimSuffix(dst[first+i].Text, "s")
	}
	return dst
}

func init() {
	tokenize.Register("singular", func(tokenize.Config) (tokenize.Tokenizer, error) {
		return singular{tokenize.Words()},
			nil
	})
}

// singularConfig is the configuration that models store.
var singularConfig = tokenize.Config{Name: "singular", Lower: true, Normalize: tokenize.NFC}

// trainSingular trains on a text with the registered tokenizer.
func trainSingular(text string) (*w2vattn.Model, error) {
	tok, err := w2vattn.NewTokenizer(singularConfig)
	if err != nil {
		return nil, err
	}
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Sample = 16, 1, 0
	return w2vattn.Train(context.Background(), corpus.FromReader(strings.NewReader(text),
		corpus.Tokenizer(tok, singularConfig)), c)
}

// A tokenizer of one's own is registered by a name in an init function:
//
//	tokenize.Register("singular", func(tokenize.Config) (tokenize.Tokenizer, error) {
//		return singular{tokenize.Words()}, nil
//	})
//
// A model that was trained with it finds it again when it is opened.
func ExampleNewTokenizer_registered() {
	model, err := trainSingular("a cat and two dogs\na dog and two cats\n")
	if err != nil {
		panic(err)
	}
	folder, err := os.MkdirTemp("", "w2vattn")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "pets.safetensors")
	if err := model.Save(path); err != nil {
		panic(err)
	}

	model, err = w2vattn.Open(path)
	if err != nil {
		panic(err)
	}
	defer model.Close()
	tokens, err := model.Tokens("Cats and dogs")
	if err != nil {
		panic(err)
	}
	fmt.Println(tokenize.Texts(tokens))
	same, err := model.Similarity("dogs", "Dog")
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.1f\n", same)
	// Output:
	// [cat and dog]
	// 1.0
}

// TestUnregisteredTokenizer checks that a model whose tokenizer is not registered does not
// open, with an error that names it, and that it opens with another tokenizer.
func TestUnregisteredTokenizer(t *testing.T) {
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Sample = 16, 1, 0
	foreign := tokenize.Config{Name: "foreign", Normalize: tokenize.NFC}
	trained, err := word2vec.Train(t.Context(), corpus.Lists{{"cat", "dog"}, {"dog", "cat"}}, c,
		word2vec.Tokenizer(foreign))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "m.safetensors")
	if err := trained.Save(path); err != nil {
		t.Fatal(err)
	}
	var unknown *tokenize.UnknownTokenizerError
	if _, err := w2vattn.Open(path); !errors.As(err, &unknown) || unknown.Name != "foreign" ||
		!strings.Contains(err.Error(), path) {
		t.Errorf("got %v", err)
	}
	m, err := w2vattn.Open(path, w2vattn.Tokenizer(tokenize.Default()))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if m.Len() != 2 || m.TokenizerConfig().Name != tokenize.WordsName {
		t.Errorf("%d words cut by %q", m.Len(), m.TokenizerConfig().Name)
	}
}

// TestOldTokenizers checks that models which store none of the newer options cut text as
// they did, and that models which store them restore them.
func TestOldTokenizers(t *testing.T) {
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Sample = 16, 1, 0
	old := tokenize.Config{Lower: true, Normalize: tokenize.NFC}
	for _, test := range []struct{ name, text, before, now string }{
		{tokenize.WordsName, "좋다.정말ㅋㅋㅋ don't", "좋다.정말ㅋㅋㅋ|don't", "좋다|정말ㅋㅋㅋ|don't"},
		{tokenize.JosaName, "‘책’은 ㅋㅋㅋ", "책’|ㅋㅋㅋ", "책|ㅋㅋ"},
		{tokenize.KoreanName, "가능성을 팝니다ㅋㅋㅋ", "가능|팝|ㅋㅋㅋ", "가능성|팔다|ㅋㅋ"},
	} {
		old.Name = test.name
		for _, model := range []struct {
			config tokenize.Config
			want   string
		}{{old, test.before}, {tokenize.DefaultOf(test.name), test.now}} {
			trained, err := word2vec.Train(t.Context(), corpus.Lists{{"cat", "dog"}, {"dog", "cat"}}, c,
				word2vec.Tokenizer(model.config))
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "m.safetensors")
			if err := trained.Save(path); err != nil {
				t.Fatal(err)
			}
			m, err := w2vattn.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			tok, err := w2vattn.NewTokenizer(m.TokenizerConfig())
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(tokenize.Texts(tok.Append(nil, test.text)), "|"); got != model.want {
				t.Errorf("%s, %+v: got %q, want %q", test.name, model.config, got, model.want)
			}
			if err := m.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestSavedTokenizer checks that a model is saved with the tokenizer that it was given,
// whichever way.
func TestSavedTokenizer(t *testing.T) {
	dir, m := t.TempDir(), trained(t)
	text := filepath.Join(dir, "m.txt")
	if err := m.Save(text); err != nil {
		t.Fatal(err)
	}
	space := tokenize.Config{Name: tokenize.SpaceName, Normalize: tokenize.NFC}
	for name, make := range map[string]func() (*w2vattn.Model, error){
		"New":           func() (*w2vattn.Model, error) { return w2vattn.New(m.Table(), space) },
		"Open":          func() (*w2vattn.Model, error) { return w2vattn.Open(text, w2vattn.Tokenizer(space)) },
		"WithTokenizer": func() (*w2vattn.Model, error) { return m.WithTokenizer(space) },
	} {
		model, err := make()
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name+".safetensors")
		if err := model.Save(path); err != nil {
			t.Fatal(err)
		}
		again, err := w2vattn.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := again.TokenizerConfig(); got.Name != space.Name || got.Lower {
			t.Errorf("%s: cut by %+v, want %+v", name, got, space)
		}
		again.Close()
	}
}

// unread is a source that fails the test when its sentences are read.
type unread struct {
	corpus.Source
	t *testing.T
}

func (s unread) Sentences() iter.Seq2[corpus.Sentence, error] {
	s.t.Error("the corpus is read")
	return s.Source.Sentences()
}

// TestTrainChecksTheTokenizerFirst checks that a tokenizer that cannot be made is an error
// before the corpus is read, not after training.
func TestTrainChecksTheTokenizerFirst(t *testing.T) {
	src := unread{corpus.Lists([][]string{{"a", "b"}, {"b", "a"}}), t}
	if _, err := w2vattn.Train(t.Context(), src, word2vec.Default(),
		word2vec.Tokenizer(tokenize.Config{Name: "none"})); err == nil {
		t.Error("a tokenizer that does not exist is no error")
	}
}

// TestChooseTokenizer: the tokenizer follows the text, and the model stores it.
func TestChooseTokenizer(t *testing.T) {
	for text, want := range map[string]string{
		"고양이는 책을 읽는다\n고양이의 책\n": "korean: 고양이 책 읽다|고양이 책",
		"The cat's book\n": "words: the cat's book",
	} {
		src := corpus.FromReader(strings.NewReader(text)).(*corpus.FileSource)
		choice, err := w2vattn.ChooseTokenizer(src)
		if err != nil {
			t.Fatal(err)
		}
		c, ok := src.TokenizerConfig()
		if !ok || !choice.Auto || c.Name != choice.Name || !reflect.DeepEqual(c, tokenize.DefaultOf(c.Name)) {
			t.Errorf("%+v, %+v", choice, c)
		}
		var got []string
		for s, err := range src.Sentences() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, strings.Join(s.Tokens, " "))
		}
		if got := choice.Name + ": " + strings.Join(got, "|"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
