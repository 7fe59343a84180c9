package input_test

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
)

func mustEncoding(t testing.TB, name string) input.Encoding {
	t.Helper()
	e, err := input.ParseEncoding(name)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// encoded returns text in another encoding.
func encoded(t testing.TB, e encoding.Encoding, text string) string {
	t.Helper()
	s, err := e.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestEncodingIsFound checks that the encoding is detected however late the first Hangul
// is.
func TestEncodingIsFound(t *testing.T) {
	want := append(slices.Repeat([]string{"All of this is ASCII text ."}, 10_000), books(t)...)
	text := strings.Join(want, "\n") + "\n"
	utf16 := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	for name, s := range map[string]string{
		"utf-8": text, "bom": "\ufeff" + text, "cp949": encoded(t, korean.EUCKR, text), "utf-16": encoded(t, utf16,
			text),
		"many": encoded(t, korean.EUCKR, strings.Repeat(text[300_000-20_000:], 1)),
	} {
		got, err := texts(stdin(s, input.Lines()))
		if name == "many" {
			got = append(want[:len(want)-len(got)], got...)
		}
		if err != nil || !slices.Equal(got[len(got)-40:], want[len(want)-40:]) {
			t.Errorf("%s: %v, %d sentences", name, err, len(got))
		}
	}
}

func TestGivenEncoding(t *testing.T) {
	for name, s := range map[string]string{
		"cp949": "\xb0\xa1 a\xc8\xfe", "euc-kr": "\xb0\xa1 a\xc8\xfe",
		"utf-16le": "\x00\xac \x00a\x00\x1e\xd7", "iso-8859-1": "\xe9",
	} {
		want := "가 a힝"
		switch name {
		case "iso-8859-1":
			want = "é"
		case "utf-16le":
			want = "가 a\ud71e"
		}
		got, err := texts(stdin(s, input.Lines(), corpus.Encoding(mustEncoding(t, name))))
		if err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := input.ParseEncoding("utf-12"); err == nil {
		t.Error("an unknown name gives no error")
	}
}

// TestMixedEncodings checks that bytes of another encoding are an error that names the
// line, or are replaced and counted.
func TestMixedEncodings(t *testing.T) {
	ko := books(t)[0] + "\n"
	cp949 := encoded(t, korean.EUCKR, ko)
	for _, test := range []struct{ text, want string }{
		{ko + cp949, "line 2: byte 1 of the line is not UTF-8; name the encoding"},
		{strings.Repeat(cp949, 5000) + ko, "line 5001: byte "},
		{"a\n" + encoded(t, simplifiedchinese.GBK, strings.Repeat("我们的图书馆里有很多关于猫的书。\n", 20)),
			"line 2: byte 1 of the line is not UTF-8"},
		{"caf\xe9 au lait\n", "line 1: byte 4 of the line is not UTF-8"},
		// Files of a few bytes.
		{"가\n" + encoded(t, korean.EUCKR, "나\n"), "line 2: byte 1 of the line is not UTF-8"},
		{encoded(t, korean.EUCKR, "나\n") + "가나\n", "line 1: byte 1 of the line is not UTF-8"},
		{"hello\n" + encoded(t, korean.EUCKR, "고\n") + "책\n", "line 2: byte 1 of the line is not UTF-8"},
		// 좋다 in UTF-8 is three other characters in EUC-KR.
		{strings.Repeat(cp949, 3) + "책 a\n", "line 1: byte 1 of the line is not UTF-8"},
		{strings.Repeat(cp949, 3) + "a 좋다\n", "line 4: byte 3 of the line is not EUC-KR"},
		{strings.Repeat(cp949, 5000) + "a 좋다\n", "line 5001: byte 3 of the line is not EUC-KR"},
	} {
		_, err := texts(stdin(test.text, input.Lines()))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.40q: %v, want %q", test.text, err, test.want)
		}
		if _, err := texts(stdin(test.text, input.Lines(), corpus.Invalid(input.ReplaceInvalid))); err != nil {
			t.Errorf("%.40q: %v", test.text, err)
		}
	}
}

// TestGrowingFile checks that text that is added while a file is read is not read, and that
// the findings report it.
func TestGrowingFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.txt")
	if err := os.WriteFile(path, []byte(strings.Repeat("a b\n", 300_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	src := corpus.Files([]string{path}, input.Lines(), tokenize.Space())
	n := 0
	for _, err := range src.Sentences() {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 5 {
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			_, err = f.WriteString(strings.Repeat("more\n", 1000))
			if err != nil || f.Close() != nil {
				t.Fatal(err)
			}
		}
	}
	if found := src.Findings(); n != 300_000 || !slices.Equal(found.Grown, []string{path}) {
		t.Errorf("%d sentences, %+v", n, found)
	}
	shrinking := corpus.Files([]string{path}, input.Lines(), tokenize.Space())
	var last error
	for _, err := range shrinking.Sentences() {
		if last = err; os.Truncate(path, 10) != nil {
			t.Fatal("cannot truncate")
		}
	}
	if last == nil || !strings.Contains(last.Error(), "became shorter") {
		t.Errorf("the error for a file that became shorter is %v", last)
	}
}

// TestUnusualText checks that control characters, emoji with joiners, half-width forms and
// single jamo are not changed.
func TestUnusualText(t *testing.T) {
	text := "a\x01b 👩‍👩‍👧‍👦 ｶﾞ ﾡﾢ ㄱㅏ ᄀ가 e\u0301"
	got, err := texts(stdin(text+"\n"+strings.Repeat("\n", 100_000)+text, input.Lines()))
	if err != nil || !slices.Equal(got, []string{text, text}) {
		t.Errorf("%q, %v", got, err)
	}
}

// FuzzEncoding checks that text is read the same from UTF-8 and, as far as they can encode
// it, from UTF-16 and EUC-KR, and that reading any bytes ends without a panic.
func FuzzEncoding(f *testing.F) {
	f.Add([]byte("a 가 나 é"), 0)
	f.Add([]byte("\xff\xfea\x00"), 1)
	f.Add([]byte("\xb0\xa1\xb0"), 2)
	f.Fuzz(func(t *testing.T, b []byte, which int) {
		name := []string{"", "utf-16", "euc-kr", "utf-8"}[uint(which)%4]
		if _, err := texts(stdin(string(b), input.Lines(), corpus.Encoding(mustEncoding(t, name)),
			corpus.Invalid(input.ReplaceInvalid))); err != nil && !strings.Contains(err.Error(), "is NUL") {
			t.Fatal(err)
		}
		text := strings.TrimPrefix(string(b), "\ufeff")
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\ufffd\ufeff\x1a") {
			return
		}
		want, err := texts(corpus.Files([]string{"-"}, input.Lines(), tokenize.Space(),
			corpus.Stdin(strings.NewReader(text)), corpus.Encoding(mustEncoding(t, "utf-8"))))
		if err != nil {
			t.Fatal(err)
		}
		for name, e := range map[string]encoding.Encoding{"utf-16": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
			"euc-kr": korean.EUCKR, "": unicode.UTF8} {
			s, err := e.NewEncoder().String(text)
			if err != nil {
				continue
			}
			got, err := texts(stdin(s, input.Lines(), corpus.Encoding(mustEncoding(t, name))))
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("%s: %q, %v, want %q", name, got, err, want)
			}
		}
	})
}

// newlines reads as n line ends, then some text.
func newlines(n int) io.Reader {
	return io.MultiReader(&blanks{n}, strings.NewReader("a b\nc\n"))
}

// TestEmptyLines checks that ten million empty lines take no memory, and that the line
// after them has the right number.
func TestEmptyLines(t *testing.T) {
	for _, in := range []input.Format{input.Lines(), input.Text()} {
		got := show(t, corpus.Files([]string{"-"}, in, tokenize.Space(), corpus.Stdin(newlines(10_000_000))))
		if len(got) == 0 || !strings.HasPrefix(got[0], "10000001 a b") {
			t.Errorf("%s: %q", in, got)
		}
	}
}
