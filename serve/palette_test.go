package serve_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report/picture"
)

var update = flag.Bool("update", false, "write page/palette.js anew")

// TestPalette: the page has the colours, the legend and the titles of steps of reports. With
// -update it writes them from package picture and package message.
func TestPalette(t *testing.T) {
	const path = "page/palette.js"
	var b strings.Builder
	b.WriteString("// The colours of weights, from 0 to the end of the scale, the texts of the legend and the titles\n" +
		"// of steps: those of reports. This file is written by: go test ./serve -run TestPalette -update\n" +
		"export const stops = [\n")
	for _, c := range picture.Viridis.Stops() {
		fmt.Fprintf(&b, "  %q,\n", c.Hex())
	}
	b.WriteString("];\n")
	writeTexts(t, &b, "legend", []namedText{
		{"weight", message.Weight}, {"offDiagonal", message.OffDiagonal}, {"noWeights", message.NoWeights},
	})
	b.WriteString("\n// %s and %d stand for what a title names.")
	writeTexts(t, &b, "stepTexts", []namedText{
		{"scores", message.Scores}, {"maximum", message.Maximum}, {"maximumIs", message.MaximumIs},
		{"exponentials", message.Exponentials}, {"weights", message.Softmax}, {"values", message.WeightedValues},
		{"context", message.Context}, {"sum", message.Sum},
	})
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != b.String() {
		t.Errorf("%s differs from reports; write it anew with -update", path)
	}
}

// A namedText is a text of reports with its name in the script.
type namedText struct {
	name string
	text message.Message
}

// writeTexts appends an object of texts in each language.
func writeTexts(t *testing.T, b *strings.Builder, name string, texts []namedText) {
	t.Helper()
	fmt.Fprintf(b, "\nexport const %s = {\n", name)
	for _, l := range message.Languages() {
		fmt.Fprintf(b, "  %s: {\n", l)
		for _, entry := range texts {
			quoted, err := json.Marshal(entry.text.In(l))
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(b, "    %s: %s,\n", entry.name, quoted)
		}
		b.WriteString("  },\n")
	}
	b.WriteString("};\n")
}
