package documents

import (
	_ "embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

//go:embed words.txt
var list string

// TestWords fails if a word of words.txt is in code, a message or a document.
func TestWords(t *testing.T) {
	banned := parse(list)
	if len(banned) < 50 {
		t.Fatalf("words.txt has only %d words", len(banned))
	}
	files := find(t, ".go", ".js", ".html", ".css", ".md", ".txtar", ".yml")
	if len(files) < 300 {
		t.Fatalf("only %d files were found", len(files))
	}
	for _, path := range files {
		if exempt(path) {
			continue
		}
		text := read(t, path)
		if filepath.Ext(path) == ".md" {
			text = withoutOutput(text)
		}
		for _, problem := range words(text, banned) {
			t.Errorf("%s:%s", path, problem)
		}
	}
}

// TestWordsFindsThem: words are found in identifiers, comments and strings.
func TestWordsFindsThem(t *testing.T) {
	banned := parse("hire hires: newWorkers\nweigh: softmax\n낱말: 단어\n")
	for text, want := range map[string]int{
		"b.hireAll()":           1,
		"b.Hire":                1,
		"weight higher":         0,
		"// who hires, weighs":  1,
		"낱말을 찾습니다":              1,
		"단어를 찾습니다":              0,
		"ok\nweigh\n":           1,
		"HIRE_ALL, reweighSelf": 1,
		"단어의 37 %입니다":           1,
		"\"단어의 %.0f %%\"":       1,
		"단어 %d %s, 37%":         0,
	} {
		if got := words(text, banned); len(got) != want {
			t.Errorf("%q: %q, want %d", text, got, want)
		}
	}
}

// parse returns the term to use by word.
func parse(list string) map[string]string {
	terms := map[string]string{}
	for line := range strings.Lines(list) {
		forms, term, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, form := range strings.Fields(forms) {
			terms[form] = term
		}
	}
	return terms
}

var (
	latin  = regexp.MustCompile(`[A-Za-z]+`)
	capped = regexp.MustCompile(`[A-Z]?[a-z]+|[A-Z]+`)
	// spacedPercent matches a number and a percent sign, also in a format of fmt.
	spacedPercent = regexp.MustCompile(`[0-9] %([^%a-z.]|$)|[0-9a-z] %%`)
)

// words returns the words of a text that are banned, each with its line and the term
// to use. Identifiers count as the words that they are made of; Korean words are also
// found with particles behind them.
func words(text string, banned map[string]string) []string {
	var problems []string
	number := 0
	for line := range strings.Lines(text) {
		number++
		for _, word := range latin.FindAllString(line, -1) {
			for _, part := range capped.FindAllString(word, -1) {
				if term, bad := banned[strings.ToLower(part)]; bad {
					problems = append(problems, fmt.Sprintf("%d: %q: use %s", number, part, term))
				}
			}
		}
		for word, term := range banned {
			if word[0] >= 0x80 && strings.Contains(line, word) {
				problems = append(problems, fmt.Sprintf("%d: %q: use %s", number, word, term))
			}
		}
		for text := range strings.SplitSeq(line, `"`) { // strings in one line may be of two languages
			if hangul(text) && spacedPercent.MatchString(text) {
				problems = append(problems, fmt.Sprintf("%d: a space before %%: Korean has none", number))
			}
		}
	}
	return problems
}

// console matches the blocks of a document that show commands with their output,
// and names in code.
var console = regexp.MustCompile("(?ms)^```console$.*?^```$|`[^`\n]+`")

// withoutOutput returns a document without names and without the output of commands,
// whose words are those of the code; lines keep their numbers.
func withoutOutput(text string) string {
	return console.ReplaceAllStringFunc(text,
		func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) })
}

// exempt reports whether a file may contain banned words: lists of them,
// corpora, pages that are made from the code, and files that other programs or older
// versions wrote.
func exempt(path string) bool {
	if slices.Contains(strings.Split(path, "/"), "testdata") {
		return true
	}
	return slices.Contains([]string{"docs/glossary.md", "internal/documents/words_test.go"}, path) ||
		strings.HasPrefix(path, "data/") || generated(path)
}

// root is the folder of the repository, seen from this package.
const root = "../.."

// find returns the files of the repository with one of the extensions, by their path
// with slashes.
func find(t *testing.T, extensions ...string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(entry.Name(), ".") && len(entry.Name()) > 2
		if entry.IsDir() && (hidden && entry.Name() != ".github" || relative == "bin" ||
			entry.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if !entry.IsDir() && slices.Contains(extensions, filepath.Ext(path)) {
			files = append(files, filepath.ToSlash(relative))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// read returns the text of a file of the repository.
func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// hangul reports whether a line has Korean letters.
func hangul(line string) bool {
	return strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
}
