package embed_test

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/vocab"
)

// python is an interpreter that may have numpy and gensim: the one that W2VATTN_PYTHON
// names, or else Debian's.
var python = cmp.Or(os.Getenv("W2VATTN_PYTHON"), "/usr/bin/python3")

// A peer is a running program that prints what gensim and numpy read.
type peer struct {
	ask    io.Writer
	answer *bufio.Reader
	stderr bytes.Buffer
}

// startPeer starts the peer once for all tests, because loading gensim takes seconds.
var startPeer = sync.OnceValues(func() (*peer, error) {
	p := &peer{}
	cmd := exec.Command(python, "testdata/peer.py")
	cmd.Stderr = &p.stderr
	var err1, err2 error
	p.ask, err1 = cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	p.answer = bufio.NewReader(out)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	if line, err := p.answer.ReadString('\n'); err != nil || line != "true\n" {
		return nil, fmt.Errorf("%s has no numpy or no gensim", python)
	}
	return p, nil
})

// theirs returns the vectors that the peer reads, by word.
func theirs(t *testing.T, args ...string) map[string][]float64 {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	p, err := startPeer()
	if err != nil {
		t.Skip("skipped: ", err)
	}
	question, err := json.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.ask.Write(append(question, '\n')); err != nil {
		t.Fatal(err)
	}
	line, err := p.answer.ReadBytes('\n')
	if err != nil {
		t.Fatalf("%v: %s", err, p.stderr.String())
	}
	var vectors map[string][]float64
	if err := json.Unmarshal(line, &vectors); err != nil {
		t.Fatal(err)
	}
	return vectors
}

// compare checks that the words and vectors of a table are those of want. Numbers may
// differ by a share of their value.
func compare(t *testing.T, table *embed.Table, want map[string][]float64, share float64) {
	t.Helper()
	if len(want) == 0 || table.Len() != len(want) {
		t.Errorf("%d words, want %d", table.Len(), len(want))
	}
	for word, numbers := range want {
		got, err := table.Vector(word)
		if err != nil || !alike(got, numbers, share) {
			t.Fatalf("%q: got %v, %v; want %v", word, got, err, numbers)
		}
	}
}

// alike reports whether the numbers are equal up to a share of their value.
func alike(got []float32, want []float64, share float64) bool {
	if len(got) != len(want) {
		return false
	}
	for i, x := range want {
		if math.Abs(float64(got[i])-x) > share*(math.Abs(x)+1e-3) {
			return false
		}
	}
	return true
}

// otherPrograms returns the folder with files of other programs, and skips the test if
// there is none.
func otherPrograms(t *testing.T) string {
	t.Helper()
	dir := "../../shared/formats"
	if d := os.Getenv("W2VATTN_FORMATS"); d != "" {
		dir = d
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: there is no folder of other programs' files beside the project; W2VATTN_FORMATS may name one")
	}
	return dir
}

// TestFilesOfOtherPrograms checks that gensim reads the same numbers from the same files.
func TestFilesOfOtherPrograms(t *testing.T) {
	dir := otherPrograms(t)
	for name, kind := range map[string]string{
		"allennlp__glove.6B.100d.sample.txt.gz": "glove", "allennlp__fake_embeddings.5d.txt.bz2": "glove",
		"finalfusion__similarity.nodims": "glove", "gensim__test_glove.txt": "glove",
		"finalfusion__utf8-incomplete.bin": "binary", "finalfusion__utf8-incomplete.txt": "glove",
		"finalfusion__similarity.bin": "binary", "finalfusion__similarity.txt": "text",
		"gensim__high_precision.kv.bin": "binary",
		"gensim__high_precision.kv.txt": "text", "gensim__lee_fasttext.vec": "text", "gensim__toy-model.vec": "text",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, name)
			table, err := embed.Open(path, embed.Unpack(packed.Open))
			if err != nil {
				t.Fatal(err)
			}
			compare(t, table, theirs(t, kind, path), 0)
		})
	}
}

// TestFastTextAsGensim checks both layouts, for words inside and outside the vocabulary.
func TestFastTextAsGensim(t *testing.T) {
	dir := otherPrograms(t)
	unknown := []string{"zebralike", "고양이", "x", "naïve"}
	for _, name := range []string{"gensim__lee_fasttext.bin", "gensim__lee_fasttext_new.bin", "gensim__toy-model.bin"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, name)
			table, err := embed.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			want := theirs(t, append([]string{"fasttext", path}, unknown...)...)
			for _, w := range unknown {
				if got, ok := table.Subwords().Vector(w); !ok || !alike(got, want[w], 1e-5) {
					t.Errorf("%s: got %v, want %v", w, got, want[w])
				}
				delete(want, w)
			}
			// gensim adds n-grams of the end of a sentence, fastText itself does
			// not: see TestPeerFastText.
			if v, err := table.Vector("</s>"); err == nil {
				want["</s>"] = nil
				for _, x := range v {
					want["</s>"] = append(want["</s>"], float64(x))
				}
			}
			compare(t, table, want, 1e-5)
		})
	}
}

// TestPeerFastText compares with the output of fastText.
func TestPeerFastText(t *testing.T) {
	fasttext, err := exec.LookPath("fasttext")
	if err != nil {
		t.Skip("skipped: fasttext is not here")
	}
	dir := t.TempDir()
	text, model := filepath.Join(dir, "text"), filepath.Join(dir, "model")
	var b strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&b, "the cat%d sat on 고양이%d and naïve%d\n", i%37, i%13, i%7)
	}
	if err := os.WriteFile(text, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	words := "the cat1 cat99 고양이1 고양이가 zebra x é naïve </s>"
	for _, letters := range [][2]string{{"3", "6"}, {"1", "4"}, {"2", "2"}} {
		args := []string{
			"cbow",
			"-input",
			text,
			"-output",
			model,
			"-dim",
			"8",
			"-epoch",
			"1",
			"-bucket",
			"1000",
			"-minn",
			letters[0],
			"-maxn",
			letters[1],
			"-thread",
			"1",
			"-verbose",
			"0",
		}
		if out, err := exec.Command(fasttext, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		compareFastText(t, fasttext, model+".bin", strings.Fields(words))
		table, err := embed.Open(model + ".bin")
		if err != nil {
			t.Fatal(err)
		}
		native := filepath.Join(dir, "native.safetensors")
		if err := table.Save(native); err != nil {
			t.Fatal(err)
		}
		back, err := embed.Open(native)
		if err != nil {
			t.Fatal(err)
		}
		written := filepath.Join(dir, "written.bin")
		if err := table.SaveAs(written, embed.FastText); err != nil {
			t.Fatal(err)
		}
		printed, err := exec.Command("sh", "-c", "echo cat1 | "+fasttext+" print-word-vectors "+written).Output()
		if cat, _ := table.Vector(
			"cat1",
		); err != nil ||
			!strings.HasPrefix(string(printed), fmt.Sprintf("cat1 %.5g ", cat[0])) {
			t.Errorf("fastText prints of what we wrote: %s, %v", printed, err)
		}
		want, _ := table.Subwords().Vector("zebra")
		if got, ok := back.Subwords().Vector("zebra"); !ok || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("after saving: got %v, want %v", got, want)
		}
		back.Close()
	}
}

// TestPeerFastTextClassifier checks that supervised and quantised models are refused.
func TestPeerFastTextClassifier(t *testing.T) {
	fasttext, err := exec.LookPath("fasttext")
	if err != nil {
		t.Skip("skipped: fasttext is not here")
	}
	text, model := filepath.Join(t.TempDir(), "text"), filepath.Join(t.TempDir(), "model")
	var lines []byte
	for i := range 3000 {
		lines = fmt.Appendf(lines, "__label__%d the cat%d sat on the mat\n", i%2, i%400)
	}
	if err := os.WriteFile(text, lines, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"supervised", "-input", text, "-output", model, "-dim", "8", "-epoch", "1", "-thread", "1", "-verbose", "0"},
		{"quantize", "-input", text, "-output", model, "-verbose", "0"},
	} {
		if out, err := exec.Command(fasttext, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	for _, ext := range []string{".bin", ".ftz"} {
		if _, err := embed.Open(model + ext); err == nil || !strings.Contains(err.Error(),
			"supervised fastText model") {
			t.Errorf("%s: got %v", ext, err)
		}
	}
}

// compareFastText compares with the vectors that fastText prints, with five digits.
func compareFastText(t *testing.T, fasttext, model string, words []string) {
	t.Helper()
	table, err := embed.Open(model)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(fasttext, "print-word-vectors", model)
	cmd.Stdin = strings.NewReader(strings.Join(words, "\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	found, err := embed.Lookup{Table: table}.Find(t.Context(), words, embed.SubwordMean)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(words) {
		t.Fatalf("%d lines, want %d", len(lines), len(words))
	}
	for i, f := range found {
		got := f.Vector
		if f.Known {
			got = table.Row(f.ID)
		}
		if got == nil {
			got = make([]float32, table.Dim()) // fastText prints zeros
		}
		var want []float64
		for _, field := range strings.Fields(lines[i])[1:] {
			x, err := strconv.ParseFloat(field, 64)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, x)
		}
		if !alike(got, want, 6e-5) {
			t.Errorf("%s: got %v, fastText prints %v", words[i], got, want)
		}
	}
}

// TestPeerReadsOurFiles checks that numpy and gensim read the files of this package to the
// bit.
func TestPeerReadsOurFiles(t *testing.T) {
	tab := table(t, []string{"cat", "책", "x"}, []float32{1, -2.5, 1e-5}, []float32{3, 0.1, 0}, []float32{-7, 1e10, 3})
	want := map[string][]float64{}
	for id, w := range tab.Vocab().All() {
		for _, x := range tab.Row(id) {
			want[w] = append(want[w], float64(x))
		}
	}
	for kind, f := range map[string]embed.Format{
		"npz": embed.NPZ, "native": embed.Safetensors, "text": embed.Word2VecText, "binary": embed.Word2VecBinary,
		"glove": embed.GloVe,
	} {
		path := filepath.Join(t.TempDir(), kind)
		if kind == "npz" {
			path += ".npz"
		}
		if err := tab.SaveAs(path, f); err != nil {
			t.Fatal(err)
		}
		if got := theirs(t, kind, path); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: got %v, want %v", kind, got, want)
		}
	}
}

// TestPeerNumpyReadsQuantized checks that this package and numpy read the same numbers from
// a quantised file.
func TestPeerNumpyReadsQuantized(t *testing.T) {
	tab := table(t, []string{"a", "b"}, []float32{1, -2.5, 0.3}, []float32{0, 0, 0})
	for _, how := range []string{embed.QuantizeF16, embed.QuantizeInt8} {
		s, err := (&embed.File{Table: tab}).Stream().Quantize(how)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "q.safetensors")
		if err := embed.WriteStream(path, embed.Safetensors, s); err != nil {
			t.Fatal(err)
		}
		back, err := embed.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, back, theirs(t, "native", path), 0)
	}
}

// TestPeerNumpyArchive reads an archive of numpy with big-endian float64 by columns.
func TestPeerNumpyArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.npz")
	theirs(t, "savez", path)
	tab, err := embed.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf(
		"%v %v %v %s",
		tab.Row(0),
		tab.Row(1),
		tab.Row(2),
		tab.Vocab().Word(2),
	); got != "[1 2.5] [-3 4] [5 6] new york" {
		t.Errorf("got %s", got)
	}
}

// TestModel2Vec reads float32 and int8 models.
func TestModel2Vec(t *testing.T) {
	dir := otherPrograms(t)
	for name, dim := range map[string]int{"model2vec-float32": 2, "model2vec-semhash-int8": 128} {
		path := filepath.Join(dir, name)
		tab, err := embed.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, tab, theirs(t, "model2vec", path), 0)
		if tab.Len() != 29528 || tab.Dim() != dim || tab.Vocab().Word(0) != "[PAD]" {
			t.Errorf("%s: %d words × %d, the first %q", name, tab.Len(), tab.Dim(), tab.Vocab().Word(vocab.ID(0)))
		}
	}
}
