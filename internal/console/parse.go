package console

// This file parses lines. The grammar is
//
//	line        = "" | "help" | "exit" | "quit" | expression
//	            | "similar" expression | "odd" word word {word}
//	            | "attend" word {word} ":" text | "tokens" text
//	expression  = ["+" | "-"] word {("+" | "-") word}
//	word        = characters without white space | '"' any characters '"'
//
// A line that begins with the name of a command is always that command; the word of
// the same name is written in quotation marks.

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Name is the name of a command.
type Name string

// The commands. Nothing is an empty line. The command quit is Exit.
const (
	Nothing Name = ""
	Similar Name = "similar"
	Odd     Name = "odd"
	Attend  Name = "attend"
	Tokens  Name = "tokens"
	Help    Name = "help"
	Exit    Name = "exit"
)

// names are the names of commands that begin a line, in the order of help.
var names = []string{"similar", "odd", "attend", "tokens", "help", "exit", "quit"}

// A Command is a line of the console.
type Command struct {
	Name  Name
	Plus  []string // Similar: words that are added
	Minus []string // Similar: words that are subtracted
	Words []string // Odd: the words; Attend: those of the query
	Text  string   // Attend and Tokens: the text, not empty
}

// Parse reads a line, as the comment of the package describes. Errors say what is missing
// and how to write it.
func Parse(line string) (Command, error) {
	if !utf8.ValidString(line) {
		return Command{}, errors.New("the line is not valid UTF-8")
	}
	line = strings.TrimSpace(line)
	first, rest := line, ""
	if i := strings.IndexFunc(line, unicode.IsSpace); i >= 0 {
		first, rest = line[:i], strings.TrimSpace(line[i:])
	}
	switch first {
	case "":
		return Command{}, nil
	case "help", "exit", "quit":
		return parseAlone(first, rest)
	case "similar":
		return parseExpression(rest)
	case "odd":
		return parseOdd(rest)
	case "attend":
		return parseAttend(rest)
	case "tokens":
		if rest == "" {
			return Command{}, errors.New("a text is missing; write: tokens the cat reads")
		}
		return Command{Name: Tokens, Text: rest}, nil
	}
	return parseExpression(line)
}

// parseAlone reads a command without arguments.
func parseAlone(name, rest string) (Command, error) {
	switch {
	case rest != "":
		return Command{}, fmt.Errorf(`%s stands alone; to look up the word, write it in quotation marks`, name)
	case name == "help":
		return Command{Name: Help}, nil
	}
	return Command{Name: Exit}, nil
}

// parseExpression reads words with operators between them. wanted is true where a
// word must follow: at the start and after an operator. The error names the two
// fields between which something is missing.
func parseExpression(s string) (Command, error) {
	fields, err := split(s)
	if err != nil {
		return Command{}, err
	}
	c := Command{Name: Similar}
	wanted, minus := true, false // whether a word must follow; whether it is subtracted
	for i, f := range fields {
		op := f.isOperator()
		switch {
		case op && wanted && i > 0:
			return Command{}, fmt.Errorf("a word is missing between %q and %q", fields[i-1].text, f.text)
		case op:
			wanted, minus = true, f.text != "+"
		case !wanted:
			return Command{}, fmt.Errorf("+ or - is missing between %q and %q; a word with spaces stands in quotation marks",
				fields[i-1].text, f.text)
		default:
			c.add(f.text, minus)
			wanted = false
		}
	}
	switch {
	case len(fields) == 0:
		return Command{}, errors.New("a word is missing; write: similar king - man + woman")
	case wanted:
		return Command{}, fmt.Errorf("a word is missing after %q", fields[len(fields)-1].text)
	}
	return c, nil
}

// add adds a word to an expression.
func (c *Command) add(word string, minus bool) {
	if minus {
		c.Minus = append(c.Minus, word)
	} else {
		c.Plus = append(c.Plus, word)
	}
}

// parseOdd reads the words of odd.
func parseOdd(s string) (Command, error) {
	fields, err := split(s)
	if err != nil {
		return Command{}, err
	}
	if len(fields) < 2 {
		return Command{}, errors.New("odd needs two words or more; write: odd cat dog moon")
	}
	c := Command{Name: Odd}
	for _, f := range fields {
		c.Words = append(c.Words, f.text)
	}
	return c, nil
}

// parseAttend reads the query and the text of attend. The text is everything behind
// the colon, as it is: it is cut by the tokenizer of the model, not here.
func parseAttend(s string) (Command, error) {
	c := Command{Name: Attend}
	for s != "" {
		f, rest, err := next(s)
		if err != nil {
			return Command{}, err
		}
		s = rest
		word, last := strings.CutSuffix(f.text, ":")
		if last = last && !f.quoted; !last {
			word = f.text
		}
		if word != "" || f.quoted {
			c.Words = append(c.Words, word)
		}
		if last {
			c.Text = s
			break
		}
	}
	if len(c.Words) == 0 || c.Text == "" {
		return Command{}, errors.New("a query or a text is missing; write: attend cat : the cat reads")
	}
	return c, nil
}

// A field is a part of a line between white space, or a word in quotation marks, which
// text does not contain.
type field struct {
	text   string
	quoted bool
}

// isOperator reports whether a field is + or -; the latter may be the minus sign U+2212.
func (f field) isOperator() bool {
	return !f.quoted && slices.Contains([]string{"+", "-", "−"}, f.text)
}

// split returns the fields of s. An error is a quotation mark that is not closed or
// that is followed by more of the word.
func split(s string) ([]field, error) {
	var all []field
	for s = strings.TrimSpace(s); s != ""; {
		f, rest, err := next(s)
		if err != nil {
			return nil, err
		}
		all, s = append(all, f), rest
	}
	return all, nil
}

// next returns the first field of s, which begins with it, and the rest without white
// space at its beginning.
func next(s string) (f field, rest string, err error) {
	if strings.HasPrefix(s, `"`) {
		return nextQuoted(s)
	}
	end := strings.IndexFunc(s, unicode.IsSpace)
	if end < 0 {
		return field{text: s}, "", nil
	}
	return field{text: s[:end]}, strings.TrimSpace(s[end:]), nil
}

// nextQuoted is next for a word in quotation marks.
func nextQuoted(s string) (f field, rest string, err error) {
	var word strings.Builder
	for rest = s[1:]; ; rest = rest[1:] { // one of two quotation marks is left out
		before, after, closed := strings.Cut(rest, `"`)
		if !closed {
			return field{}, "", fmt.Errorf("the quotation mark after %q is missing", rest)
		}
		word.WriteString(before)
		if rest = after; !strings.HasPrefix(rest, `"`) {
			break
		}
		word.WriteByte('"')
	}
	trimmed := strings.TrimSpace(rest)
	if trimmed != "" && len(trimmed) == len(rest) {
		return field{}, "", fmt.Errorf("a space is missing after the word %q in quotation marks", word.String())
	}
	return field{word.String(), true}, trimmed, nil
}

// quote returns a word as Parse reads it, in quotation marks if it needs them.
func quote(word string) string {
	plain := word != "" && !strings.ContainsFunc(word, unicode.IsSpace) && word[0] != '"' &&
		!strings.HasSuffix(word, ":") && !slices.Contains(names, word) && !field{text: word}.isOperator()
	if plain {
		return word
	}
	return `"` + strings.ReplaceAll(word, `"`, `""`) + `"`
}
