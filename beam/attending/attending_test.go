package attending

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/beam/prismtest"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/contract"
	"github.com/w2vattn/w2vattn/tokenize"
)

func TestMain(m *testing.M) { prismtest.Main(m) }

const library = "../../data/library.en.txt"

// query asks for cats a model of the sample corpus.
func query(t *testing.T) Query {
	t.Helper()
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs = 16, 2, 10
	m, err := word2vec.Train(t.Context(), corpus.Files([]string{library}, input.Lines(), tokenize.Words()), c,
		word2vec.Tokenizer(tokenize.Default()))
	if err != nil {
		t.Fatal(err)
	}
	q := Query{Model: filepath.Join(t.TempDir(), "model.safetensors"), Words: []string{"cat"}, Score: attention.Scaled,
		Temperature: attention.Auto, OOV: embed.Skip, Nearest: 3}
	if err := m.Save(q.Model); err != nil {
		t.Fatal(err)
	}
	return q
}

// attended returns the files that attending writes, joined.
func attended(t *testing.T, q Query, size int64) []byte {
	t.Helper()
	spans, err := text.Reading{Input: "lines"}.Cut(t.Context(), []string{library}, size)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if _, err := Attend(t.Context(), spans, q, folder); err != nil {
		t.Fatal(err)
	}
	parts, _ := filepath.Glob(filepath.Join(folder, "*"))
	slices.Sort(parts)
	if len(parts) != len(spans) {
		t.Errorf("%d files of %d spans", len(parts), len(spans))
	}
	var all []byte
	for _, p := range parts {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
	return all
}

// TestSameLines: the results are those of an uncut file, in order, for any size of spans.
func TestSameLines(t *testing.T) {
	q := query(t)
	want := attended(t, q, 1<<20)
	lines, err := os.ReadFile(library)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(want, []byte("\n")); n != bytes.Count(lines, []byte("\n")) {
		t.Errorf("%d results of %d lines", n, bytes.Count(lines, []byte("\n")))
	}
	if !bytes.HasPrefix(want, []byte(`{"query":["cat"],"score":"scaled"`)) ||
		!bytes.Contains(want, []byte(`"nearest":[{"word":`)) {
		t.Errorf("begins with %.200s", want)
	}
	for _, size := range []int64{77, 5000} {
		if got := attended(t, q, size); !bytes.Equal(got, want) {
			t.Errorf("spans of %d bytes: other results", size)
		}
	}
}

func TestBadInput(t *testing.T) {
	q := query(t)
	bad := filepath.Join(t.TempDir(), "bad")
	if err := os.WriteFile(bad, []byte("fine\nbad \xff\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path   string
		change func(*Query)
		want   string
	}{
		{library, func(q *Query) { q.Words = []string{"cta"} }, `does not know the word "cta"`},
		{library, func(q *Query) { q.Model += ".none" }, "no such file"},
		{library, func(q *Query) { q.Model = library }, library},
		{library, func(q *Query) { q.OOV = embed.Refuse }, "does not know the word"},
		{bad, func(*Query) {}, "invalid UTF-8"},
	} {
		q := q
		c.change(&q)
		spans, err := text.Reading{Input: "lines"}.Cut(t.Context(), []string{c.path}, text.Size)
		if err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		if _, err := Attend(t.Context(), spans, q, folder); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q", err, c.want)
		}
		if names, _ := filepath.Glob(filepath.Join(folder, "*")); names != nil {
			t.Errorf("left over: %v", names)
		}
	}
}

// contractModels trains the models of the contract. It skips the test on machines on
// which its answers cannot be compared.
func contractModels(t *testing.T) func(string) string {
	t.Helper()
	if runtime.GOARCH != "amd64" {
		t.Skip("the answers were made on amd64; elsewhere the last digit of exponentials may differ")
	}
	dir := t.TempDir()
	if err := contract.Train(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	return contract.Path(dir)
}

// TestContract: Beam writes the bytes that the command answers for each line, also for
// Korean, josa and phrases.
func TestContract(t *testing.T) {
	path := contractModels(t)
	want, err := contract.Answers()
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, c := range contract.Cases() {
		if c.Kind != "attend" || len(c.Words) == 0 || c.Tokens || c.Values != "" || c.Eojeol || c.Compare ||
			c.Text == "" {
			continue
		}
		asked++
		got, err := answer(t, c, path)
		if w := want[c.Name]; (err != nil) != w.Failed || got != w.Output {
			t.Errorf("%s: %v\n got %s\nwant %s", c.Name, err, got, w.Output)
		}
	}
	if asked < 80 {
		t.Errorf("only %d questions were asked", asked)
	}
}

// answer returns the line that attending writes for a case.
func answer(t *testing.T, c contract.Case, path func(string) string) (string, error) {
	t.Helper()
	score, err := attention.ParseScore(c.Score)
	if err != nil {
		t.Fatal(err)
	}
	temperature, err := strconv.ParseFloat(c.Temperature, 64)
	if err != nil {
		t.Fatal(err)
	}
	q := Query{Model: path(c.Model), Words: c.Words, Score: score, Temperature: attention.Temperature(temperature),
		Sparse: c.Normalizer == "sparsemax", OOV: embed.Policy(c.OOV),
		ExcludeSelf: c.ExcludeSelf, Nearest: c.Nearest}
	a, err := q.open(t.Context())
	if err != nil {
		return "", err
	}
	defer a.close()
	var out bytes.Buffer
	err = (&attendFn{attender: a}).write(&out, []string{c.Text})
	return out.String(), err
}

// TestCompressed: a compressed file gives the results of the plain one, also for empty
// lines.
func TestCompressed(t *testing.T) {
	q := query(t)
	lines := "the cat reads\n\na book about a dog\n"
	dir := t.TempDir()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write([]byte(lines))
	w.Close()
	plainFile, packedFile := filepath.Join(dir, "plain.txt"), filepath.Join(dir, "packed.txt.gz")
	for name, b := range map[string][]byte{plainFile: []byte(lines), packedFile: packed.Bytes()} {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a, err := q.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	var outs [2]bytes.Buffer
	for i, name := range []string{plainFile, packedFile} {
		f := &attendFn{attender: a, sentences: beam.NewCounter("attend", "sentences")}
		if err := f.attend(t.Context(), text.Span{File: name, Whole: true}, &outs[i]); err != nil {
			t.Fatal(err)
		}
	}
	if n := bytes.Count(outs[0].Bytes(), []byte("\n")); n != 3 || !bytes.Equal(outs[0].Bytes(), outs[1].Bytes()) {
		t.Errorf("%d lines; compressed: %s", n, &outs[1])
	}
}
