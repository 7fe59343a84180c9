package picture_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/report/picture"
)

// TestPieces: the pieces are the text, and a radical covers letters and digits after it only.
func TestPieces(t *testing.T) {
	for s, want := range map[string][]picture.Piece{
		"":          nil,
		"cat":       {{S: "cat"}},
		"q·k/√D · ": {{S: "q·k/"}, {S: "√", Formula: true}, {S: "D", Root: true}, {S: " · "}},
		"√49.5=7":   {{S: "√", Formula: true}, {S: "49.5", Root: true}, {S: "=7"}},
		"‖k‖√(":     {{S: "‖", Formula: true}, {S: "k"}, {S: "‖√", Formula: true}, {S: "("}},
	} {
		if got := picture.Pieces(s); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func ExamplePieces() {
	for _, p := range picture.Pieces("q·k/√D") {
		fmt.Println(p.S, p.Formula, p.Root)
	}
	// Output:
	// q·k/ false false
	// √ true false
	// D false true
}

// TestMillimetres: the size on paper keeps the proportions.
func TestMillimetres(t *testing.T) {
	p := &picture.Picture{Width: 200, Height: 50, Millimetres: 84}
	var b strings.Builder
	if err := p.SVG(&b); err != nil || !strings.Contains(b.String(), `width="84mm" height="21mm" viewBox="0 0 200 50"`) {
		t.Errorf("%v: %s", err, b.String())
	}
}

// TestLinesAreMerged: lines of a group that look the same are one path.
func TestLinesAreMerged(t *testing.T) {
	line := picture.Line{X2: 20, Y2: 30, Width: 1, Opacity: .5}
	thick, other := line, line
	thick.Width, other.Group = 2, 1
	p := &picture.Picture{Marks: []picture.Mark{line, thick, line, other}}
	var b strings.Builder
	if err := p.Inline(&b); err != nil || strings.Count(b.String(), "<path") != 3 ||
		strings.Count(b.String(), "M0 0C") != 4 {
		t.Errorf("%v: %s", err, b.String())
	}
}
