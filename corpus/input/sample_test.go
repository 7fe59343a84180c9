package input_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/w2vattn/w2vattn/corpus/input"
)

// sampleLimit is the number of bytes of text from which a sample is complete.
const sampleLimit = 1 << 20

// TestSample: the sample is the text of records and archives, decoded, and the files are
// read from their beginnings afterwards.
func TestSample(t *testing.T) {
	fsys := fstest.MapFS{
		"a.jsonl": {Data: []byte("{\"text\":\"one\",\"id\":\"x\"}\n")},
		"b.txt":   {Data: []byte("\xb0\xed\xbe\xe7\xc0\xcc\n")}, // EUC-KR
		"c.zst":   {Data: compressed(t, "zst", []byte("three\n"))},
	}
	f := &input.Files{Paths: []string{"*"}, FS: fsys, Format: input.ByName("text")}
	if got := f.Sample(t.Context()); got != "one\n고양이\nthree\n" {
		t.Errorf("%q", got)
	}
	want := []string{"one", "고양이", "three"}
	if got, err := passages(t.Context(), f, 0); err != nil || !slices.Equal(got, want) {
		t.Errorf("after the sample: %q, %v", got, err)
	}
}

// TestSampleOfManyFiles: the sample has text of 16 files, from the first to the last
// sixteenth, and no file takes the place of the others.
func TestSampleOfManyFiles(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range 160 {
		line := fmt.Sprintf("file%03d\n", i)
		fsys[fmt.Sprintf("%03d.txt", i)] = &fstest.MapFile{Data: []byte(strings.Repeat(line, sampleLimit/8/len(line)))}
	}
	f := &input.Files{Paths: []string{"*"}, FS: fsys, Format: input.Lines()}
	got := f.Sample(t.Context())
	if len(got) < sampleLimit || len(got) > sampleLimit+1000 {
		t.Errorf("%d bytes", len(got))
	}
	for i := range 160 {
		n, want := strings.Count(got, fmt.Sprintf("file%03d\n", i)), 0
		if i%10 == 0 {
			want = sampleLimit / 16 / 8
		}
		if n < want || want == 0 && n > 0 {
			t.Errorf("file %d: %d lines, want %d", i, n, want)
		}
	}
}

// TestSampleOfPipe: what the sample read of standard input is not lost, whether it is
// shorter or longer than the sample, compressed or not.
func TestSampleOfPipe(t *testing.T) {
	short, long := "고양이 책\n", strings.Repeat("the cat reads a book\n", 200_000)
	for name, c := range map[string]struct{ raw, text string }{
		"empty": {"", ""}, "short": {short, short}, "long": {long, long},
		"archive": {string(compressed(t, "gz", []byte(long))), long},
		"records": {"id\ttext\n1\t고양이\n", "고양이\n"},
	} {
		format := input.Lines()
		if name == "records" {
			format = input.TSV("text")
		}
		f := &input.Files{Paths: []string{"-"}, Stdin: iotest.HalfReader(strings.NewReader(c.raw)), Format: format}
		sample := f.Sample(t.Context())
		if !strings.HasPrefix(c.text, strings.TrimSuffix(sample, "\n")) || len(sample) < min(len(c.text), sampleLimit-64) {
			t.Errorf("%s: a sample of %d bytes", name, len(sample))
		}
		got, err := passages(t.Context(), f, 0)
		if err != nil || strings.Join(append(got, ""), "\n") != c.text {
			t.Errorf("%s: %d passages after the sample, %v", name, len(got), err)
		}
		if again, err := passages(t.Context(), f, 0); err == nil {
			t.Errorf("%s: the second reading gives %d passages", name, len(again))
		}
	}
}

// TestSampleOfBrokenFiles: what cannot be read is left out of the sample; reading reports
// the error.
func TestSampleOfBrokenFiles(t *testing.T) {
	broken := errors.New("the disk is broken")
	fsys := fstest.MapFS{
		"a.txt": {Data: []byte("one\n\xff two\n")},
		"b.zst": {Data: compressed(t, "zst", []byte("three\n"))[:12]},
		"c.txt": {Data: []byte("four\n")},
	}
	f := &input.Files{Paths: []string{"*", "none"}, FS: fsys, Format: input.Lines()}
	if got := f.Sample(t.Context()); got != "" {
		t.Errorf("with a path that does not exist: %q", got)
	}
	f.Paths = f.Paths[:1]
	if got := f.Sample(t.Context()); got != "one\n\ufffd two\nfour\n" {
		t.Errorf("%q", got)
	}
	f = &input.Files{Paths: []string{"-"}, Format: input.Lines(),
		Stdin: io.MultiReader(strings.NewReader("one\n"), iotest.ErrReader(broken))}
	if got := f.Sample(t.Context()); got != "one\n" {
		t.Errorf("%q", got)
	}
	if got, err := passages(t.Context(), f, 0); !errors.Is(err, broken) {
		t.Errorf("%q, %v", got, err)
	}
	if got := (&input.Files{Paths: []string{"-"}, Format: input.Lines()}).Sample(t.Context()); got != "" {
		t.Errorf("without standard input: %q", got)
	}
}
