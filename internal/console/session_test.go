package console

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report"
)

// words is a small model with the words of wego's pitfalls: a hyphen, a name of a command.
const words = `9 2
man 1 0.1
woman 0.2 1
king 1.8 0.2
queen 1 1.1
kitten 1 0.5
new-york -1 0.2
help 0 -1
고양이 0.5 -0.5
고양이에 0.5 -0.6
`

// open returns a session about the model words.
func open(t *testing.T, lang message.Language) *Session {
	t.Helper()
	m, err := w2vattn.Read(strings.NewReader(words), embed.Word2VecText)
	if err != nil {
		t.Fatal(err)
	}
	return &Session{Model: m, N: 2, Report: report.Options{Language: string(lang)}}
}

func TestAnswer(t *testing.T) {
	s := open(t, message.English)
	for line, want := range map[string]string{
		"": "", "king - man + woman": " RANK  WORD    SIMILARITY\n    1  queen       0.8558\n    2  kitten      0.6114\n",
		"KING":                 " RANK  WORD    SIMILARITY\n    1  man         0.9999\n    2  kitten      0.9383\n",
		"odd man king woman":   "woman\n",
		"tokens The cat's 고양이": "the cat's 고양이\n",
		"help":                 message.ConsoleHelp.English,
	} {
		got, exit, err := s.Answer(line)
		if err != nil || exit || got != want {
			t.Errorf("%q: %q, want %q: %v", line, got, want, err)
		}
		again, _, err := s.Answer("similar " + line)
		if strings.Contains(want, "RANK") && (err != nil || again != want) {
			t.Errorf("similar %q: %q: %v", line, again, err)
		}
	}
	for _, line := range []string{"exit", "quit", " quit "} {
		if got, exit, err := s.Answer(line); got != "" || !exit || err != nil {
			t.Errorf("%q: %q, %v, %v", line, got, exit, err)
		}
	}
	for line, part := range map[string]string{
		"new-york": "help", `"help"`: "고양이", "attend king man : the king": "query “king” + “man”",
		"attend king : nothing": "no token takes part",
	} {
		if got, _, err := s.Answer(line); err != nil || !strings.Contains(got, part) {
			t.Errorf("%q: %q does not contain %q: %v", line, got, part, err)
		}
	}
}

func TestAnswerInKorean(t *testing.T) {
	s := open(t, message.Korean)
	for line, part := range map[string]string{
		"고양이": " 순위  단어      유사도\n", "help": "콘솔 종료", "attend 고양이 : 고양이 king": "쿼리 “고양이”",
	} {
		if got, _, err := s.Answer(line); err != nil || !strings.Contains(got, part) {
			t.Errorf("%q: %q does not contain %q: %v", line, got, part, err)
		}
	}
}

// TestAnswerErrors: a line that fails has no answer and does not end the console, and each
// error has a Korean text.
func TestAnswerErrors(t *testing.T) {
	s := open(t, message.English)
	for line, want := range map[string]string{
		"kong": "similar spelling: king", "king-man": "write spaces around + and -", "a b": "+ or - is missing",
		"king - king": "cancel each other out", "odd king kong": `"kong"`, "attend kong : a": `the query: `,
		"similar": "a word is missing", "odd king": "two words", "attend king": "a query or a text",
		"a +":     "after",
		"a + + b": "between", "help me": "stands alone", "tokens": "a text is missing", `"a`: "quotation mark", `"a"b`: "a space",
		"\xff": "not valid UTF-8", `""`: `the word ""`,
	} {
		answer, exit, err := s.Answer(line)
		if err == nil || !strings.Contains(err.Error(), want) || answer != "" || exit {
			t.Errorf("%q: %q, %v, %v, want %s", line, answer, exit, err, want)
			continue
		}
		if _, ok := message.Translate(message.Korean, strings.ReplaceAll(err.Error(), "embed: ", "")); !ok {
			t.Errorf("no Korean text: %v", err)
		}
	}
	var unknown *embed.UnknownWordError
	if _, _, err := s.Answer("king-man"); !errors.As(err, &unknown) {
		t.Errorf("the hint hides the error: %v", err)
	}
}

func TestComplete(t *testing.T) {
	s := open(t, message.English)
	for _, c := range []struct {
		line, head, tail string
		pos              int
		want             []string
	}{
		{"ki", "", "", 2, []string{"king", "kitten"}},
		{"KI", "", "", 2, []string{"king", "kitten"}},
		{"king - wo", "king - ", "", 9, []string{"woman"}},
		{"고양", "", "", 2, []string{"고양이", "고양이에"}},
		{"odd 고양 king", "odd ", " king", 6, []string{"고양이", "고양이에"}},
		{"he", "", "", 2, []string{"help", `"help"`}},
		{"", "", "", 0, []string{"similar", "odd", "attend", "tokens", "help", "exit", "quit"}},
		{"odd ", "odd ", "", 4, nil},
		{"odd\u3000new", "odd\u3000", "", 7, []string{"new-york"}},
		{`"he`, "", "", 3, []string{`"help"`}},
		{"x", "", "", 1, nil},
	} {
		head, got, tail := s.Complete(c.line, c.pos)
		if head != c.head || tail != c.tail || !slices.Equal(got, c.want) {
			t.Errorf("%q at %d: %q, %q, %q", c.line, c.pos, head, got, tail)
		}
	}
}

// TestCompleteFew: a list of words fits on a terminal.
func TestCompleteFew(t *testing.T) {
	var b strings.Builder
	for i := range 100 {
		b.WriteString("word" + string(rune('a'+i/10)) + string(rune('a'+i%10)) + " 1\n")
	}
	m, err := w2vattn.Read(strings.NewReader("100 1\n"+b.String()), embed.Word2VecText)
	if err != nil {
		t.Fatal(err)
	}
	if _, got, _ := (&Session{Model: m, N: 1}).Complete("word", 4); len(got) != maxCompletions {
		t.Errorf("%d words", len(got))
	}
}
