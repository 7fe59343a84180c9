package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/report/picture"
)

// eachKind calls check for each kind of report and each format that takes it. PNG needs a
// painter, so a picture is written as the text of its drawing there.
func eachKind(t *testing.T, tokens []string, check func(t *testing.T, r report.Result, f report.Format,
	o report.Options)) {
	t.Helper()
	paint := func(w io.Writer, p *picture.Picture) error { return p.SVG(w) }
	for kind, r := range parts(tokens) {
		for _, f := range report.Formats() {
			if report.Takes(r, f) == nil {
				t.Run(kind+"/"+string(f), func(t *testing.T) { check(t, r, f, report.Options{Paint: paint}) })
			}
		}
	}
}

// limited is a writer with space for n bytes.
type limited struct{ n int }

var errFull = errors.New("no space left")

func (w *limited) Write(p []byte) (int, error) {
	if len(p) > w.n {
		n := w.n
		w.n = 0
		return n, errFull
	}
	w.n -= len(p)
	return len(p), nil
}

// TestFullDisk: whatever the format, an error of the underlying writer is returned by Add or
// by Close, wherever it happens.
func TestFullDisk(t *testing.T) {
	eachKind(t, tokensOf(5), func(t *testing.T, r report.Result, f report.Format, o report.Options) {
		size := len(document(t, f, o, r))
		for _, n := range []int{0, 1, size / 3, size / 2, size - 1} {
			w := report.NewWriter(&limited{n}, f, o)
			added := w.Add(r)
			if err := errors.Join(added, w.Close()); !errors.Is(err, errFull) {
				t.Errorf("space for %d of %d bytes: %v", n, size, err)
			}
		}
		w := report.NewWriter(&limited{size}, f, o)
		if err := errors.Join(w.Add(r), w.Close()); err != nil {
			t.Errorf("space for all %d bytes: %v", size, err)
		}
	})
}

// TestSameEveryTime: a report has the same bytes every time, also from several goroutines at
// once, and writing it does not change the result.
func TestSameEveryTime(t *testing.T) {
	eachKind(t, nasty, func(t *testing.T, r report.Result, f report.Format, o report.Options) {
		want := document(t, f, o, r)
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				var b bytes.Buffer
				w := report.NewWriter(&b, f, o)
				if err := errors.Join(w.Add(r), w.Close()); err != nil || b.String() != want {
					t.Errorf("other bytes, %v", err)
				}
			})
		}
		all.Wait()
	})
}

// TestSeveralParts: a report of two results has both, in their order, and is one document.
func TestSeveralParts(t *testing.T) {
	first, second := made([]string{"apple", "pear"}), made([]string{"quince", "plum"})
	for _, f := range report.Formats() {
		if f == report.PNG {
			continue // see TestPNG
		}
		text := document(t, f, report.Options{}, first, second)
		at := 0
		for _, word := range []string{"apple", "pear", "quince", "plum"} {
			i := strings.Index(text[at:], word)
			if i < 0 {
				t.Fatalf("%s: no %q after byte %d", f, word, at)
			}
			at += i
		}
		for part, formats := range map[string][]report.Format{`\begin{document}`: {report.LaTeX}, "<html": {report.HTML},
			"<svg": {report.SVG}, "token,": {report.CSV}} {
			if slices.Contains(formats, f) && strings.Count(text, part) != 1 {
				t.Errorf("%s: %d times %s", f, strings.Count(text, part), part)
			}
		}
	}
}

// TestNoParts: a report without results is still a document of its format, but there is no
// picture of nothing.
func TestNoParts(t *testing.T) {
	for _, f := range report.Formats() {
		var b bytes.Buffer
		err := report.NewWriter(&b, f, report.Options{}).Close()
		switch f {
		case report.SVG, report.PNG:
			if err == nil || !strings.Contains(err.Error(), "nothing to draw") || b.Len() > 0 {
				t.Errorf("%s: %v, %d bytes", f, err, b.Len())
			}
			continue
		case report.HTML, report.LaTeX:
			end := map[report.Format]string{report.HTML: "</html>", report.LaTeX: `\end{document}`}[f]
			if !strings.Contains(b.String(), end) {
				t.Errorf("%s: no %s in %q", f, end, &b)
			}
		default:
			if strings.TrimSpace(b.String()) != "" && f != report.CSV {
				t.Errorf("%s: %q", f, &b)
			}
		}
		if err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// TestRefused: FormatsOf and Takes agree; what a format does not take is an error that names
// the formats which take it, writes nothing, and leaves the writer usable.
func TestRefused(t *testing.T) {
	good := made([]string{"apple", "pear"})
	refused := 0
	for kind, r := range parts([]string{"a", "b"}) {
		formats := report.FormatsOf(r)
		for _, f := range report.Formats() {
			err := report.Takes(r, f)
			if (err == nil) != slices.Contains(formats, f) {
				t.Errorf("%s as %s: %v, but FormatsOf lists %v", kind, f, err, formats)
			}
			if err == nil {
				continue
			}
			refused++
			if !strings.Contains(err.Error(), string(formats[0])) {
				t.Errorf("%s as %s: %v does not name %s", kind, f, err, formats[0])
			}
			var b bytes.Buffer
			w := report.NewWriter(&b, f, report.Options{Paint: func(w io.Writer, p *picture.Picture) error { return p.SVG(w) }})
			before := b.Len()
			if added := w.Add(r); added == nil || b.Len() != before {
				t.Errorf("%s as %s: added with %v, %d bytes", kind, f, added, b.Len()-before)
			}
			if err := errors.Join(w.Add(good), w.Close()); err != nil || !strings.Contains(b.String(), "apple") {
				t.Errorf("%s as %s: after it, %v", kind, f, err)
			}
		}
	}
	if refused == 0 {
		t.Error("every format takes every kind")
	}
	for _, r := range []report.Result{nil, 7, "text", struct{}{}, []string{"a"}} {
		if err := report.Write(io.Discard, r, report.JSON); err == nil || report.FormatsOf(r) != nil {
			t.Errorf("%T is written", r)
		}
	}
	w := report.NewWriter(io.Discard, "docx", report.Options{})
	if added, closed := w.Add(good), w.Close(); added == nil || closed == nil {
		t.Errorf("docx: %v, %v", added, closed)
	}
}

// decimals matches numbers in text.
var decimals = regexp.MustCompile(`-?\d+\.\d+`)

// numbersOf returns the numbers in text that have a decimal point.
func numbersOf(text string) (all []float64) {
	for _, s := range decimals.FindAllString(text, -1) {
		x, err := strconv.ParseFloat(s, 64)
		if err == nil {
			all = append(all, x)
		}
	}
	return all
}

// TestWeightsAgree: JSON and CSV have every weight in full, and the formats for people have
// it in three digits or more, for each score and temperature.
func TestWeightsAgree(t *testing.T) {
	for _, score := range attention.Scores() {
		for _, temperature := range []attention.Temperature{1, .25, attention.Auto} {
			a := sample(score, temperature)
			name := fmt.Sprint(score, " at ", temperature)
			var object struct {
				Tokens  []string  `json:"tokens"`
				Weights []float64 `json:"weights"`
				Context []float64 `json:"context"`
			}
			if err := json.Unmarshal([]byte(written(t, report.JSON, a)), &object); err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(strings.NewReader(written(t, report.CSV, a))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			column := slices.Index(rows[0], "weight")
			for d, want := range a.Result.Context {
				if len(object.Context) != len(a.Result.Context) || math.Abs(object.Context[d]-float64(want)) > 1e-6 {
					t.Errorf("%s: context %v, want %v", name, object.Context, a.Result.Context)
					break
				}
			}
			if !slices.Equal(object.Tokens, a.Tokens) || len(object.Weights) != len(a.Tokens) ||
				len(rows) != len(a.Tokens)+1 || column < 0 {
				t.Fatalf("%s: %d weights and %d rows %v for %d tokens", name, len(object.Weights), len(rows), rows[0],
					len(a.Tokens))
			}
			for i, want := range a.Result.Weights {
				if !a.Known[i] {
					continue
				}
				inCSV, err := strconv.ParseFloat(rows[i+1][column], 64)
				if got := object.Weights[i]; math.Abs(got-float64(want)) > 1e-7 || err != nil ||
					math.Abs(inCSV-float64(want)) > 1e-7 {
					t.Errorf("%s, token %d: weight %v, JSON %v, CSV %q", name, i, want, got, rows[i+1][column])
				}
				for _, f := range []report.Format{report.Text, report.Markdown, report.HTML, report.LaTeX} {
					near := func(x float64) bool { return math.Abs(x-float64(want)) <= .0006 }
					if !slices.ContainsFunc(numbersOf(written(t, f, a)), near) {
						t.Errorf("%s: %s has no number near the weight %v", name, f, want)
					}
				}
			}
		}
	}
}

// TestControlCharacters: words cannot move the cursor of a terminal or reverse the text
// around them: no format for people has control characters but line breaks.
func TestControlCharacters(t *testing.T) {
	for _, f := range []report.Format{report.Text, report.Markdown, report.LaTeX, report.HTML, report.SVG} {
		each(t, f, func(t *testing.T, text string) {
			for i, r := range text {
				if unicode.IsControl(r) && r != '\n' && r != '\t' {
					t.Fatalf("%U at byte %d: %q", r, i, text[max(0, i-20):i+4])
				}
				if f == report.Text && unicode.Is(unicode.Bidi_Control, r) && !strings.ContainsRune("\u200e\u2068\u2069", r) {
					t.Fatalf("%U at byte %d: %q", r, i, text[max(0, i-20):i+4])
				}
			}
		})
	}
}

// TestLaTeXIsBalanced: braces and environments of LaTeX are closed, and no word is a command.
func TestLaTeXIsBalanced(t *testing.T) {
	environment := regexp.MustCompile(`\\(begin|end)\{([a-z*]+)\}`)
	each(t, report.LaTeX, func(t *testing.T, text string) {
		if strings.Contains(text, `\input{/etc`) {
			t.Error("a word is a command")
		}
		depth := 0
		for i := 0; i < len(text); i++ {
			switch text[i] {
			case '\\':
				i++ // an escaped character
			case '{':
				depth++
			case '}':
				if depth--; depth < 0 {
					t.Fatalf("a brace too many at byte %d: %q", i, text[max(0, i-40):i+1])
				}
			}
		}
		var open []string
		for _, m := range environment.FindAllStringSubmatch(text, -1) {
			if m[1] == "begin" {
				open = append(open, m[2])
				continue
			}
			if len(open) == 0 || open[len(open)-1] != m[2] {
				t.Fatalf("%s ends within %v", m[2], open)
			}
			open = open[:len(open)-1]
		}
		if depth != 0 || len(open) > 0 {
			t.Errorf("%d braces and %v stay open", depth, open)
		}
	})
}

// TestColourIsOnlyText: colours change nothing but the escape sequences of Text.
func TestColourIsOnlyText(t *testing.T) {
	escapes := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for kind, r := range parts(tokensOf(6)) {
		for _, f := range report.FormatsOf(r) {
			if f == report.PNG {
				continue
			}
			plain, coloured := document(t, f, report.Options{}, r), document(t, f, report.Options{Color: true}, r)
			if f != report.Text && plain != coloured {
				t.Errorf("%s as %s depends on colours", kind, f)
			}
			if escapes.MatchString(plain) {
				t.Errorf("%s as %s has escape sequences without colours", kind, f)
			}
		}
	}
}

// TestSelfRowsSumToOne: in every matrix that is written, the weights of a known query sum to
// 1, and those of unknown tokens are 0.
func TestSelfRowsSumToOne(t *testing.T) {
	for _, n := range []int{1, 2, 9, 20} {
		s := madeSelf(tokensOf(n))
		rows, err := csv.NewReader(strings.NewReader(written(t, report.CSV, s))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		weight, query := slices.Index(rows[0], "weight"), slices.IndexFunc(rows[0], func(name string) bool {
			return strings.Contains(name, "query")
		})
		if weight < 0 || query < 0 {
			t.Fatalf("columns %v", rows[0])
		}
		if len(rows) != n*n+1 {
			t.Errorf("%d tokens: %d rows", n, len(rows)-1)
		}
		for i := range n {
			sum := 0.
			for j := range n {
				x, err := strconv.ParseFloat(rows[1+i*n+j][weight], 64)
				if err != nil && s.Known[i] {
					t.Fatalf("%d tokens, row %d: %v", n, i, rows[1+i*n+j])
				}
				if sum += x; !s.Known[j] && x != 0 {
					t.Errorf("%d tokens: the unknown token %d has the weight %v", n, j, x)
				}
			}
			if s.Known[i] && math.Abs(sum-1) > 1e-5 {
				t.Errorf("%d tokens: the weights of query %d sum to %v", n, i, sum)
			}
		}
	}
}
