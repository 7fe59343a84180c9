package console

import (
	"reflect"
	"strings"
	"testing"
)

// commandLines are lines and what they mean.
var commandLines = map[string]Command{
	"": {}, "  \t ": {},
	"cat":                    {Name: Similar, Plus: []string{"cat"}},
	"new-york":               {Name: Similar, Plus: []string{"new-york"}},
	"king - man + woman":     {Name: Similar, Plus: []string{"king", "woman"}, Minus: []string{"man"}},
	"similar a + b - c − d":  {Name: Similar, Plus: []string{"a", "b"}, Minus: []string{"c", "d"}},
	"- man  +\tking":         {Name: Similar, Plus: []string{"king"}, Minus: []string{"man"}},
	"+ a":                    {Name: Similar, Plus: []string{"a"}},
	`"new york" - new`:       {Name: Similar, Plus: []string{"new york"}, Minus: []string{"new"}},
	`"help" + "-" + """a"""`: {Name: Similar, Plus: []string{"help", "-", `"a"`}},
	`5"`:                     {Name: Similar, Plus: []string{`5"`}},
	`""`:                     {Name: Similar, Plus: []string{""}},
	"helping":                {Name: Similar, Plus: []string{"helping"}},
	"왕 - 남자 + 여자":            {Name: Similar, Plus: []string{"왕", "여자"}, Minus: []string{"남자"}},
	"c++":                    {Name: Similar, Plus: []string{"c++"}},
	"odd cat dog 달":          {Name: Odd, Words: []string{"cat", "dog", "달"}},
	`odd "new york" + -`:     {Name: Odd, Words: []string{"new york", "+", "-"}},
	"attend cat : the cat":   {Name: Attend, Words: []string{"cat"}, Text: "the cat"},
	"attend 고양이: 고양이에 대한 책":    {Name: Attend, Words: []string{"고양이"}, Text: "고양이에 대한 책"},
	`attend cat "a:" : 3:15 :`: {Name: Attend, Words: []string{"cat", "a:"}, Text: "3:15 :"},
	"attend 3:15 : a":          {Name: Attend, Words: []string{"3:15"}, Text: "a"},
	`tokens  The "cat" - is `:  {Name: Tokens, Text: `The "cat" - is`},
	" help ":                   {Name: Help}, "exit": {Name: Exit}, "quit": {Name: Exit},
}

func TestParse(t *testing.T) {
	for line, want := range commandLines {
		if got, err := Parse(line); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v: %v", line, got, want, err)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for line, want := range map[string]string{
		"a b": `between "a" and "b"`, "a + - b": `between "+" and "-"`, "a +": `after "+"`, "-": `after "-"`,
		"similar": "a word is missing", "help me": "help stands alone", "exit now": "exit stands alone", "quit 1": "quit",
		"odd": "two words", "odd a": "two words", "tokens": "a text is missing", "tokens ": "a text is missing",
		"attend": "a query or a text", "attend a": "a query or a text", "attend : b": "a query or a text",
		"attend a :": "a query or a text", `"a`: "quotation mark", `odd "a" "b`: "quotation mark", `attend "a`: "quotation",
		`"a"b`: "a space is missing", `"a""`: "quotation mark", "a \xff": "UTF-8", "help + cat": "help stands alone",
	} {
		if got, err := Parse(line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %+v, %v, want %s", line, got, err, want)
		}
	}
}

// lineOf returns a line that Parse reads as c.
func lineOf(c Command) string {
	var words []string
	for _, w := range c.Plus {
		words = append(words, "+", quote(w))
	}
	for _, w := range c.Minus {
		words = append(words, "-", quote(w))
	}
	for _, w := range c.Words {
		words = append(words, quote(w))
	}
	if c.Name == Attend {
		words = append(words, ":")
	}
	return string(c.Name) + " " + strings.Join(words, " ") + " " + c.Text
}

// FuzzParse: any line is read or is an error, and what was read can be written and read
// again.
func FuzzParse(f *testing.F) {
	for line := range commandLines {
		f.Add(line)
	}
	f.Add("\"a\u3000\" +\u00a0b")
	f.Add("attend \x00:: \"\" : x")
	f.Fuzz(func(t *testing.T, line string) {
		c, err := Parse(line)
		if err != nil {
			return
		}
		if again, err := Parse(lineOf(c)); err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("%q is %+v, written as %q it is %+v: %v", line, c, lineOf(c), again, err)
		}
	})
}
