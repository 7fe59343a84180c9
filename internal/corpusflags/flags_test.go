package corpusflags

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// parse returns the flags with the values of args.
func parse(t *testing.T, args string) *Flags {
	t.Helper()
	var f Flags
	cmd := &cobra.Command{Use: "count"}
	f.Add(cmd)
	if err := cmd.ParseFlags(strings.Fields(args)); err != nil {
		t.Fatal(err)
	}
	return &f
}

// write writes a file in a new folder and returns its name.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// sentences reads a corpus with the flags args.
func sentences(t *testing.T, args, stdin string, paths ...string) (all []string, src *corpus.FileSource) {
	t.Helper()
	src, err := parse(t, args).Source(strings.NewReader(stdin), paths)
	if err != nil {
		t.Fatal(err)
	}
	for s, err := range src.Sentences() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.Join(s.Tokens, " "))
	}
	return all, src
}

func TestSource(t *testing.T) {
	records := write(t, "a.jsonl", `{"text":"A b","id":1,"body":"C d"}`+"\n")
	for _, c := range []struct {
		args, stdin, path string
		want              []string
	}{
		{"", "The Cat\nsat\n", "-", []string{"the cat", "sat"}},
		{"--lower=false", "The Cat\n", "-", []string{"The Cat"}},
		{"--input stream", "a b\nc\n", "-", []string{"a b c"}},
		{"--tokenizer words", "it's, here\n", "-", []string{"it's here"}},
		{"--encoding euc-kr", "\xb0\xed\xbe\xe7\xc0\xcc\n", "-", []string{"고양이"}},
		{"--invalid-utf8 replace --encoding utf-8", "a\xffb c\n", "-", []string{"a b c"}},
		{"", "", records, []string{"a b"}},
		{"--field body", "", records, []string{"c d"}},
		{"--tokenizer josa", "고양이는 책을\n", "-", []string{"고양이 책"}},
		{"--tokenizer josa", "‘책’은 ㅋㅋㅋ👍\n", "-", []string{"책 ㅋㅋ"}},
		{"--tokenizer josa --collapse=false --keep-emoji", "ㅋㅋㅋ👍\n", "-", []string{"ㅋㅋㅋ 👍"}},
		{"--tokenizer words", "좋다.정말ㅋㅋㅋ👍\n", "-", []string{"좋다 정말ㅋㅋㅋ"}},
		{"--collapse --keep-emoji", "ㅋㅋㅋ👍\n", "-", []string{"ㅋㅋ 👍"}},
		{"--tokenizer space --collapse", "와ㅋㅋㅋ.\n", "-", []string{"와ㅋㅋ."}},
		{"--tokenizer korean", "가능성ㅋㅋㅋ👍\n", "-", []string{"가능성 ㅋㅋ"}},
		{"--tokenizer korean --suffixes drop --collapse=false --keep-emoji", "가능성ㅋㅋㅋ👍\n", "-",
			[]string{"가능 ㅋㅋㅋ 👍"}},
		{"", "고양이는 책을 읽는다\n", "-", []string{"고양이 책 읽다"}},
		{"--pos N", "고양이는 책을 읽는다\n", "-", []string{"고양이 책"}},
		{"--tokenizer auto", "고양이는 a cat이다\n", "-", []string{"고양이 a cat"}},
		{"--tokenizer words", "고양이는 책을\n", "-", []string{"고양이는 책을"}},
	} {
		if got, _ := sentences(t, c.args, c.stdin, c.path); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.args, got, c.want)
		}
	}
}

// TestChosen: the tokenizer is chosen by the text of records, not by their other fields,
// and by all files; a given tokenizer is compared with the text.
func TestChosen(t *testing.T) {
	records := write(t, "a.jsonl", `{"text":"고양이는 책을","url":"www.example.com/a-long-address"}`+"\n")
	english := write(t, "b.txt", "the cat reads a book\n")
	for _, c := range []struct {
		args, name string
		paths      []string
		hangul     float64 // −1: not counted
	}{
		{"", tokenize.KoreanName, []string{records}, 1},
		{"--field url", tokenize.WordsName, []string{records}, 0},
		{"", tokenize.WordsName, []string{records, english}, 6. / 22},
		{"--normalize none", tokenize.WordsName, []string{records}, 1},
		{"", tokenize.WordsName, []string{"none.txt"}, 0},
		{"", tokenize.WordsName, nil, 0},
		{"--tokenizer space", tokenize.SpaceName, []string{records}, 1},
		{"--tokenizer josa", tokenize.JosaName, []string{records}, -1},
		{"--tokenizer korean", tokenize.KoreanName, []string{english}, -1},
	} {
		f := parse(t, c.args)
		src, err := f.Source(nil, c.paths)
		if err != nil {
			t.Fatal(err)
		}
		if config, _ := src.TokenizerConfig(); f.Name != c.name || config.Name != c.name {
			t.Errorf("%s %q: %s and %s, want %s", c.args, c.paths, f.Name, config.Name, c.name)
		}
		switch {
		case f.Chosen == nil:
			if c.hangul >= 0 {
				t.Errorf("%s %q: nothing was counted", c.args, c.paths)
			}
		case f.Chosen.Hangul != c.hangul, f.Chosen.Auto == strings.Contains(c.args, "--tokenizer"):
			t.Errorf("%s %q: %+v, want %v", c.args, c.paths, *f.Chosen, c.hangul)
		}
	}
}

func TestWrongUsage(t *testing.T) {
	text := write(t, "a.txt", "a b\n")
	for args, want := range map[string]string{
		"--encoding klingon":             `"klingon"`,
		"--input lines --field body":     "--field has no effect with --input lines",
		"--field body":                   "--field has no effect without --input jsonl, csv or tsv",
		"--pos N":                        "--pos goes with --tokenizer korean",
		"--forms written":                "--forms goes with --tokenizer korean",
		"--suffixes drop":                "--suffixes goes with --tokenizer korean",
		"--tokenizer space --keep-emoji": "--keep-emoji goes with --tokenizer words, josa or korean",
		"--tokenizer korean --pos XYZ":   "XYZ",
	} {
		_, err := parse(t, args).Source(nil, []string{text})
		var usage cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", args, err, want)
		}
	}
	if _, err := ParseInvalid("drop"); err == nil || !strings.Contains(err.Error(), "must be error or replace") {
		t.Errorf("--invalid-utf8 drop: %v", err)
	}
}

func TestFiles(t *testing.T) {
	path := write(t, "a.txt", "")
	if got := Files([]string{filepath.Dir(path)}); !slices.Equal(got, []string{path}) {
		t.Errorf("got %q", got)
	}
	if got := append(Files(nil), Files([]string{"none/*.txt"})...); got != nil {
		t.Errorf("got %q", got)
	}
}

// TestOver: only flags that are given change a model's tokenizer.
func TestOver(t *testing.T) {
	model := tokenize.Default()
	model.Name, model.Lower, model.Normalize = tokenize.KoreanName, false, tokenize.NFKC
	model.Korean.POS = "N"
	got, err := parse(t, "").Override(model)
	if err != nil || got.Name != model.Name || got.Lower || got.Normalize != model.Normalize || got.Korean.POS != "N" {
		t.Errorf("without flags: %+v, %v", got, err)
	}
	if !reflect.DeepEqual(got, model) {
		t.Errorf("without flags: %+v, want %+v", got, model)
	}
	got, err = parse(t, "--tokenizer korean --suffixes keep --collapse --keep-emoji").Override(model)
	if err != nil || got.Korean.Rules != 0 || got.Korean.POS != "N" || !got.Korean.KeepSuffixes || !got.Collapse ||
		!got.Emoji {
		t.Errorf("the same tokenizer: %+v, %v", got, err)
	}
	got, err = parse(t, "--tokenizer josa").Override(model)
	want := tokenize.DefaultOf(tokenize.JosaName)
	want.Lower, want.Normalize = model.Lower, model.Normalize
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("another tokenizer: %+v, %v", got, err)
	}
	got, err = parse(t, "--lower --normalize nfc --pos V --forms written --user-dict "+write(t, "words",
		"챗봇,NNG\n")).Override(model)
	if err != nil || !got.Lower || got.Normalize != tokenize.NFC || got.Korean.POS != "V" || !got.Korean.Written ||
		!strings.Contains(got.Korean.UserWords, "챗봇") {
		t.Errorf("with all flags: %+v, %v", got, err)
	}
	if got, err := parse(t, "--tokenizer auto").Override(model); err != nil || got.Name != model.Name {
		t.Errorf("auto: %+v, %v", got, err)
	}
	if _, err = parse(t, "--tokenizer space --pos V").Override(model); err == nil {
		t.Error("--pos beside --tokenizer space is no error")
	}
}

// TestFromModel: the tokenizer of a model stays as it is, also one of an earlier version,
// whatever the text.
func TestFromModel(t *testing.T) {
	old := tokenize.Config{Name: tokenize.WordsName, Lower: true, Normalize: tokenize.NFC}
	f := parse(t, "")
	var err error
	if f.Config, err = f.Override(old); err != nil {
		t.Fatal(err)
	}
	src, err := f.Source(strings.NewReader("좋다.정말\n"), []string{"-"})
	if err != nil {
		t.Fatal(err)
	}
	if c, ok := src.TokenizerConfig(); !ok || !reflect.DeepEqual(c, old) || f.Chosen != nil {
		t.Errorf("%+v, chosen %+v", c, f.Chosen)
	}
	for s, err := range src.Sentences() {
		if err != nil || !slices.Equal(s.Tokens, []string{"좋다.정말"}) {
			t.Errorf("%q, %v", s.Tokens, err)
		}
	}
}

// noText is the sample of a text that does not matter.
func noText() string { return "" }

func TestUserDict(t *testing.T) {
	for name, text := range map[string]string{"a tag that does not exist": "챗봇,QQQ\n",
		"too long": strings.Repeat("가,NNG\n", maxUserDict/7)} {
		if err := parse(t, "--tokenizer korean --user-dict "+write(t, "words", text)).Resolve(noText); err == nil ||
			!strings.Contains(err.Error(), "words") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, text := range map[string]string{"UTF-8": "\ufeff챗봇,명사\n", "UTF-16": "\xff\xfe\x57\xcc\x07\xbd,\x00NG"[:6] +
		"\n\x00", "CP949": "\xc3\xaa\xba\xbf,NNG\n\xb0\xed\xbe\xe7\xc0\xcc\n"} {
		f := parse(t, "--tokenizer korean --user-dict "+write(t, "words", text))
		if err := f.Resolve(nil); err != nil || !strings.Contains(f.Korean.UserWords, "챗봇") {
			t.Errorf("%s: %q, %v", name, f.Korean.UserWords, err)
		}
	}
	if err := parse(t, "--tokenizer korean --user-dict none").Resolve(noText); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	f := parse(t, "--tokenizer korean --user-dict "+write(t, "words", "챗봇,NNG\n"))
	if err := f.Resolve(noText); err != nil || f.Korean.UserWords != "챗봇,NNG\n" {
		t.Errorf("%q, %v", f.Korean.UserWords, err)
	}
}

func TestPhraseOptions(t *testing.T) {
	for _, c := range []struct {
		args      string
		threshold float64 // 0: none are joined
		fails     bool
	}{
		{"", 0, false},
		{"--phrases", phrases.Default().Threshold, false},
		{"--phrases --phrase-score npmi", 0.5, false},
		{"--phrases --phrase-score npmi --phrase-threshold 0.7", 0.7, false},
		{"--phrase-passes 3", 0, true},
		{"--phrases --phrase-passes 0", 0, true},
	} {
		f := parse(t, c.args)
		got, err := f.PhraseOptions()
		var usage cli.UsageError
		if errors.As(err, &usage) != c.fails || (got != nil) != (c.threshold > 0) || got != nil &&
			got.Threshold != c.threshold {
			t.Errorf("%s: %+v, %v", c.args, got, err)
		}
		if f.JoinPhrases() != strings.Contains(c.args, "--phrases") {
			t.Errorf("%s: JoinPhrases() = %v", c.args, f.JoinPhrases())
		}
	}
}

// TestCount: stop words are left out in the tokenizer's form, and phrases are joined.
func TestCount(t *testing.T) {
	text := strings.Repeat("new york is The city\n", 30) + strings.Repeat("is the\n", 100) +
		strings.Repeat("city of\n", 30)
	stop := write(t, "stop", "IS\n")
	for args, want := range map[string]string{
		"":                                "is the city new york of",
		"--stop " + stop:                  "the city new york of",
		"--phrases --phrase-threshold 1":  "new_york_",
		"--stop " + stop + " --stop none": "",
	} {
		f := parse(t, args)
		src, err := f.Source(strings.NewReader(text), []string{"-"})
		if err != nil {
			t.Fatal(err)
		}
		var counter vocab.Counter
		selection := vocab.Selection{MinCount: 1}
		statistics, notes, err := f.Count(t.Context(), src, &counter, &selection)
		if want == "" {
			if !errors.Is(err, os.ErrNotExist) {
				t.Errorf("%s: %v", args, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		v, _ := counter.Vocab(selection)
		var words []string
		for _, word := range v.All() {
			words = append(words, word)
		}
		// Pairs are joined from the left, so longer phrases may hold the one wanted.
		if got := strings.Join(words, " "); got != want && !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", args, got, want)
		}
		if statistics.Sentences != 160 || (len(notes) > 0) != f.JoinPhrases() {
			t.Errorf("%s: %+v, notes %q", args, statistics, notes)
		}
	}
}
