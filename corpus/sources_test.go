package corpus_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/ulikunitz/xz"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/leaktest"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// lines is the text of the sources below: several batches, and more sentences than are read
// between two checks of a context.
var lines = func() (all []string) {
	for i := range 30_000 {
		all = append(all, fmt.Sprintf("the cat reads book %d 고양이", i%997))
	}
	return all
}()

// packed returns text compressed by the writer that open returns.
func packed(t *testing.T, text string, open func(io.Writer) (io.WriteCloser, error)) string {
	t.Helper()
	var out bytes.Buffer
	w, err := open(&out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// A kind is a kind of source with lines as sentences.
type kind struct {
	open func() corpus.Source
	once bool // it can be read only once
}

// kinds returns a source of each kind.
func kinds(t *testing.T) map[string]kind {
	t.Helper()
	text := strings.Join(lines, "\n") + "\n"
	var jsonl, csv, tsv strings.Builder
	csv.WriteString("id,text\n")
	tsv.WriteString("id\ttext\n")
	var lists corpus.Lists
	for i, l := range lines {
		fmt.Fprintf(&jsonl, "{\"id\":%d,\"text\":%q}\n", i, l)
		fmt.Fprintf(&csv, "%d,\"%s\"\n", i, l)
		fmt.Fprintf(&tsv, "%d\t%s\n", i, l)
		lists = append(lists, strings.Fields(l))
	}
	gz := packed(t, text, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil })
	half := strings.Join(lines[:len(lines)/2], "\n") + "\n"
	files := map[string]string{
		"lines.txt": text, "lines.gz": gz, "lines.zst": string(compressed(t, text)), "a.jsonl": jsonl.String(),
		"a.csv": csv.String(), "a.tsv": tsv.String(), "folder/a.txt": half, "folder/b.txt": text[len(half):],
		"lines.xz":  packed(t, text, func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) }),
		"text.txt":  strings.Join(lines, ".\n\n"),
		"utf16.txt": "\xff\xfe" + utf16(text),
	}
	dir, fsys := t.TempDir(), fstest.MapFS{}
	for name, content := range files {
		path := filepath.Join(dir, name)
		err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600))
		if err != nil {
			t.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: []byte(content)}
	}
	all := map[string]kind{
		"lists":  {func() corpus.Source { return lists }, false},
		"reader": {func() corpus.Source { return corpus.FromReader(strings.NewReader(text)) }, true},
		"reader of gzip": {func() corpus.Source {
			return corpus.FromReader(strings.NewReader(gz))
		}, true},
		"standard input": {func() corpus.Source {
			return corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)))
		}, true},
		"running text": {func() corpus.Source {
			return corpus.Files([]string{filepath.Join(dir, "text.txt")}, input.Text(), tokenize.Words())
		}, false},
		"stream": {func() corpus.Source {
			return corpus.Files([]string{filepath.Join(dir, "lines.txt")}, input.Stream(6), tokenize.Words())
		}, false},
		"glob": {func() corpus.Source {
			return corpus.Files([]string{filepath.Join(dir, "folder", "*.txt")}, input.Lines(), tokenize.Words())
		}, false},
	}
	for _, name := range []string{
		"lines.txt", "lines.gz", "lines.zst", "lines.xz", "a.jsonl", "a.csv", "a.tsv", "folder", "utf16.txt",
	} {
		all["file "+name] = kind{func() corpus.Source {
			return corpus.Files([]string{filepath.Join(dir, name)}, input.ByName("text"), tokenize.Words())
		}, false}
		all["fs "+name] = kind{func() corpus.Source { return corpus.FromFS(fsys, []string{name}) }, false}
	}
	return all
}

// utf16 returns text in UTF-16, little-endian. text has no characters above U+FFFF.
func utf16(text string) string {
	var b []byte
	for _, r := range text {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

// sentences returns up to limit sentences of a source, tokens joined by a space.
func sentences(src corpus.Source, limit int) (all []string, err error) {
	for s, err := range src.Sentences() {
		if err != nil {
			return all, err
		}
		if all = append(all, strings.Join(s.Tokens, " ")); len(all) == limit {
			break
		}
	}
	return all, nil
}

// TestSourcesReadTwice checks that a source yields the same sentences again, also after a
// reading that stopped in the middle, or an error if it can be read only once.
func TestSourcesReadTwice(t *testing.T) {
	for name, k := range kinds(t) {
		t.Run(name, func(t *testing.T) {
			leaktest.None(t, func() {
				src := k.open()
				if got, err := sentences(src, 0); err != nil || !slices.Equal(got, lines) {
					t.Fatalf("first: %d sentences, %v", len(got), err)
				}
				got, err := sentences(src, 0)
				if k.once != (err != nil) || !k.once && !slices.Equal(got, lines) {
					t.Fatalf("again: %d sentences, %v", len(got), err)
				}
				src = k.open()
				if got, err := sentences(src, 1000); err != nil || !slices.Equal(got, lines[:1000]) {
					t.Fatalf("stopped: %d sentences, %v", len(got), err)
				}
				got, err = sentences(src, 0)
				if k.once != (err != nil) || !k.once && !slices.Equal(got, lines) {
					t.Fatalf("after it was stopped: %d sentences, %v", len(got), err)
				}
			})
		})
	}
}

// TestSourcesCancelled checks that counting that is cancelled, or ended by an error of its
// Visitor, returns that error, that no goroutine reads on, and that the source can be
// counted again.
func TestSourcesCancelled(t *testing.T) {
	var want vocab.Counter
	if _, err := corpus.Count(t.Context(), kinds(t)["lists"].open(), &want); err != nil {
		t.Fatal(err)
	}
	failed := errors.New("no more")
	for name, k := range kinds(t) {
		for _, cancelled := range []bool{true, false} {
			t.Run(fmt.Sprint(name, " ", cancelled), func(t *testing.T) {
				leaktest.None(t, func() {
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					n := 0
					v := corpus.Visitor{Sentence: func([]vocab.ID) error {
						if n++; n == 1000 && cancelled {
							cancel()
						} else if n == 1000 {
							return failed
						}
						return nil
					}}
					src, c := k.open(), vocab.Counter{}
					_, err := corpus.Visit(ctx, src, &c, v)
					if cancelled && !errors.Is(err, context.Canceled) || !cancelled && !errors.Is(err, failed) {
						t.Fatal(err)
					}
					c = vocab.Counter{}
					f, err := corpus.Count(t.Context(), src, &c)
					if k.once {
						if err == nil {
							t.Error("it was read again")
						}
						return
					}
					same := maps.Equal(maps.Collect(c.All()), maps.Collect(want.All()))
					if err != nil || f.Sentences != int64(len(lines)) || !same {
						t.Errorf("again: %+v, %d words, want %d: %v", f, c.Distinct(), want.Distinct(), err)
					}
				})
			})
		}
	}
}

// TestOptionsReused checks that the same options give equal sources, and that a source does
// not change the slice of options.
func TestOptionsReused(t *testing.T) {
	tok, err := tokenize.Config{Name: tokenize.SpaceName, Normalize: tokenize.NFC}.New()
	if err != nil {
		t.Fatal(err)
	}
	options := make([]corpus.Option, 0, 10) // with capacity to append to
	options = append(options, corpus.Format(input.CSV("b")), corpus.Invalid(input.ReplaceInvalid),
		corpus.Tokenizer(tok, tokenize.Plain()), corpus.Encoding(mustParse(t, "utf-8")))
	fsys := fstest.MapFS{"x": {Data: []byte("a,b\n1,The \xff Cat\n2,x\n")}}
	for range 3 {
		for name, src := range map[string]corpus.Source{
			"reader": corpus.FromReader(strings.NewReader("a,b\n1,The \xff Cat\n2,x\n"), options...),
			"fs":     corpus.FromFS(fsys, nil, options...),
		} {
			got, err := sentences(src, 0)
			if want := []string{"The \ufffd Cat", "x"}; err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: %q, %v; want %q", name, got, err, want)
			}
		}
	}
	if extra := options[:cap(options)]; len(options) != 4 || extra[4] != nil {
		t.Error("a source has appended to its options")
	}
}

func mustParse(t *testing.T, name string) input.Encoding {
	t.Helper()
	e, err := input.ParseEncoding(name)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestManyUnknownWords checks a corpus in which nearly all words are rare: the ids contain
// every token, in memory and in a file, and known ids are those of the vocabulary.
func TestManyUnknownWords(t *testing.T) {
	const rare = 400_000
	var text strings.Builder
	for i := range rare {
		fmt.Fprintf(&text, "w%d ", i)
		if i%10 == 0 {
			text.WriteString("the cat\n")
		}
	}
	for _, memory := range []int64{0, 1 << 30} {
		var c vocab.Counter
		src := corpus.FromReader(strings.NewReader(text.String()))
		ids, statistics, err := corpus.Encode(t.Context(), src, &c, memory)
		if err != nil {
			t.Fatal(err)
		}
		words, number := c.Vocab(vocab.Selection{MinCount: 2})
		if err := ids.Renumber(number); err != nil {
			t.Fatal(err)
		}
		var counts [2]int64
		var unknown, tokens int64
		for s, err := range ids.Sentences() {
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range s {
				if id == vocab.Unknown {
					unknown++
				} else {
					counts[id]++
				}
			}
			tokens += int64(len(s))
		}
		if words.Len() != 2 || unknown != rare || tokens != statistics.Tokens || tokens != ids.Tokens() ||
			counts[0] != words.Count(0) || counts[1] != words.Count(1) || c.Distinct() != rare+2 {
			t.Errorf("%d words, %d unknown, %d tokens of %d, %v known",
				words.Len(), unknown, tokens, statistics.Tokens, counts)
		}
		none, number := c.Vocab(vocab.Selection{MinCount: 1 << 40})
		if none.Len() != 0 || slices.ContainsFunc(number, func(id vocab.ID) bool { return id != vocab.Unknown }) {
			t.Errorf("%d words are in an empty vocabulary", none.Len())
		}
		if err := ids.Close(); err != nil {
			t.Error(err)
		}
	}
}
