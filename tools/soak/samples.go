package main

// This file makes a small valid file of each kind, which mutate.go then damages.

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// vectorFiles are files that convert writes.
var vectorFiles = []struct{ name, file string }{
	{"safetensors", "v.safetensors"}, {"word2vec text", "v.txt"}, {"word2vec binary", "v.bin"}, {"GloVe", "v.glove"},
	{"fastText", "v.fasttext"}, {"projector", "v.projector.tsv"}, {"wego", "v.wego"}, {"npz", "v.npz"},
}

// formats are the names of vectorFiles' formats in --to, where the extension does not tell.
var formats = map[string]string{"v.glove": "glove", "v.fasttext": "fasttext", "v.projector.tsv": "projector", "v.wego": "wego",
	"v.bin": "word2vec-binary", "v.txt": "word2vec-text", "v.npz": "npz"}

// sampleText is a text of 240 sentences. Damaged files are small, so that each is read within
// milliseconds.
func sampleText() string {
	var b strings.Builder
	for i := range 240 {
		fmt.Fprintf(&b, "the cat read book %d about the old library and a %s\n", i%7, []string{"dog", "river", "고양이"}[i%3])
	}
	return b.String()
}

// makeSamples writes a whole file of each kind to folder dir.
func makeSamples(program, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	text := sampleText()
	files := map[string][]byte{
		"corpus.txt": []byte(text),
		"t.jsonl":    []byte(asJSON(text)),
		"t.csv":      []byte("text,n\n\"" + strings.ReplaceAll(text, "\n", "\",1\n\"") + "end\",2\n"),
		"t.txt.gz":   compressed(text, func(w io.Writer) (*gzip.Writer, error) { return gzip.NewWriter(w), nil }),
		"t.txt.zst":  compressed(text, func(w io.Writer) (*zstd.Encoder, error) { return zstd.NewWriter(w) }),
		"t.txt.xz":   compressed(text, xz.NewWriter),
		"user.dict":  []byte("꿀잼,NNG\n존맛탱,명사\n재밋다,VA\n"),
		"a.txt":      []byte(": pairs\nthe cat the dog\ncat book dog book\n: others\nold cat old dog\n"),
		"p.csv":      []byte("word1,word2,score\ncat,dog,7.5\nbook,library,8.25\n고양이,book,1\n"),
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return err
		}
	}
	commands := [][]string{
		{"train", "corpus.txt", "--tokenizer", "words", "--dim", "16", "--epochs", "2", "--save-vocab", "w.tsv", "-o", "v.safetensors"},
		{"cooccur", "corpus.txt", "--tokenizer", "words", "--save-vocab", "cw.tsv", "-o", "c.cooccur"},
		{"search", "-m", "v.safetensors", "-q", "book", "--index", "s.index", "corpus.txt"},
	}
	for _, f := range vectorFiles[1:] {
		commands = append(commands, []string{"convert", "v.safetensors", f.file, "--to", formats[f.file]})
	}
	for _, args := range commands {
		cmd := exec.Command(program, append(args, "--quiet")...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", strings.Join(args, " "), err, out)
		}
	}
	return makeCheckpoint(program, dir)
}

// asJSON returns each line of text as a JSON object.
func asJSON(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		fmt.Fprintf(&b, "{\"text\":%q,\"n\":1}\n", strings.TrimSuffix(line, "\n"))
	}
	return b.String()
}

// compressed returns text as written by a compressor.
func compressed[W io.WriteCloser](text string, compressor func(io.Writer) (W, error)) []byte {
	var b bytes.Buffer
	w, err := compressor(&b)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err := errors.Join(err, w.Close()); err != nil {
		panic(err) // a buffer has no errors
	}
	return b.Bytes()
}
