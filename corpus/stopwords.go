package corpus

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/w2vattn/w2vattn/tokenize"
)

// ReadStopWords reads a file of words to leave out of a vocabulary, one a line, and
// folds them as the tokens of a corpus are. Empty lines give "", which is no token.
// Errors name the file and the line.
func ReadStopWords(path string, f tokenize.Folder) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read from
	var words []string
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		word := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if strings.ContainsFunc(word, tokenize.IsSpace) {
			return nil, fmt.Errorf("%s, line %d: %.60q is not one word; give one a line", path, len(words)+1, word)
		}
		words = append(words, f.Fold(word))
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s, line %d: %w", path, len(words)+1, err)
	}
	return words, nil
}
