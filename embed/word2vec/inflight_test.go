package word2vec

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
)

// TestBurst trains on a text that repeats one word, as lists of names do. No word has more
// rows in flight than its bound, no row is lost, and postponed rows are overtaken, so that
// few rows are padding.
func TestBurst(t *testing.T) {
	c := Default()
	c.Alpha, c.MinCount, c.Sample, c.Epochs = .1, 1, 0, 1
	var lines []string
	for i := range 400 {
		line := filler(i)
		if i%10 == 0 { // rare enough that the share of the word does not shorten the delay
			line = strings.Repeat("hurricane name"+strconv.Itoa(i)+" ", 20) + line
		}
		lines = append(lines, line)
	}
	b, rows := inFlightRows(t, c, lines)
	if b.delay == 0 {
		t.Fatal("nothing is in flight: the text is too small for this test")
	}
	padding := 0
	for _, r := range rows {
		if r.size == 0 {
			padding++
		}
	}
	if padding > len(rows)/10 {
		t.Errorf("%d of %d rows do nothing", padding, len(rows))
	}
	const most = 3 // .35 of a learning rate of .1 each
	span := int(b.delay+1) * b.rows
	for i := range rows {
		inFlight := map[int32]int{}
		for _, r := range rows[i:min(i+span, len(rows))] {
			if r.size > 0 {
				inFlight[r.target]++
			}
		}
		for word, n := range inFlight {
			if n > most {
				t.Fatalf("row %d: word %d has %d rows in flight, want at most %d", i, word, n, most)
			}
		}
	}
}

// filler returns the words of one line, each of which occurs once in the text.
func filler(i int) string {
	var words []string
	for j := range 100 {
		words = append(words, "w"+strconv.Itoa(100*i+j))
	}
	return strings.Join(words, " ")
}

type inFlightRow struct{ size, target int32 }

// inFlightRows returns the rows of the first chunk of a text.
func inFlightRows(t *testing.T, c Config, lines []string) (*batched, []inFlightRow) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	b := newTestTrainer(t, corpus.Files([]string{path}, input.Lines(), tokenize.Space()), c)
	t.Cleanup(func() { _ = b.text.IDs.Close() })
	chunk := b.workers[0].prepared[0]
	if err := b.prepare(chunk, 0, b.ranges[0]); err != nil {
		t.Fatal(err)
	}
	var rows []inFlightRow
	var trained int64
	for i := range chunk.blocks * chunk.plan.Rows {
		rows = append(rows, inFlightRow{chunk.plan.Size[i], chunk.plan.Target[i]})
		if chunk.plan.Size[i] > 0 {
			trained++
		}
	}
	if trained != chunk.centres {
		t.Errorf("%d rows for %d centre words", trained, chunk.centres)
	}
	return b, rows
}
