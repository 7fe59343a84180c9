package input_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/w2vattn/w2vattn/corpus/input"
)

// TestFindings: what was found in the files, for each format and encoding.
func TestFindings(t *testing.T) {
	const euckr = "\xb0\xed\xbe\xe7\xc0\xcc"
	utf16 := "\xff\xfea\x00\n\x00"
	for name, c := range map[string]struct {
		files string // name=content, separated by spaces
		want  input.Findings
	}{
		"no file has anything": {"a.txt=one\ntwo\n", input.Findings{}},
		"an empty file":        {"a.txt=", input.Findings{}},
		"a mark":               {"a.txt=\ufeffone\n", input.Findings{BOMs: 1}},
		"a mark alone":         {"a.txt=\ufeff", input.Findings{BOMs: 1}},
		"two marks":            {"a.txt=\ufeffone\n b.txt=\ufefftwo\n", input.Findings{BOMs: 2}},
		"a mark within":        {"a.txt=one\ufeff\n", input.Findings{}},
		"EUC-KR": {"a.txt=" + euckr + "\n",
			input.Findings{Decoded: []input.DecodedFile{{File: "a.txt", Encoding: "EUC-KR (CP949)"}}}},
		"UTF-16": {"a.txt=" + utf16,
			input.Findings{BOMs: 1, Decoded: []input.DecodedFile{{File: "a.txt", Encoding: "UTF-16"}}}},
		"both kinds": {"a.txt=" + euckr + "\n b.txt=고양이\n",
			input.Findings{Decoded: []input.DecodedFile{{File: "a.txt", Encoding: "EUC-KR (CP949)"}}}},
		"records":               {"a.jsonl={\"text\":\"x\"}\n{\"text\":\"y\"}\n", input.Findings{Records: 2}},
		"a field is missing":    {"a.jsonl={\"text\":\"x\"}\n{\"body\":\"y\"}\n", input.Findings{Records: 2, Missing: 1}},
		"null":                  {"a.jsonl={\"text\":null}\n{\"text\":\"y\"}\n", input.Findings{Records: 2, Missing: 1}},
		"an empty text":         {"a.jsonl={\"text\":\"\"}\n{\"text\":\"y\"}\n", input.Findings{Records: 2}},
		"empty lines":           {"a.jsonl=\n{\"text\":\"y\"}\n\n", input.Findings{Records: 1}},
		"a table":               {"a.csv=text,n\nx,1\ny,2\n", input.Findings{Records: 2}},
		"a table of tabs":       {"a.tsv=n\ttext\n1\tx\n2\ty\n", input.Findings{Records: 2}},
		"a table with a mark":   {"a.csv=\ufefftext,n\nx,1\n", input.Findings{Records: 1, BOMs: 1}},
		"several formats":       {"a.csv=text\nx\n b.jsonl={\"text\":\"y\"}\n c.txt=z\n", input.Findings{Records: 2}},
		"a table of one column": {"a.csv=text\nx\ny\nz\n", input.Findings{Records: 3}},
	} {
		fsys := fstest.MapFS{}
		for file := range strings.SplitSeq(c.files, " ") {
			path, content, _ := strings.Cut(file, "=")
			fsys[path] = &fstest.MapFile{Data: []byte(content)}
		}
		f := &input.Files{Paths: []string{"*"}, FS: fsys, Format: input.ByName("text")}
		if _, err := passages(t.Context(), f, 0); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := f.Findings(); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		if f.BytesRead() != f.Size() {
			t.Errorf("%s: %d bytes read of %d", name, f.BytesRead(), f.Size())
		}
	}
}

// TestFindingsWhileReading: findings count the files that were read to their end.
func TestFindingsWhileReading(t *testing.T) {
	fsys := fstest.MapFS{"a.txt": {Data: []byte("\ufeffone\n")}, "b.txt": {Data: []byte("\ufefftwo\n")},
		"c.txt": {Data: []byte("\ufeffbad\xff\xfe\xff\n")}}
	f := &input.Files{Paths: []string{"*"}, FS: fsys, Format: input.Lines()}
	names, err := f.Begin()
	if err != nil || len(names) != 3 {
		t.Fatal(names, err)
	}
	for i, want := range []int{1, 2, 2} { // the last one cannot be read to its end
		var failed error
		for _, err := range f.Passages(t.Context(), names[i]) {
			failed = err
		}
		if got := f.Findings().BOMs; got != want || (failed != nil) != (i == 2) {
			t.Errorf("after %s: %d marks, want %d; %v", names[i], got, want, failed)
		}
	}
	if _, err := f.Begin(); err != nil || f.Findings().BOMs != 0 || f.BytesRead() != 0 {
		t.Errorf("the next reading begins with %+v, %d bytes, %v", f.Findings(), f.BytesRead(), err)
	}
}

// TestSizeOfWhatIsNotThere: the size is unknown if a file is missing or is not regular.
func TestSizeOfWhatIsNotThere(t *testing.T) {
	fsys := fstest.MapFS{"a.txt": {Data: []byte("one\n")}, "d/b.txt": {Data: []byte("two\n")}}
	for paths, want := range map[string]int64{"a.txt": 4, "d": 4, "a.txt d": 8, "*": 8, "none.txt": 0, "a.txt none": 0,
		"-": 0} {
		f := &input.Files{Paths: strings.Fields(paths), FS: fsys, Format: input.Lines()}
		if got := f.Size(); got != want {
			t.Errorf("%s: %d bytes, want %d", paths, got, want)
		}
	}
}
