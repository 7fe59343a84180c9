package tokenize_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/tokenize"
)

// letters cuts text into its letters.
type letters struct{ lower bool }

func (l letters) Append(dst []tokenize.Token, text string) []tokenize.Token {
	for i, r := range text {
		t := string(r)
		if l.lower {
			t = strings.ToLower(t)
		}
		if t != " " {
			dst = append(dst, tokenize.Token{Text: t, Start: i, End: i + len(string(r))})
		}
	}
	return dst
}

func init() {
	tokenize.Register("characters", func(c tokenize.Config) (tokenize.Tokenizer, error) {
		return letters{c.Lower},
			nil
	})
	tokenize.Register("broken", func(tokenize.Config) (tokenize.Tokenizer, error) { return nil, errBroken })
	tokenize.Register("missing", func(tokenize.Config) (tokenize.Tokenizer, error) { return nil, nil })
}

var errBroken = errors.New("no dictionary")

func ExampleRegister() {
	// func init() {
	// 	tokenize.Register("characters", func(c tokenize.Config) (tokenize.Tokenizer, error) { return letters{c.Lower}, nil })
	// }
	tok, err := tokenize.Config{Name: "characters", Lower: true, Normalize: tokenize.NFC}.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tokenize.Texts(tok.Append(nil, "A cat")))

	_, err = tokenize.Config{Name: "syllables", Normalize: tokenize.NFC}.New()
	var unknown *tokenize.UnknownTokenizerError
	fmt.Println(errors.As(err, &unknown), unknown.Name)
	// Output:
	// [a c a t]
	// true syllables
}

// TestRegistered: phrases are joined in what a registered tokenizer finds, and the
// error of its factory is returned.
func TestRegistered(t *testing.T) {
	tok, err := tokenize.Config{Name: "characters", Normalize: tokenize.NFC,
		Phrases: tokenize.Phrases{{{"c", "a"}}}}.New()
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(tokenize.Texts(tok.Append(nil, "cat"))); got != "[c_a t]" {
		t.Errorf("got %s", got)
	}
	if _, err := (tokenize.Config{Name: "broken", Normalize: tokenize.NFC}).New(); !errors.Is(err, errBroken) ||
		!strings.Contains(err.Error(), `"broken"`) {
		t.Errorf("got %v", err)
	}
	if _, err := (tokenize.Config{Name: "missing", Normalize: tokenize.NFC}).New(); err == nil ||
		!strings.Contains(err.Error(), `"missing"`) {
		t.Errorf("a factory that returns nothing: got %v", err)
	}
}

// TestRegisterRefuses: a name can be registered once only.
func TestRegisterRefuses(t *testing.T) {
	factory := func(tokenize.Config) (tokenize.Tokenizer, error) { return tokenize.Space(), nil }
	for _, name := range []string{"", "characters", tokenize.WordsName, tokenize.KoreanName} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q is registered", name)
				}
			}()
			tokenize.Register(name, factory)
		}()
	}
	defer func() {
		if recover() == nil {
			t.Error("nil is registered")
		}
	}()
	tokenize.Register("nil", nil)
}
