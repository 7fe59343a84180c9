package documents

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/width"
)

// maxColumns is the width of a line of a document.
const maxColumns = 100

// TestDocuments checks all documents: widths, links, headings and audiences.
func TestDocuments(t *testing.T) {
	files := documents(t)
	if len(files) < 40 {
		t.Fatalf("only %d documents were found", len(files))
	}
	texts := map[string]string{}
	for _, file := range files {
		texts[file] = read(t, file)
	}
	for file, text := range texts {
		var problems []string
		if !generated(file) {
			problems = append(problems, tooWide(text)...)
		}
		if strings.HasPrefix(file, "docs/") {
			problems = append(problems, noAudience(text)...)
		}
		problems = append(problems,
			broken(file, text, func(target string) (string, bool) { return stored(texts, target) })...)
		for _, problem := range problems {
			t.Errorf("%s:%s", file, problem)
		}
	}
}

// TestREADMEs checks that both READMEs have at most 150 lines.
func TestREADMEs(t *testing.T) {
	for _, file := range []string{"README.md", "README.ko.md"} {
		if lines := strings.Count(read(t, file), "\n"); lines > 150 {
			t.Errorf("%s has %d lines, more than 150", file, lines)
		}
	}
}

// TestIndex checks that docs/README.md names every document of docs/.
func TestIndex(t *testing.T) {
	index := read(t, "docs/README.md")
	for _, file := range documents(t) {
		name, ok := strings.CutPrefix(file, "docs/")
		if ok && !strings.Contains(name, "/") && name != "README.md" && !strings.Contains(index, "("+name) {
			t.Errorf("docs/README.md does not name %s", name)
		}
	}
}

// TestArchitecture checks that docs/architecture.md lists every package of the main
// module that another package can import, and no package that is gone.
func TestArchitecture(t *testing.T) {
	text := read(t, "docs/architecture.md")
	packages := map[string]bool{}
	for _, file := range find(t, ".go") {
		folder := path.Dir(file)
		outside := strings.HasPrefix(folder, "beam") || strings.HasPrefix(folder, "tools") ||
			strings.Contains(folder, "testdata")
		nested := strings.Contains(strings.TrimPrefix(folder, "internal/"), "/internal/") ||
			strings.HasPrefix(folder, "internal/simd/")
		if folder != "." && !outside && !nested && !strings.HasSuffix(file, "_test.go") {
			packages[folder] = true
		}
	}
	if len(packages) < 20 {
		t.Fatalf("only %d packages were found", len(packages))
	}
	for folder := range packages {
		if !strings.Contains(text, "](../"+folder+")") {
			t.Errorf("docs/architecture.md does not list package %s", folder)
		}
	}
}

// TestChecksFail: each check finds a fault that is put in.
func TestChecksFail(t *testing.T) {
	texts := map[string]string{"docs/a.md": "# A\n\nFor all.\n\n## Some part\n", "docs/b.md": ""}
	lookup := func(target string) (string, bool) { text, ok := texts[target]; return text, ok }
	wide := strings.Repeat("긴 ", 34)
	for name, c := range map[string]struct {
		got  []string
		want int
	}{
		"wide":         {tooWide("x\n" + wide + "\n"), 1},
		"wide code":    {tooWide("```sh\n" + strings.Repeat("x ", 51) + "\n```\n"), 1},
		"wide output":  {tooWide("```console\n$ w2vattn\n" + wide + "\n```\n"), 0},
		"wide command": {tooWide("```console\n$ w2vattn " + wide + "\n```\n"), 1},
		"wide table":   {tooWide("| " + wide + " |\n"), 0},
		"audience":     {noAudience("# T\n\nFor readers.\n"), 0},
		"Korean":       {noAudience("# T\n\n읽는 분을 위한 글입니다.\n"), 0},
		"no audience":  {noAudience("# T\n\nText.\n"), 1},
		"no heading":   {noAudience("For readers.\n"), 1},
		"links": {broken("docs/b.md", "[a](a.md) [a](a.md#some-part) [w](https://example.org) [b](#x)\n# X\n",
			lookup), 0},
		"broken link": {broken("docs/b.md", "[a](c.md)\n[a](a.md#other)\n[b](#y)\n`[x](not.md)`\n", lookup), 3},
		"image":       {broken("docs/b.md", "<img src=\"c.png\">\n![x](d.png)\n", lookup), 2},
	} {
		if len(c.got) != c.want {
			t.Errorf("%s: %q, want %d", name, c.got, c.want)
		}
	}
}

// documents returns the Markdown files of the repository, without notes on test data.
func documents(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, file := range find(t, ".md") {
		if !strings.Contains(file, "testdata/") {
			files = append(files, file)
		}
	}
	return files
}

// generated reports whether a program writes a document.
func generated(file string) bool { return strings.HasPrefix(file, "docs/commands/") }

// tooWide returns the lines of a document that are wider than maxColumns. Tables,
// links by themselves and the output of commands may be wider.
func tooWide(text string) []string {
	var problems []string
	number, fence := 0, ""
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\n")
		if mark, ok := strings.CutPrefix(strings.TrimSpace(line), "```"); ok {
			if fence != "" {
				mark = ""
			} else if mark == "" {
				mark = "text"
			}
			fence = mark
		}
		output := (fence == "console" || fence == "text") && !strings.HasPrefix(line, "$ ")
		table := fence == "" && strings.HasPrefix(line, "|")
		if output || table || !strings.Contains(strings.TrimSpace(line), " ") {
			continue
		}
		if n := columns(line); n > maxColumns {
			problems = append(problems, fmt.Sprintf("%d: %d columns, more than %d", number, n, maxColumns))
		}
	}
	return problems
}

// columns returns the width of a line: East Asian wide characters have two columns,
// combining characters none.
func columns(line string) int {
	n := 0
	for _, r := range line {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.Is(unicode.Mn, r):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// noAudience checks that a document begins with a title and a paragraph that says whom
// it is for.
func noAudience(text string) []string {
	title, rest, _ := strings.Cut(text, "\n")
	if !strings.HasPrefix(title, "# ") {
		return []string{"1: the first line is not a title"}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(rest), "\n\n")
	if !strings.HasPrefix(first, "For ") && !strings.Contains(first, "위한 글") {
		return []string{`3: the first paragraph does not say whom the document is for ("For …")`}
	}
	return nil
}

var (
	links   = regexp.MustCompile(`\]\(([^()\s]+)\)|(?:src|href)="([^"]+)"`)
	code    = regexp.MustCompile("(?ms)^```.*?^```$|`[^`\n]*`")
	heading = regexp.MustCompile(`(?m)^#+ +(.*)$`)
)

// broken returns the links of a document whose file or heading does not exist. lookup
// returns the text of a file, or false.
func broken(file, text string, lookup func(string) (string, bool)) []string {
	// Code has no links; its line ends stay, so that lines keep their numbers.
	plain := code.ReplaceAllStringFunc(text,
		func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) })
	var problems []string
	number := 0
	for line := range strings.Lines(plain) {
		number++
		for _, m := range links.FindAllStringSubmatch(line, -1) {
			link := m[1] + m[2]
			if strings.Contains(link, "://") || strings.HasPrefix(link, "mailto:") {
				continue
			}
			target, anchor, _ := strings.Cut(link, "#")
			content, ok := text, true
			if target != "" {
				content, ok = lookup(path.Join(path.Dir(file), target))
			}
			if !ok || anchor != "" && !hasAnchor(content, anchor) {
				problems = append(problems, fmt.Sprintf("%d: the link %s leads nowhere", number, link))
			}
		}
	}
	return problems
}

// stored returns the text of a document, "" for another file or a folder, and whether
// it exists.
func stored(texts map[string]string, target string) (string, bool) {
	if text, ok := texts[target]; ok {
		return text, true
	}
	_, err := os.Stat(filepath.Join(root, filepath.FromSlash(target)))
	return "", err == nil
}

// hasAnchor reports whether a document has a heading with an anchor, as GitHub makes
// them.
func hasAnchor(text, anchor string) bool {
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		slug := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, m[1])
		if slug == anchor {
			return true
		}
	}
	return false
}
