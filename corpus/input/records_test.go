package input_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// books returns the sentences that testdata/make.py writes.
func books(t testing.TB) []string {
	t.Helper()
	b, err := os.ReadFile("../../data/library.ko.txt")
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(strings.Split(string(b), "\n"), func(s string) bool { return s == "" })[:40]
}

// texts returns the sentences of a source, tokens joined by a space, and the error that
// ended them.
func texts(src corpus.Source) ([]string, error) {
	var all []string
	for s, err := range src.Sentences() {
		if err != nil {
			return all, err
		}
		all = append(all, strings.Join(s.Tokens, " "))
	}
	return all, nil
}

// TestRealFiles checks that files of all kinds, which are recognised by name, have the same
// sentences.
func TestRealFiles(t *testing.T) {
	want := books(t)
	for name, field := range map[string]string{
		"jsonl": "book.text", "csv": "text", "tsv": "text", "cp949.txt": "",
		"utf16le.txt": "", "utf16be.txt": "", "bom.txt": "", "nfd.txt": "",
	} {
		src := corpus.Files([]string{filepath.Join("testdata", "books."+name)}, input.ByName(field), tokenize.Space())
		if strings.HasPrefix(name, "nfd") {
			tok, err := tokenize.Config{Name: tokenize.SpaceName, Normalize: tokenize.NFC}.New()
			if err != nil {
				t.Fatal(err)
			}
			src = corpus.Files([]string{"testdata/books.nfd.txt"}, input.ByName(""), tok)
		}
		got, err := texts(src)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v; %d sentences, the first %.1q", name, err, len(got), got)
		}
		if decoded := len(src.Findings().Decoded); (decoded > 0) != (name == "cp949.txt" ||
			strings.HasPrefix(name, "utf16")) {
			t.Errorf("%s: %+v", name, src.Findings())
		}
	}
}

func TestRecords(t *testing.T) {
	for _, test := range []struct {
		in   input.Format
		text string
		want []string
	}{
		{input.JSONL("text"),
			"{\"text\":\"a b\"}\n\n {\"x\":{\"text\":\"no\"}} " +
				"\n{\"text\":null}\r\n{\"text\":\"c\\nd\",\"text\":\"e\\n\\u00e9\"}", []string{"1 a b", "5 e", "5 é"}},
		{input.JSONL("a.b"), `{"a":{"b":"x y","c":1}}` + "\n" + `{"a":3}` + "\n" + `{"a":[{"b":"no"}]}`,
			[]string{"1 x y"}},
		{input.CSV("text"), "id,text\r\n1,\"a, b\nc\"\r\n\r\n2,d\r\n", []string{"2 a, b", "2 c", "5 d"}},
		{input.CSV("2"), "1,a\n2,b\n", []string{"1 a", "2 b"}},
		{input.CSV("text"), "text\n", nil},
		{input.TSV("text"), "id\ttext\n1\ta \"b\"\n2\t\"c\n3\td\"\n4\t\"e\nf\"\n5\t\"g\th\"\n6\t\"i\n",
			[]string{"2 a \"b\"", "3 \"c", "4 d\"", "5 e", "5 f", "7 g\th", "8 \"i"}},
		{input.TSV("1"), "\"a \"\"b\"\"\nc\"\tx\n\n\"d\"\ty\n", []string{"1 a \"b\"", "1 c", "4 d"}},
	} {
		got := show(t, stdin(test.text, test.in))
		for i, s := range test.want {
			test.want[i] = strings.ReplaceAll(s, "\t", " ")
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s of %q: got %q, want %q", test.in, test.text, got, test.want)
		}
	}
}

func TestBadRecords(t *testing.T) {
	for _, test := range []struct {
		in         input.Format
		text, want string
	}{
		{input.JSONL("text"), "{\"text\":\"a\"}\n[1]\n", "line 2: not a JSON object"},
		{input.JSONL("text"), "{\"text\":\"a\"}\n{\"text\":\"b\"\n", "line 2: "},
		{input.JSONL("text"), "{\"text\":\"a\"} x", "line 1: text follows the JSON object"},
		{input.JSONL("text"), "plain text\n", "line 1: byte 1 of the line: invalid JSON"},
		{input.JSONL("text"), "{\"text\":7}\n", "line 1: the field text is a number, expected a string"},
		{input.JSONL("a.b"), "{\"a\":{\"b\":[]}}\n", "line 1: the field a.b is a list"},
		{input.JSONL("text"), "{\"id\":1,\"book\":{\"title\":\"a\"}}\n{}\n",
			`no record has the field "text" (records: 2); the fields of the first are id, book, book.title`},
		{input.JSONL("text"), "{\"text\":\"a\"}\n{\"text\":\"\xff\"}\n", "line 2: byte 10 of the line is not UTF-8"},
		{input.JSONL("text"), `{"text":"\ud800"}`, "line 1: "},
		{input.CSV("text"), "id,body\n1,a\n",
			`line 1: column "text" is missing; use one of these, or its number: id, body`},
		{input.CSV("3"), "id,body\n1,a\n", `line 1: column "3" is missing`},
		{input.CSV("text"), "id,text\n1,a\n2,b,c\n", "line 3: the number of fields is not that of the first record, 2"},
		{input.CSV("text"), "id,text\n1,a \"b\" c\n", "line 2: byte 5 of line 2"},
		{input.CSV("text"), "id,text\n1,\"a\n", "line 2: "},
		{input.CSV("text"), "id,text\n1,\"a\nb\xff\"\n", "line 2: byte "},
		{input.TSV("text"), "id\ttext\n1\ta\tb\n", "line 2: the number of fields is 3, in the first record 2"},
		{input.TSV("text"), "id\ttext\n1\ta\xff\n", "line 2: byte 4 of the line is not UTF-8"},
	} {
		_, err := texts(stdin(test.text, test.in))
		if err == nil || !strings.HasPrefix(err.Error(), "corpus: -") || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s of %q: %v, want %q", test.in, test.text, err, test.want)
		}
	}
}

// TestMissingFields checks that records without the field are counted.
func TestMissingFields(t *testing.T) {
	src := stdin("{\"text\":\"a\"}\n{\"b\":\"x\"}\n{\"text\":null}\n", input.JSONL("text"))
	var c vocab.Counter
	if _, err := corpus.Count(t.Context(), src, &c); err != nil {
		t.Fatal(err)
	}
	if f := src.Findings(); f.Records != 3 || f.Missing != 2 || c.Total() != 1 {
		t.Errorf("%+v, %d tokens", f, c.Total())
	}
}

// recordOf reads as a record of n bytes between begin and end.
func recordOf(begin string, n int, end string) io.Reader {
	return io.MultiReader(strings.NewReader(begin), &lineOf{n: n}, strings.NewReader(end))
}

// TestLongRecords checks that a record just below the limit is read, and that a longer one
// is an error that names the line. The limit is 64 MiB, or 1 MiB in short tests.
func TestLongRecords(t *testing.T) {
	limits := []int{1}
	if !testing.Short() {
		limits = append(limits, input.MaxRecord>>20)
	}
	for _, test := range []struct {
		in         input.Format
		begin, end string
	}{
		{input.JSONL("text"), "{\"text\":\"a\"}\n{\"text\":\"", "\"}\n"},
		{input.CSV("text"), "id,text\n1,\"", "\"\n"},
		{input.TSV("text"), "id\ttext\n1\t\"", "\"\n"},
	} {
		for _, mb := range limits {
			for share, want := range map[float64]string{.93: "",
				1.1: fmt.Sprintf("corpus: -, line 2: the record is longer than %d MiB", mb)} {
				size := int(share * float64(mb<<20))
				files := &input.Files{Format: test.in, Stdin: recordOf(test.begin, size, test.end)}
				files.SetMaxRecord(mb << 20)
				var n int
				var err error
				for p, failed := range files.Passages(t.Context(), "-") {
					n, err = n+len(p.Text), failed
				}
				if want == "" && (err != nil || n < size) {
					t.Errorf("%s of %d bytes: %v, %d bytes", test.in, size, err, n)
				}
				if want != "" && (err == nil || !strings.HasPrefix(err.Error(), want)) {
					t.Errorf("%s of %d bytes: %v, want %s", test.in, size, err, want)
				}
			}
		}
	}
}

// FuzzJSONL compares with encoding/json: an object with a string in the field is one
// sentence, and what encoding/json refuses is an error.
func FuzzJSONL(f *testing.F) {
	f.Add([]byte(`{"text":"a b","c":[1,{"text":"d"}]}`))
	f.Add([]byte(`{"text":null}`))
	f.Add([]byte("{\"text\":\"a\\u0041\\n\"} x"))
	f.Fuzz(func(t *testing.T, line []byte) {
		if slices.Contains(line, '\n') || slices.Contains(line, 0) || len(strings.TrimSpace(string(line))) == 0 {
			return
		}
		src := stdin("{\"text\":\"ok\"}\n"+string(line)+"\n", input.JSONL("text"),
			corpus.Encoding(mustEncoding(t, "utf-8")))
		got, err := texts(src)
		var object map[string]json.RawMessage
		if json.Unmarshal(line, &object) != nil || object == nil {
			if err == nil {
				t.Fatalf("%q gives no error", line)
			}
			return
		}
		var text string
		if err != nil || json.Unmarshal(object["text"], &text) != nil {
			return
		}
		if strings.Join(strings.Fields(text), " ") != strings.Join(strings.Fields(strings.Join(got[1:], " ")), " ") &&
			src.Findings().Missing == 0 {
			t.Fatalf("%q: %q, want %q", line, got, text)
		}
	})
}

// FuzzCSV checks that reading any bytes as csv and tsv ends, with the same result for any
// number of bytes in each Read.
func FuzzCSV(f *testing.F) {
	f.Add([]byte("id,text\n1,\"a\nb\"\n2,c\n"), true)
	f.Add([]byte("id\ttext\n1\t\"a\n\"\"b\"\n2\t\"c\n"), false)
	f.Fuzz(func(t *testing.T, text []byte, commas bool) {
		in := input.TSV("1")
		if commas {
			in = input.CSV("1")
		}
		one, err1 := texts(stdin(string(text), in))
		other, err2 := texts(corpus.Files([]string{"-"}, in, tokenize.Space(), corpus.Stdin(&slow{text})))
		if !slices.Equal(one, other) || fmt.Sprint(err1) != fmt.Sprint(err2) {
			t.Fatalf("%q and %v, or %q and %v", one, err1, other, err2)
		}
	})
}

// slow reads one byte at a time.
type slow struct{ rest []byte }

func (s *slow) Read(p []byte) (int, error) {
	if len(s.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(1, len(p))], s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

func TestIsRecords(t *testing.T) {
	for name, want := range map[string]bool{
		"a.csv": true, "a.TSV": true, "b.jsonl.zst": true, "c.json.gz": true, "d.ndjson": true,
		"a.txt": false, "-": false, "csv": false, "a.csv.txt": false, "a.gz": false, "": false,
	} {
		if got := input.IsRecords(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}
