package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/prismtest"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/message"
)

// TestMain runs the tests, or the program if a pool starts the binary as a worker.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == engine.WorkCommand {
		main()
	}
	prismtest.Main(m)
}

const library = "../../../data/library.en.txt"

// try runs a command line.
func try(t *testing.T, args ...string) (code int, errors string) {
	t.Helper()
	var out, err bytes.Buffer
	a := &app{out: &out, err: &err}
	return a.run(t.Context(), args), err.String()
}

// TestStory: count, train, resume, attend.
func TestStory(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	for _, c := range []struct {
		args string
		want string // on standard error
	}{
		{"vocab " + library + " --min-count 2 -o " + at("vocab.tsv"),
			"tokens: 2089, sentences: 253, different words: 327, those that occur at least 2 times: 257"},
		{"train " + library + " --vocab " + at("vocab.tsv") + " --work " + at("job") + " --min-count 2 --dim 16 " +
			"--epochs 2 --shards 2 --rounds 1 -o " + at("m.safetensors"), "round 2 of 2"},
		{"train " + library + " --vocab " + at("vocab.tsv") + " --work " + at("job") + " --min-count 2 --dim 16 " +
			"--epochs 2 --shards 2 --rounds 1 -o " + at("again.safetensors"), "again.safetensors: 257 words × 16"},
		{"attend " + library + " -m " + at("m.safetensors") + " -q cat -o " + at("attended"),
			"sentences: 253, files: 1"},
	} {
		code, errors := try(t, strings.Fields(c.args)...)
		if code != 0 || !strings.Contains(errors, c.want) {
			t.Fatalf("%s: exit %d, %s", c.args, code, errors)
		}
	}
	m, err := word2vec.Open(at("m.safetensors"))
	if err != nil {
		t.Fatal(err)
	}
	if m.Config.Epochs != 2 || m.Config.Seed != 1 || m.Config.Alpha != m.Config.DefaultAlpha() || m.Tokenizer == nil {
		t.Errorf("the model remembers %+v, %s", m.Config, m.Tokenizer)
	}
	one, _ := os.ReadFile(at("m.safetensors"))
	two, _ := os.ReadFile(at("again.safetensors"))
	if !bytes.Equal(one, two) {
		t.Error("a job that was done gives another model")
	}
}

// TestElsewhere: corpus, work folder, model and results on a remote file system give the
// same files as on the local one.
func TestElsewhere(t *testing.T) {
	text, err := os.ReadFile(library)
	if err != nil {
		t.Fatal(err)
	}
	const there = "memfs://elsewhere/"
	memfs.Write(there+"text", text)
	here := t.TempDir() + "/"
	for _, place := range []struct{ text, folder string }{{library, here}, {there + "text", there}} {
		for _, args := range []string{
			"vocab " + place.text + " --min-count 2 -o " + place.folder + "vocab.tsv",
			"train " + place.text + " --vocab " + place.folder + "vocab.tsv --work " + place.folder +
				"job --min-count 2 --dim 16 --epochs 1 --shards 2 --rounds 2 -o " + place.folder + "m.safetensors",
			"attend " + place.text + " -m " + place.folder + "m.safetensors -q cat -o " + place.folder + "attended",
		} {
			if code, errors := try(t, strings.Fields(args)...); code != 0 {
				t.Fatalf("%s: exit %d, %s", args, code, errors)
			}
		}
	}
	for _, name := range []string{"vocab.tsv", "m.safetensors", "attended/part-00000.jsonl"} {
		want, err := os.ReadFile(here + name)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := storage.ReadFile(t.Context(), there+name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes there, %d here, %v", name, len(got), len(want), err)
		}
	}
}

func TestUsage(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"vocab " + library, 2, "-o FILE is missing"},
		{"vocab -o " + out, 2, "CORPUS is missing"},
		{"vocab none.txt -o " + out, 1, "none.txt"},
		{"vocab " + library + " --tokenizer magic -o " + out, 2,
			`--tokenizer: "magic" is not auto, space, words, korean or josa`},
		{"vocab " + library + " --span 0 -o " + out, 2, "--span is 0"},
		{"vocab " + library + " --pos N -o " + out, 2, "--pos goes with --tokenizer korean"},
		{"vocab " + library + " --input lines --field body -o " + out, 2, "--field has no effect"},
		{"vocab " + library + " --encoding klingon -o " + out, 2, `"klingon"`},
		{"vocab " + library + " --span 1 --spna 2 -o " + out, 2, "did you mean --span?"},
		{"vocal", 2, "did you mean vocab?"},
		{"train " + library + " -o " + out, 2, "--work FOLDER"},
		{"train " + library + " --work " + out + " -o " + out + " --merge median", 2, `"median"`},
		{"train " + library + " --work " + out + " -o " + out + " --dim 0", 2, "--dim is 0"},
		{"attend " + library + " -q cat -o " + out, 2, "-m MODEL is missing"},
		{"attend " + library + " -m one -m two -q cat -o " + out, 2, `"one" and "two" are given; it takes one`},
		{"attend " + library + " -m m -q cat --temperature cold -o " + out, 2, `"cold"`},
		{"attend " + library + " -m m -q cat --normalizer hardmax -o " + out, 2, `"hardmax"`},
	} {
		code, errors := try(t, strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(errors, c.want) || strings.Count(errors, "\n") != 1 {
			t.Errorf("%s: exit %d, %q; want %d, %q", c.args, code, errors, c.code, c.want)
		}
	}
}

// TestKorean: notes and errors are in the language of --lang, which the environment stands
// in for.
func TestKorean(t *testing.T) {
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"vocab", 2, "w2vattn-beam vocab: CORPUS 인자가 없습니다. 'w2vattn-beam vocab --help'를 참고하세요\n"},
		{"vocab " + library, 2, "-o FILE이 없습니다"},
		{"vocab " + library + " -o " + filepath.Join(t.TempDir(), "v.tsv"), 0, "문장 253개, 토큰 2089개, 서로 다른 단어 327개, "},
		{"vocab nothing.txt -o v.tsv", 1, "그런 파일이나 폴더가 없습니다"},
	} {
		var out, err bytes.Buffer
		a := &app{out: &out, err: &err, lang: message.Korean}
		if code := a.run(t.Context(), strings.Fields(c.args)); code != c.code || !strings.Contains(err.String(), c.want) {
			t.Errorf("%s: exit %d, %s", c.args, code, &err)
		}
	}
}
