package report_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
)

// nasty are words that some format would take for its own.
var nasty = []string{"<script>alert(1)</script>", "=cmd()", "+1", "-1", "@SUM(A1)", `\input{/etc/passwd}`, "a|b",
	"`code`", "*b* _i_ [l](u) ~s~ # 1.", "a&amp;b", `"q"'`,
	"שלום", "مرحبا", "👩‍👩‍👧", "고양이", "日本", "\x1b[2J", "\u202eabc", "a\nb", "%d{}$x^y~#", "\xff",
	"</title><img src=x onerror=alert(1)>", "𐍈", "Ж", "[3mm]", "]]>", "\ufffe", "-->"}

// made returns an attention over words, each with a different vector.
func made(tokens []string) *w2vattn.Attention {
	n := len(tokens)
	keys := blas32.General{Rows: n, Cols: 2, Stride: 2, Data: make([]float32, 2*n)}
	known := make([]bool, n)
	for i := range n {
		keys.Data[2*i], keys.Data[2*i+1] = float32(i%7)/3, float32(i%5)-1
		known[i] = i%9 != 8
	}
	query := []float32{1, .5}
	return &w2vattn.Attention{
		Query: tokens[:min(1, n)], Tokens: tokens, Known: known,
		Result:  attention.Attend(query, keys, keys, attention.Options{Mask: known}),
		Nearest: []embed.Neighbour{{Word: nasty[0], Cosine: .9}}, QueryVector: query, Keys: keys, Values: keys,
	}
}

func madeSelf(tokens []string) *w2vattn.SelfAttention {
	a := made(tokens)
	s := &w2vattn.SelfAttention{Tokens: tokens, Known: a.Known, Result: attention.SelfAttend(a.Keys,
		attention.SelfOptions{Mask: a.Known})}
	for range tokens {
		s.Nearest = append(s.Nearest, a.Nearest)
	}
	return s
}

// crossOf returns the attention of some words over others.
func crossOf(queries, tokens []string) *w2vattn.CrossAttention {
	q, a := made(queries), made(tokens)
	c := &w2vattn.CrossAttention{Queries: queries, QueriesKnown: q.Known, Tokens: tokens, Known: a.Known,
		Nearest: [][]embed.Neighbour{},
		Result:  attention.CrossAttend(q.Keys, a.Keys, a.Values, attention.SelfOptions{Mask: a.Known})}
	for range queries {
		c.Nearest = append(c.Nearest, a.Nearest)
	}
	return c
}

// parts returns all kinds of report about some words.
func parts(tokens []string) map[string]report.Result {
	a := made(tokens)
	c := w2vattn.CompareScores(a.QueryVector, a.Keys, a.Known, attention.Scaled)
	c.Query, c.Tokens, c.Known = a.Query, a.Tokens, a.Known
	all := map[string]report.Result{
		"attention": a, "self": madeSelf(tokens), "worked": report.Worked{Attention: a}, "comparison": c,
		"cross": crossOf(tokens[:(len(tokens)+1)/2], tokens),
		"story": &report.Story{Intro: tokens[0], Like: tokens[0], Asks: tokens[0], Key: "k", Mixes: "m", Finds: "f",
			Attention:  a,
			Neighbours: a.Nearest, Found: []report.StorySentence{{Cosine: .5, Text: strings.Join(tokens, " "),
				Attention: a}}},
	}
	for kind, p := range partsOfEojeol(tokens) {
		all[kind+" of eojeol"] = p
	}
	return all
}

// tokensOf returns a sentence of n words.
func tokensOf(n int) []string {
	words := []string{"the", "cat", "고양이", "reads", "extraordinarily", "책", "a"}
	tokens := make([]string, n)
	for i := range tokens {
		tokens[i] = words[i%len(words)]
	}
	return tokens
}

func document(t testing.TB, f report.Format, o report.Options, all ...report.Result) string {
	t.Helper()
	var b bytes.Buffer
	w := report.NewWriter(&b, f, o)
	for _, p := range all {
		if err := w.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// each calls f with every kind of report that can be written in a format, about nasty
// words and about sentences of several lengths.
func each(t *testing.T, f report.Format, check func(t *testing.T, text string)) {
	t.Helper()
	for name, tokens := range map[string][]string{"nasty": nasty, "1": tokensOf(1), "2": tokensOf(2),
		"60": tokensOf(60), "200": tokensOf(200)} {
		for kind, p := range parts(tokens) {
			if report.Takes(p, f) == nil {
				t.Run(kind+"/"+name,
					func(t *testing.T) { check(t, document(t, f, report.Options{Title: nasty[0]}, p, p)) })
			}
		}
	}
}

// TestHTML: pages are parsed without repairs, contain only elements and attributes of the
// report, and load nothing.
func TestHTML(t *testing.T) {
	allowed := map[string]bool{}
	for _, e := range strings.Fields("html head meta link title style body main h1 h2 h3 section p span bdi div " +
		"table caption thead tbody tfoot tr th td details summary figure figcaption output script ul li svg g path " +
		"text tspan rect image i b button") {
		allowed[e] = true
	}
	each(t, report.HTML, func(t *testing.T, text string) {
		z, scripts := html.NewTokenizer(strings.NewReader(text)), 0
		var open []string
		void := map[string]bool{"meta": true, "link": true}
		for z.Next() != html.ErrorToken {
			token := z.Token()
			switch token.Type {
			case html.StartTagToken:
				if !allowed[token.Data] {
					t.Fatalf("an element %s", token)
				}
				if token.Data == "script" {
					scripts++
				}
				if !void[token.Data] {
					open = append(open, token.Data)
				}
			case html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != token.Data {
					t.Fatalf("</%s> where %v are open", token.Data, open)
				}
				open = open[:len(open)-1]
			}
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Key, "on") || (a.Key == "href" || a.Key == "src") &&
					!strings.HasPrefix(a.Val, "data:") {
					t.Fatalf("%s has %s=%q", token.Data, a.Key, a.Val)
				}
			}
		}
		if !errors.Is(z.Err(), io.EOF) || len(open) > 0 || scripts == 0 || scripts > 5 {
			t.Errorf("%v, %v open, %d scripts", z.Err(), open, scripts)
		}
	})
}

func TestHTMLIsSmall(t *testing.T) {
	tokens := make([]string, 200)
	for i := range tokens {
		tokens[i] = fmt.Sprintf("extraordinary%d", i)
	}
	x := blas32.General{Rows: 200, Cols: 50, Stride: 50, Data: make([]float32, 200*50)}
	for i := range x.Data {
		x.Data[i] = float32((i*2654435761)%1000)/500 - 1
	}
	s := &w2vattn.SelfAttention{Tokens: tokens, Known: make([]bool, 200), Result: attention.SelfAttend(x,
		attention.SelfOptions{})}
	if n := len(document(t, report.HTML, report.Options{}, s)); n > 500_000 {
		t.Errorf("200×200 takes %d bytes", n)
	}
}

// TestCSV: all rows have the same number of cells, and no cell begins like a formula,
// except numbers.
func TestCSV(t *testing.T) {
	each(t, report.CSV, func(t *testing.T, text string) {
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") || strings.HasPrefix(cell, "+") {
					t.Errorf("a cell %q", cell)
				}
			}
		}
	})
}

// TestMarkdown: when Markdown is rendered, the words are the original text.
func TestMarkdown(t *testing.T) {
	each(t, report.Markdown, func(t *testing.T, text string) {
		var b bytes.Buffer
		if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(text), &b); err != nil {
			t.Fatal(err)
		}
		page := b.String()
		for _, bad := range []string{"<script", "<img", "<a ", "<code", "<em>", "<del>", "<strong>", "raw HTML"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s in %s", bad, page)
			}
		}
		if !strings.Contains(page, "<h3>") {
			t.Errorf("no heading in %s", page)
		}
	})
}

// TestMarkdownTable: each word is in one cell as a whole.
func TestMarkdownTable(t *testing.T) {
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(document(t, report.Markdown,
		report.Options{}, made(nasty))), &b); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"a|b", "`code`", "*b* _i_ [l](u) ~s~ # 1.", "a&amp;b", `\input{/etc/passwd}`,
		"=cmd()"} {
		if !strings.Contains(html.UnescapeString(b.String()), ">"+word+"</td>") {
			t.Errorf("%s is not in %s", word, b.String())
		}
	}
}

// TestPeerLaTeX compiles reports, if TeX is installed.
func TestPeerLaTeX(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	tex, err := exec.LookPath("pdflatex")
	if err != nil {
		t.Skip("skipped: there is no pdflatex here; on Debian: apt install texlive-latex-base")
	}
	var all []report.Result
	for _, tokens := range [][]string{nasty, tokensOf(1), tokensOf(60), {"고양이", "책"}} {
		p := parts(tokens)
		all = append(all, p["attention"], p["self"], p["comparison"], p["story"], p["worked"], p["self of eojeol"],
			p["worked of eojeol"])
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "r.tex"), []byte(document(t, report.LaTeX, report.Options{}, all...)),
		0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), tex, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape",
		"r.tex")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out[max(0, len(out)-1500):])
	}
	if info, err := os.Stat(filepath.Join(dir, "r.pdf")); err != nil || info.Size() < 20_000 {
		t.Errorf("no PDF to speak of: %v", err)
	}
}

func TestFormatOf(t *testing.T) {
	for path, want := range map[string]report.Format{"a.HTML": report.HTML, "x/b.tex": report.LaTeX,
		"c.jsonl": report.JSON, "d.tar.png": report.PNG} {
		if got, err := report.FormatOf(path); err != nil || got != want {
			t.Errorf("%s: %s, %v", path, got, err)
		}
	}
	for _, path := range []string{"a", "a.docx", "png"} {
		if _, err := report.FormatOf(path); err == nil {
			t.Errorf("%s has a format", path)
		}
	}
	if err := report.Takes(report.Worked{Attention: made(tokensOf(2))}, report.PNG); err == nil ||
		!strings.Contains(err.Error(), "this report cannot be written as PNG; use one of text, md, latex, html") {
		t.Errorf("a worked PNG: %v", err)
	}
}

// TestKendall: the agreement of a score with itself is 1, with the reverse order −1.
func TestKendall(t *testing.T) {
	keys := matrix([]float32{1, 0}, []float32{2, 0}, []float32{3, 0})
	if c := w2vattn.CompareScores([]float32{1, 0}, keys, nil, attention.Dot); c.Rows[0].Agreement != 1 ||
		c.Rows[3].Agreement != -1 || c.Rows[2].Agreement != 0 {
		t.Errorf("dot %v, euclidean %v, cosine %v", c.Rows[0].Agreement, c.Rows[3].Agreement, c.Rows[2].Agreement)
	}
}

func TestColours(t *testing.T) {
	got := document(t, report.Text, report.Options{Color: true}, sample(attention.Dot, 1))
	if !strings.Contains(got, "\x1b[38;5;") {
		t.Errorf("no colour in %q", got)
	}
	if plain := document(t, report.Text, report.Options{}, parts(nasty)["story"],
		madeSelf(nasty)); strings.ContainsRune(plain, '\x1b') {
		t.Errorf("an escape sequence in %q", plain)
	}
}

func TestMoreGoldens(t *testing.T) {
	a := sample(attention.Scaled, 2)
	c := w2vattn.CompareScores(a.QueryVector, a.Keys, a.Known, attention.Scaled)
	c.Query, c.Tokens, c.Known = a.Query, a.Tokens, a.Known
	for _, f := range []report.Format{report.Markdown, report.LaTeX, report.HTML} {
		golden(t, "attention."+string(f)+".golden", document(t, f, report.Options{}, a))
		golden(t, "worked."+string(f)+".golden", document(t, f, report.Options{}, report.Worked{Attention: a}))
	}
	for _, f := range []report.Format{report.Text, report.JSON, report.CSV, report.Markdown} {
		golden(t, "compare."+string(f)+".golden", document(t, f, report.Options{}, c))
	}
	golden(t, "attention.svg.golden", document(t, report.SVG, report.Options{}, a))
	golden(t, "lines.svg.golden", document(t, report.SVG, report.Options{View: report.Lines}, a))
	x := matrix([]float32{1, 0}, []float32{0, 1}, []float32{1, 1})
	s := &w2vattn.SelfAttention{Tokens: []string{"책", "cat", "a"}, Known: []bool{true, true, true},
		Result: attention.SelfAttend(x, attention.SelfOptions{Causal: true})}
	golden(t, "self.svg.golden", document(t, report.SVG, report.Options{}, s))
	golden(t, "self.csv.golden", document(t, report.CSV, report.Options{}, s, s))
}
