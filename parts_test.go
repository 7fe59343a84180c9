package w2vattn_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// koreanModel returns a model with the tokenizer korean, in which 꿀잼 is a word of the user.
func koreanModel(t *testing.T) *w2vattn.Model {
	t.Helper()
	words := []string{"영화", "핵", "꿀잼", "보다", "사랑", "고양이", "책", "도서관"}
	v, err := vocab.New(words, []int64{80, 70, 60, 50, 40, 30, 20, 10})
	if err != nil {
		t.Fatal(err)
	}
	data := make([]float32, 2*len(words))
	for i := range words {
		data[2*i], data[2*i+1] = float32(i), float32(1+i%3)
	}
	table, err := embed.New(v, blas32.General{Rows: len(words), Cols: 2, Stride: 2, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	c := tokenize.DefaultOf(tokenize.KoreanName)
	c.Korean.UserWords = "꿀잼,NNG\n"
	m, err := w2vattn.New(table, c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestParticles: a query is found with any particle, also with the genitive at its end.
func TestParticles(t *testing.T) {
	m := koreanModel(t)
	for _, query := range []string{"고양이", "고양이의", "고양이에게는", "영화의", "영화를", "책의", "도서관에서는"} {
		if _, err := m.Vector(query); err != nil {
			t.Errorf("%s: %v", query, err)
		}
	}
}

// TestCompose: an unknown word is the mean of its parts: its morphemes or, if these are
// more or unknown, the fewest words of the vocabulary that it consists of.
func TestCompose(t *testing.T) {
	m := koreanModel(t)
	for word, parts := range map[string]string{
		"핵꿀잼": "핵 꿀잼", "핵꿀잼의": "핵 꿀잼", "책사랑": "책 사랑", "도서관고양이책": "도서관 고양이 책", "영화관람": "영화",
	} {
		found, err := m.Lookup().Find(t.Context(), []string{word, "책"}, embed.Auto)
		if err != nil {
			t.Fatal(err)
		}
		if f := found[0]; strings.Join(f.Words, " ") != parts || f.Known || !f.Included || f.Vector == nil {
			t.Errorf("%s: %+v, want %s", word, f, parts)
		}
		if f := found[1]; !f.Known || f.Words != nil {
			t.Errorf("책: %+v", f)
		}
	}
	vectors, err := m.Vectors([]string{"핵꿀잼"}, embed.Compose)
	if err != nil || !slices.Equal(vectors[0].Vector, []float32{1.5, 2.5}) || vectors[0].Word != "핵꿀잼" {
		t.Errorf("%+v, %v", vectors, err)
	}
	near, err := m.Neighbours([]string{"영화"}, []string{"핵꿀잼"}, w2vattn.NeighbourOptions{N: 1, Unknown: embed.Auto})
	if err != nil || len(near) != 1 {
		t.Errorf("a composed word is not subtracted: %v, %v", near, err)
	}
	var unknown *embed.UnknownWordError
	for _, policy := range []embed.Policy{embed.Auto, embed.Compose, embed.Refuse} {
		if _, err := m.Vectors([]string{"핵꿀잼", "쾅쾅"}, policy); !errors.As(err, &unknown) ||
			unknown.Words[len(unknown.Words)-1] != "쾅쾅" {
			t.Errorf("%s: %v", policy, err)
		}
	}
}

// TestComposeElsewhere: models without morphemes refuse embed.Compose, and embed.Auto skips
// or refuses unknown words as before.
func TestComposeElsewhere(t *testing.T) {
	m, err := koreanModel(t).WithTokenizer(tokenize.Default())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Vectors([]string{"핵꿀잼"}, embed.Compose); !errors.Is(err, embed.ErrNoParts) {
		t.Errorf("%v", err)
	}
	var unknown *embed.UnknownWordError
	if _, err := m.Vectors([]string{"핵꿀잼"}, embed.Auto); !errors.As(err, &unknown) {
		t.Errorf("%v", err)
	}
	a, err := m.Attend("영화", "핵꿀잼 영화", w2vattn.AttendOptions{Unknown: embed.Auto})
	if err != nil || a.Result.Weights[0] != 0 || a.Replaced != nil {
		t.Errorf("%+v, %v", a, err)
	}
}

// TestAttendComposed: the query and the tokens of a text are composed, and reports say of
// which words.
func TestAttendComposed(t *testing.T) {
	m := koreanModel(t)
	o := w2vattn.AttendOptions{Unknown: embed.Auto}
	a, err := m.Attend("핵꿀잼", "책사랑 영화", o)
	if err != nil {
		t.Fatal(err)
	}
	want := []w2vattn.Replacement{{Token: "핵꿀잼", Words: []string{"핵", "꿀잼"}}}
	if !reflect.DeepEqual(a.Replaced, want) || !slices.Equal(a.QueryVector, []float32{1.5, 2.5}) {
		t.Errorf("%+v, query %v", a.Replaced, a.QueryVector)
	}
	for lang, line := range map[string]string{
		"en": "unknown words replaced: 핵꿀잼 → mean of 핵, 꿀잼", "ko": "핵꿀잼 → 평균(핵, 꿀잼)",
	} {
		var b strings.Builder
		w := report.NewWriter(&b, report.Text, report.Options{Language: lang})
		if err := errors.Join(w.Add(a), w.Close()); err != nil || !strings.Contains(b.String(), line) {
			t.Errorf("%v\n%s", err, b.String())
		}
	}
	c, err := m.Compare("핵꿀잼", "영화 책", o)
	if err != nil || !reflect.DeepEqual(c.Replaced, want) {
		t.Errorf("%+v, %v", c, err)
	}
	o.Values = koreanModel(t)
	at, err := m.Attender([]string{"영화"}, o)
	if err != nil {
		t.Fatal(err)
	}
	a, err = at.WithTokenizer(tokenize.Space()).Attend("핵꿀잼 영화")
	if err != nil || !slices.Equal(a.Values.Data[:2], []float32{1.5, 2.5}) {
		t.Errorf("%v, %v", a, err)
	}
}

// TestSearchComposed: unknown words of a search stand for their parts.
func TestSearchComposed(t *testing.T) {
	m := koreanModel(t)
	if m.SearchModel().Parts == nil {
		t.Error("a search knows no parts of words")
	}
}

func TestReplacements(t *testing.T) {
	all := []w2vattn.Replacement{{"fim", []string{"film"}}, {"bok", []string{"book"}}, {"핵꿀잼", []string{"핵", "꿀잼"}}}
	if got := report.Replacements(all, "en"); got !=
		"unknown words replaced: fim → film, bok → book; 핵꿀잼 → mean of 핵, 꿀잼" {
		t.Error(got)
	}
	if got := report.Replacements(nil, "ko"); got != "" {
		t.Error(got)
	}
}

// TestSpans: an attention has its text and the bytes of its tokens if they are asked for, also
// for several texts.
func TestSpans(t *testing.T) {
	m := koreanModel(t)
	texts := []string{"고양이가 책을 보았다.", "영화를 본다"}
	at, err := m.Attender([]string{"책"}, w2vattn.AttendOptions{Spans: true})
	if err != nil {
		t.Fatal(err)
	}
	all, err := at.AttendAll(texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]string{{"고양이", "책", "보"}, {"영화", "본다"}} {
		var surface []string
		for _, s := range all[i].Spans {
			surface = append(surface, all[i].Text[s.Start:s.End])
		}
		if !slices.Equal(surface, want) || all[i].Text != texts[i] {
			t.Errorf("%q comes from %q of %q, want %q", all[i].Tokens, surface, all[i].Text, want)
		}
	}
	self, err := at.SelfAttendAll(texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range self {
		if s.Text != texts[i] || !slices.Equal(s.Spans, all[i].Spans) {
			t.Errorf("self-attention: %v of %q, want %v of %q", s.Spans, s.Text, all[i].Spans, texts[i])
		}
	}
	cross, err := at.CrossAttendAll("책을", texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cross {
		if c.Text != texts[i] || !slices.Equal(c.Spans, all[i].Spans) {
			t.Errorf("cross-attention: %v of %q, want %v of %q", c.Spans, c.Text, all[i].Spans, texts[i])
		}
	}
	a, err := m.Attend("책", texts[0], w2vattn.AttendOptions{})
	if err != nil || a.Spans != nil || a.Text != "" {
		t.Errorf("%+v, %v", a, err)
	}
}
