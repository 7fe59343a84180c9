package input_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/korean"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// BenchmarkSources counts the same text as lines, as a field of records, and in EUC-KR;
// MB/s are those of the file.
func BenchmarkSources(b *testing.B) {
	lines := strings.Split(strings.TrimSpace(string(benchText(b))), "\n")
	for name, write := range map[string]func(*bytes.Buffer){
		"lines": func(out *bytes.Buffer) { out.WriteString(strings.Join(lines, "\n")) },
		"jsonl": func(out *bytes.Buffer) { writeJSONL(b, out, lines) },
		"csv":   func(out *bytes.Buffer) { writeRows(b, csv.NewWriter(out), lines) },
		"tsv":   func(out *bytes.Buffer) { tabs := csv.NewWriter(out); tabs.Comma = '\t'; writeRows(b, tabs, lines) },
		"euc-kr": func(out *bytes.Buffer) {
			out.WriteString(encoded(b, korean.EUCKR, strings.Repeat("고양이에 대한 책을 찾고 싶어요\n", 500_000)))
		},
	} {
		b.Run(name, func(b *testing.B) {
			var out bytes.Buffer
			write(&out)
			path := filepath.Join(b.TempDir(), "text."+name)
			if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(out.Len()))
			for b.Loop() {
				var c vocab.Counter
				if _, err := corpus.Count(b.Context(),
					corpus.Files([]string{path}, input.ByName("text"), tokenize.Space()), &c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func writeJSONL(b *testing.B, out *bytes.Buffer, lines []string) {
	e := json.NewEncoder(out)
	for i, line := range lines {
		if err := e.Encode(map[string]any{"id": i, "text": line}); err != nil {
			b.Fatal(err)
		}
	}
}

func writeRows(b *testing.B, w *csv.Writer, lines []string) {
	rows := [][]string{{"id", "text"}}
	for _, line := range lines {
		rows = append(rows, []string{"1", line})
	}
	if err := w.WriteAll(rows); err != nil {
		b.Fatal(err)
	}
}
