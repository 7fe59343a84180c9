package message

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// packagePrefix matches the name of a package at the beginning of an error, which the
// command removes.
var packagePrefix = regexp.MustCompile(`^[a-z0-9]+: `)

// sourceTexts returns the constant strings of the Go source of the repository, tests and
// this package aside, without the names of packages at their beginning.
func sourceTexts(t *testing.T) map[string]bool {
	t.Helper()
	const repository = "../.."
	all := map[string]bool{}
	err := filepath.WalkDir(repository, func(path string, d fs.DirEntry, err error) error {
		if d.IsDir() && (d.Name() == "message" || strings.HasPrefix(d.Name(), ".") && path != repository) {
			return filepath.SkipDir
		}
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok {
				if s, ok := constant(e); ok {
					all[s], all[packagePrefix.ReplaceAllString(s, "")] = true, true
					for _, word := range strings.Split(s, "\t")[1:] { // "word\tits description"
						all[word] = true
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// constant returns the value of an expression of string literals.
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		x, okX := constant(e.X)
		y, okY := constant(e.Y)
		return x + y, okX && okY && e.Op == token.ADD
	}
	return "", false
}

// TestSourceHasEnglish: the English text of each message that Translate looks up is in the
// source, as it is. Whoever changes one finds the Korean text here.
func TestSourceHasEnglish(t *testing.T) {
	source := sourceTexts(t)
	for _, list := range append(lists(), formats()...) {
		for _, m := range list {
			if !source[m.English] {
				t.Errorf("no longer in the source, change or remove it with its Korean text: %q", m.English)
			}
		}
	}
}

// TestTranslationsAreUnique: no English text is in two lists.
func TestTranslationsAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, list := range slices.Concat(lists(), formats(), foreign()) {
		for _, m := range list {
			if seen[m.English] {
				t.Errorf("%q is there twice", m.English)
			}
			seen[m.English] = true
		}
	}
}

// TestTranslate: texts, what formats make of arguments, wrapped texts and lists of names.
func TestTranslate(t *testing.T) {
	for english, want := range map[string]string{
		"number of words": "단어 수",
		"initial learning rate; 0.1 with --gradient a, 2 with b, 3 with skipgram, 4 with gensim": "초기 학습률. " +
			"--gradient a에서는 0.1, b에서는 2, skipgram에서는 3, gensim에서는 4",
		"csv, jsonl and tsv: field `NAME`; a.b is field b of object a, 2 is column 2": "csv, jsonl, tsv: 필드 `NAME`. " +
			"a.b는 객체 a의 필드 b, 2는 둘째 열",
		"a.txt: no such file or directory": "a.txt: 그런 파일이나 폴더가 없습니다",
		"the query: the model does not know the word \"kat\"; similar spelling: cat, cut": `쿼리: 모델에 없는 단어입니다: "kat", ` +
			"철자가 비슷한 단어: cat, cut",
		`the model does not know the word "a"; the model does not know the word "b"`: `모델에 없는 단어입니다: "a". ` +
			`모델에 없는 단어입니다: "b"`,
		"--weight-alpha is NaN, must be from 0 to 10; --xmax is 0, must be above 0 and finite": "--weight-alpha 값이 " +
			"NaN입니다. 0에서 10까지여야 합니다. --xmax 값이 0입니다. 0보다 큰 유한한 값이어야 합니다",
		"--min-alpha is -1, must be 0 or more": "--min-alpha 값이 -1입니다. 0 이상이어야 합니다",
		"--alpha is 0, must be above 0 and at most 10; --sample is -1, must be 0 or more and finite": "--alpha 값이 " +
			"0입니다. 0보다 크고 10 이하여야 합니다. --sample 값이 -1입니다. 0 이상의 유한한 값이어야 합니다",
		"min-cohesion is 2, must be from 0 to 1": "min-cohesion 값이 2입니다. 0에서 1까지여야 합니다",
		"--dim is 0, must be at least 1; --hs has no effect with --tokens": "--dim 값이 0입니다. 1 이상이어야 합니다. " +
			"--hs 플래그는 --tokens에서는 효과가 없습니다",
		"train: no word of the corpus occurs at least 5 times, the min-count (different words: 9, highest count: 4); " +
			"a min-count of 3 would keep 2, of 2 would keep 4, of 1 would keep 9": "train: " +
			"min-count(5번) 이상 나오는 단어가 말뭉치에 없습니다(서로 다른 단어 9개, 가장 높은 빈도 4번). min-count를 낮추세요. " +
			"남는 단어 수: 3일 때 2개, 2일 때 4개, 1일 때 9개",
		"a.txt, line 1,234: EOF":                           "a.txt, 1,234번째 줄: 데이터가 끝났습니다",
		"1 of 3 words still has its random initial vector": "벡터가 무작위 초깃값 그대로인 단어: 단어 3개 중 1개",
	} {
		if got, ok := Translate(Korean, english); !ok || got != want {
			t.Errorf("%s: %q, want %q", english, got, want)
		}
		if got, ok := Translate(English, english); !ok || got != english {
			t.Errorf("%s: in English %q", english, got)
		}
	}
	for _, english := range []string{
		"", "no such text", "a.txt: no such text", "my own text: no such file or directory", "a: EOF; no such text",
		strings.Repeat("a: ", maxBytes) + "EOF", "words of a stranger: field `NAME`; a.b is field b of object a, 2 is column 2",
	} {
		if got, ok := Translate(Korean, english); ok || got != english {
			t.Errorf("%q became %q, %v", english, got, ok)
		}
	}
}

// TestTranslateHardTexts: texts made to be hard are translated in moderate time.
func TestTranslateHardTexts(t *testing.T) {
	for _, part := range []string{"a: b; ", "a: ", "is a: ", "no such text; "} {
		begin := time.Now()
		Translate(Korean, strings.Repeat(part, maxBytes/len(part)))
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%q takes %v", part, took)
		} else {
			t.Logf("%q takes %v", part, took)
		}
	}
}
