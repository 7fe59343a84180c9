package eval

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A Question is an analogy: A is to B as C is to D, where D is the expected answer.
type Question struct{ A, B, C, D string }

// A Section is a named part of an analogy test.
type Section struct {
	Name      string
	Questions []Question
}

// A Pair is two words and the similarity that people gave them; its scale does not
// matter.
type Pair struct {
	A, B  string
	Score float64
}

// lines calls f with each line that is not empty and its number from 1. It removes a byte
// order mark, the line end and white space around the text. Errors of f get the line number
// in front. A line may be of any length.
func lines(r io.Reader, f func(n int, line string) error) error {
	b := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := b.ReadString('\n')
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if line != "" {
			if err := f(n, line); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// ReadAnalogies reads analogies as word2vec's questions-words.txt has them: one question
// of four words on each line, in sections that begin with a line ": name". Questions
// before the first section are in a section "all". A line with another number of words is
// an error that names the line, and so is a file without questions. For example:
//
//	: capital-common-countries
//	Athens Greece Baghdad Iraq
func ReadAnalogies(r io.Reader) ([]Section, error) {
	var all []Section
	err := lines(r, func(_ int, line string) error {
		if name, ok := strings.CutPrefix(line, ":"); ok {
			all = append(all, Section{Name: strings.TrimSpace(name)})
			return nil
		}
		w := strings.Fields(line)
		if len(w) != 4 {
			return fmt.Errorf("expected four words, or a section such as \": name\"; found %.60q", line)
		}
		if all == nil {
			all = append(all, Section{Name: "all"})
		}
		last := &all[len(all)-1]
		last.Questions = append(last.Questions, Question{w[0], w[1], w[2], w[3]})
		return nil
	})
	if err == nil && all == nil {
		err = errors.New("no questions")
	}
	return all, err
}

// ReadPairs reads word pairs. Each line has two words and a score, separated by tabs,
// commas or spaces; other columns are ignored. Lines that begin with # and a first line
// without a number are skipped as headers. A first line with a column SimLex999, as in
// the original file of SimLex-999 (word1, word2, POS, SimLex999, …), means that the
// scores are in that column. A line without a score is an error that names the line, and
// so is a file without pairs. gensim's files of WordSim-353 and SimLex-999 have the first
// form.
func ReadPairs(r io.Reader) ([]Pair, error) {
	var all []Pair
	column := 2 // of the score
	err := lines(r, func(n int, line string) error {
		if strings.HasPrefix(line, "#") {
			return nil
		}
		f := split(line)
		if named := slices.Index(f, "SimLex999"); n == 1 && named > 2 {
			column = named
			return nil
		}
		if len(f) <= column {
			return fmt.Errorf("expected two words and a score in column %d, found %.60q", column+1, line)
		}
		score, err := strconv.ParseFloat(f[column], 64)
		if err != nil && n == 1 {
			return nil
		}
		if err != nil || score-score != 0 {
			return fmt.Errorf("the score in column %d is %.30q, expected a number", column+1, f[column])
		}
		all = append(all, Pair{f[0], f[1], score})
		return nil
	})
	if err == nil && all == nil {
		err = errors.New("no pairs")
	}
	return all, err
}

// split splits a line at tabs if it has any, else at commas, else at spaces. So words may
// contain spaces in files with tabs or commas.
func split(line string) []string {
	for _, separator := range []string{"\t", ","} {
		if strings.Contains(line, separator) {
			f := strings.Split(line, separator)
			for i := range f {
				f[i] = strings.TrimSpace(f[i])
			}
			return f
		}
	}
	return strings.Fields(line)
}
