package corpus

// This file reads lists of stop words.

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn/tokenize"
)

// ReadStopWords reads a file of words to exclude from a vocabulary, one on each line, and
// folds them by f, as the tokenizer folds the tokens of the corpus. An empty line gives "",
// which is never a token. A line with white space within the word is an error; errors name
// the file and the line. A byte order mark at the beginning is ignored, and so are a TAB and a count
// after a word, as in a list of words and counts.
func ReadStopWords(path string, f tokenize.Folder) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read from
	var words []string
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		word := withoutCount(strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff")))
		if strings.ContainsFunc(word, tokenize.IsSpace) {
			return nil, fmt.Errorf("%s, line %d: %.60q is not one word; write one word per line",
				path, len(words)+1, word)
		}
		words = append(words, f.Fold(word))
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s, line %d: %w", path, len(words)+1, err)
	}
	return words, nil
}

// withoutCount returns a line without a TAB and a count that follow the word.
func withoutCount(line string) string {
	word, count, _ := strings.Cut(line, "\t")
	if _, err := strconv.ParseInt(count, 10, 64); err != nil {
		return line
	}
	return word
}
