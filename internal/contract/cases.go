package contract

// This file lists the questions. Cases are made by loops over subjects, scores,
// temperatures and policies, in which options rotate: each value of an option occurs
// with most values of the others, in far fewer cases than all combinations would be.

import (
	"cmp"
	"fmt"
	"strings"
)

// A subject is a model with texts and query words of its language: with different
// tokens, phrases, particles and Unicode. The first query occurs in the texts; others
// may be unknown to the model or spelled in another case.
type subject struct {
	model   string
	queries []string
	texts   []string
}

// subjects are the models that cases of every kind use.
var subjects = []subject{
	{"en", []string{"cat", "book", "library"}, []string{
		"The cat reads a book.", "I want to find a book about a cat", "A zyzzyva sat in the LIBRARY!", "of",
	}},
	{"en-space", []string{"cat", "The", "book."}, []string{
		"The cat reads a book.", "The dog and the cat", "the\u00a0cat  a\tbook",
	}},
	{"en-phrases", []string{"cat", "book about"}, []string{
		"The girl reads a book about a cat every night.", "I want an old book about a dog",
	}},
	{"ko", []string{"고양이", "책"}, []string{
		"고양이에 대한 책을 찾고 싶어요", "도서관에서 책을 읽었다.", "고양이가 cat을 봤다",
	}},
	{"ko-josa", []string{"고양이", "책을"}, []string{
		"고양이에 대한 책을 찾고 싶어요", "아이가 고양이를 그렸다",
	}},
	{"packed", []string{"cat"}, []string{"The cat reads a book."}},
}

// hostile are texts with characters that formats, tokenizers or terminals treat
// specially. All are valid UTF-8.
var hostile = []string{
	"", " \t ", "...!?", "cat\x00dog", "<script>alert(1)</script> cat", `"cat" \ 'dog'`, "=1+1 @cat -dog +book",
	"cat\u2028dog\u2029book", "\ufeffcat", "\u202ecat dog", "ca\u0301t cat", "👩‍👩‍👧 cat 🐈", "CAT Cat cAt", "ﬁnd ａ ｃａｔ",
	"cat cat cat cat", "{\"query\":[\"cat\"]}", "&lt;cat&gt; %s %d", "고양이 cat ねこ",
}

// Cases returns all questions, in an order that does not change. The name of a case has
// its number, its model and its group, and answers are recorded by name: a case that is
// inserted changes the names of those after it, so new ones are added at the end.
func Cases() []Case {
	var all []Case
	add := func(group string, c Case) {
		if c.Kind == "" {
			c.Kind = "attend"
		}
		if c.Kind == "attend" {
			c.Score = cmp.Or(c.Score, "scaled")
			c.Temperature = cmp.Or(c.Temperature, "1")
			c.OOV = cmp.Or(c.OOV, "skip")
		}
		c.Name = fmt.Sprintf("%03d %s %s", len(all), c.Model, group)
		all = append(all, c)
	}
	scores(add)
	unknown(add)
	many(add)
	words(add)
	sparse(add)
	cross(add)
	return all
}

// scores adds cases of every score for every subject, with a query and as self-attention.
func scores(add func(string, Case)) {
	temperatures := []string{"1", "0.5", "3.25"}
	for i, s := range subjects {
		for j, score := range []string{"dot", "scaled", "cosine", "euclidean"} {
			for k, text := range s.texts {
				// Query, temperature, number of neighbours and --exclude-self rotate with n, so
				// that each value occurs without a case for each combination.
				n := i + j + k
				add("score", Case{Model: s.model, Words: s.queries[n%len(s.queries) : n%len(s.queries)+1], Text: text,
					Score:       score,
					Temperature: temperatures[n%3], Nearest: n % 3, ExcludeSelf: n%4 == 3})
			}
			add("self", Case{Model: s.model, Text: s.texts[j%len(s.texts)], Score: score,
				Temperature: temperatures[j%3],
				Causal:      j%2 == 1, ExcludeSelf: j%4 == 2, Nearest: j % 2})
		}
	}
}

// unknown adds cases with unknown tokens, by every policy, and with hostile texts.
func unknown(add func(string, Case)) {
	for _, policy := range []string{"skip", "error", "zero", "nearest"} {
		for _, text := range []string{"the cta reads a bokk", "qqqqqqqqqqqq", "a cat"} {
			add("oov", Case{Model: "en", Words: []string{"cat"}, Text: text, OOV: policy, Nearest: 1})
			add("oov", Case{Model: "en", Text: text, OOV: policy})
		}
		add("oov", Case{Model: "ko", Words: []string{"고양이"}, Text: "고냥이와 책", OOV: policy})
		add("query", Case{Model: "en", Words: []string{"cta"}, Text: "a cat", OOV: policy})
	}
	for _, text := range []string{"the cta reads", "cat x", "catlike booking"} {
		add("oov", Case{Model: "sub", Words: []string{"cat"}, Text: text, OOV: "subword", Nearest: 1})
		add("oov", Case{Model: "sub", Words: []string{"cta"}, Text: text, OOV: "subword", ExcludeSelf: true})
		add("oov", Case{Model: "sub", Text: text, OOV: "subword"})
	}
	add("oov", Case{Model: "en", Words: []string{"cat"}, Text: "a cta", OOV: "subword"})
	for _, text := range hostile {
		add("hostile", Case{Model: "en", Words: []string{"cat"}, Text: text, Nearest: 1})
		add("hostile", Case{Model: "en", Text: text})
		add("hostile", Case{Model: "en-space", Words: []string{"cat"}, Text: text, Tokens: true})
	}
}

// many adds cases with several query words, and of features that only some interfaces
// have: eojeol, comparison and values of another model.
func many(add func(string, Case)) {
	for _, s := range subjects {
		for i, text := range s.texts[:min(2, len(s.texts))] {
			add("many", Case{Model: s.model, Words: []string{s.queries[0], s.queries[len(s.queries)-1]}, Text: text,
				ExcludeSelf: i == 1})
			add("eojeol", Case{Model: s.model, Words: s.queries[:1], Text: text, Eojeol: true})
			add("eojeol", Case{Model: s.model, Text: text, Eojeol: true})
			add("compare", Case{Model: s.model, Words: s.queries[:1], Text: text, Compare: true, Eojeol: i == 1})
		}
	}
	for _, text := range []string{"The cat reads a book.", "A zyzzyva and a cat"} {
		add("many", Case{Model: "en", Words: []string{"cat", "dog", "book"}, Text: text})
		add("tokens", Case{Model: "en", Words: []string{"cat"}, Text: text, Tokens: true})
		add("values", Case{Model: "en", Values: "en-phrases", Words: []string{"cat"}, Text: text, Nearest: 1})
		add("values", Case{Model: "sub", Values: "en", Words: []string{"cat"}, Text: text, OOV: "subword"})
		add("values", Case{Model: "en", Values: "sub", Words: []string{"cat"}, Text: text, OOV: "zero"})
	}
}

// sparse adds cases of sparsemax, by every score. A case with a query and one of
// self-attention share all other options.
func sparse(add func(string, Case)) {
	for i, s := range subjects {
		for j, score := range []string{"dot", "scaled", "cosine", "euclidean"} {
			c := Case{Model: s.model, Text: s.texts[0], Score: score, Temperature: []string{"1", "12.5"}[j%2],
				Normalizer: "sparsemax", Nearest: i % 2}
			add("sparsemax self", c)
			c.Words = s.queries[:1]
			add("sparsemax", c)
		}
	}
}

// cross adds cases of cross-attention: every score, policy and tokenizer, unknown and
// hostile tokens in both texts, and values of another model.
func cross(add func(string, Case)) {
	for i, s := range subjects {
		for j, score := range []string{"dot", "scaled", "cosine", "euclidean"} {
			to := s.texts[(j+1)%len(s.texts)]
			add("to", Case{Model: s.model, To: to, Text: s.texts[j%len(s.texts)], Score: score,
				Temperature: []string{"1", "7.5"}[i%2],
				Nearest:     j % 3, ExcludeSelf: j%2 == 1, Tokens: j == 3})
		}
	}
	for _, policy := range []string{"skip", "error", "zero", "nearest"} {
		add("to oov", Case{Model: "en", To: "the cta and a zzzzzzzzzz", Text: "a bokk", OOV: policy, Nearest: 1})
		add("to oov", Case{Model: "en", To: "the cat", Text: "cta", OOV: policy})
	}
	add("to oov", Case{Model: "sub", To: "catlike cat", Text: "the cta", OOV: "subword", Nearest: 1, ExcludeSelf: true})
	add("to oov", Case{Model: "en", To: "cat", Text: "cat", OOV: "subword"})
	add("to values", Case{Model: "en", Values: "en-phrases", To: "the girl", Text: "a cat", Nearest: 1})
	add("to values", Case{Model: "en", Values: "ko", To: "cat", Text: "a cat", OOV: "zero"})
	add("to", Case{Model: "en", To: "cat dog", Text: "the cat and the dog", Normalizer: "sparsemax"})
	for i, text := range hostile {
		add("to hostile", Case{Model: "en", To: "cat", Text: text, Nearest: i % 2})
		if strings.TrimSpace(text) != "" { // the command requires a text for --to
			add("to hostile", Case{Model: "en", To: text, Text: "a cat", Tokens: i%2 == 1})
		}
	}
}

// words adds cases without a text: neighbours, analogies, odd words and vectors.
// Words of a question may be unknown, differ in case, or have particles.
func words(add func(string, Case)) {
	for _, s := range subjects {
		for _, q := range s.queries {
			add("similar", Case{Kind: "similar", Model: s.model, Words: []string{q}, Nearest: 3})
		}
		q := s.queries[0]
		last := s.queries[len(s.queries)-1]
		add("vector", Case{Kind: "vector", Model: s.model, Words: []string{q, last}})
		if last != q {
			add("similar", Case{Kind: "similar", Model: s.model, Words: []string{q}, Minus: []string{last}, Nearest: 2})
		}
		add("odd", Case{Kind: "odd", Model: s.model, Words: []string{q, last, s.queries[len(s.queries)/2]}})
	}
	add("analogy", Case{Kind: "analogy", Model: "en", Words: []string{"cat", "kitten", "dog"}, Nearest: 3})
	add("analogy", Case{Kind: "analogy", Model: "en", Words: []string{"Cat", "KITTEN", "dog"}, Nearest: 1})
	add("analogy", Case{Kind: "analogy", Model: "ko", Words: []string{"고양이에게", "책을", "도서관은"}, Nearest: 3})
	for _, kind := range []string{"similar", "odd", "vector"} {
		add("unknown", Case{Kind: kind, Model: "en", Words: []string{"cta", "cat", "bokk"}, Nearest: 3})
	}
}
