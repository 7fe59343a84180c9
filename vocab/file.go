package vocab

// This file reads and writes vocabularies as text: "word TAB count" lines, or those
// of word2vec's -save-vocab.

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// WriteTo writes the vocabulary as text, one line for each word in the order of the ids:
// word, TAB, count. A word that contains a tab or a line end is an error. It returns the
// number of bytes written.
func (v *Vocab) WriteTo(w io.Writer) (int64, error) {
	b := bufio.NewWriter(w)
	var n int64
	for id, word := range v.All() {
		if strings.ContainsAny(word, "\t\n\r") {
			return n, fmt.Errorf("vocab: word %d, %q, contains a tab or line end "+
				"and cannot be written to a file of word, TAB, count", id, word)
		}
		k, err := fmt.Fprintf(b, "%s\t%d\n", word, v.Count(id))
		n += int64(k)
		if err != nil {
			return n, fmt.Errorf("vocab: %w", err)
		}
	}
	return n, b.Flush()
}

// sentenceEnd is the first word of word2vec's vocabularies; its count is that of lines.
const sentenceEnd = "</s>"

// WriteWord2Vec writes the vocabulary as word2vec's -save-vocab does, for its -read-vocab:
// lines of word, space, count, of which the first is </s> with the number of sentences. A
// word that contains white space is an error. The program word2vec sorts by count itself
// and gives </s> the id 0.
func (v *Vocab) WriteWord2Vec(w io.Writer, sentences int64) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s %d\n", sentenceEnd, sentences) // Flush returns its error
	for id, word := range v.All() {
		if strings.ContainsAny(word, " \t\n\r") {
			return fmt.Errorf("vocab: word %d, %q, contains white space and cannot be written for word2vec", id, word)
		}
		fmt.Fprintf(b, "%s %d\n", word, v.Count(id))
	}
	return b.Flush()
}

// ReadFile reads a vocabulary file as Read does. Errors name the file.
func ReadFile(path string) (*Vocab, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read from
	v, err := Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return v, nil
}

// Read reads a vocabulary as WriteTo or WriteWord2Vec writes it. The ids are in the order
// of the lines. A first line of </s>, space, count is skipped. A malformed line, a word
// that occurs twice, or a file without words is an error; errors name the line. The memory
// is proportional to the bytes read.
func Read(r io.Reader) (*Vocab, error) {
	var words []string
	var counts []int64
	b := bufio.NewReader(r)
	for line := 1; ; line++ {
		text, err := b.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("vocab: line %d: %w", line, err)
		}
		if text != "" {
			word, count, perr := parseLine(text)
			if perr != nil {
				return nil, fmt.Errorf("vocab: line %d: %w", line, perr)
			}
			if line > 1 || !strings.HasPrefix(text, sentenceEnd+" ") {
				words, counts = append(words, word), append(counts, count)
			}
		}
		if err == io.EOF {
			break
		}
	}
	if len(words) == 0 {
		return nil, fmt.Errorf("vocab: no words; expected lines of word, TAB, count")
	}
	return New(words, counts)
}

// parseLine returns the word and the count of a line of word, TAB or space, count. With a
// space as separator the word must not contain another one; a word before a TAB may contain
// spaces. text includes its line end, "\n" or "\r\n".
func parseLine(text string) (string, int64, error) {
	text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
	word, number, found := strings.Cut(text, "\t")
	if i := strings.LastIndexByte(text, ' '); !found && i > 0 {
		word, number, found = text[:i], text[i+1:], !strings.Contains(text[:i], " ")
	}
	if !found || word == "" {
		return "", 0, fmt.Errorf("expected word, TAB, count; found %.60q", text)
	}
	count, err := strconv.ParseInt(number, 10, 64)
	if err != nil || count < 0 {
		return "", 0, fmt.Errorf("the count of %q is %.30q; expected a whole number, 0 or more", word, number)
	}
	return word, count, nil
}
