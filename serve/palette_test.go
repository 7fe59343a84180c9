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

// TestPalette: the page has the colours and the legend of reports. With -update it writes
// them from package picture and package message.
func TestPalette(t *testing.T) {
	const path = "page/palette.js"
	var b strings.Builder
	b.WriteString("// The colours of weights, from 0 to the end of the scale, and the texts of the legend: those of\n" +
		"// reports. This file is written by: go test ./serve -run TestPalette -update\n" +
		"export const stops = [\n")
	for _, c := range picture.Viridis.Stops() {
		fmt.Fprintf(&b, "  %q,\n", c.Hex())
	}
	b.WriteString("];\n\nexport const legend = {\n")
	for _, l := range message.Languages() {
		fmt.Fprintf(&b, "  %s: {\n", l)
		for _, entry := range []struct {
			name string
			text message.Message
		}{{"weight", message.Weight}, {"offDiagonal", message.OffDiagonal}, {"noWeights", message.NoWeights}} {
			quoted, err := json.Marshal(entry.text.In(l))
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "    %s: %s,\n", entry.name, quoted)
		}
		b.WriteString("  },\n")
	}
	b.WriteString("};\n")
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
