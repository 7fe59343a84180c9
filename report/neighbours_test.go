package report_test

import (
	"os"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
)

func TestWriteNeighbours(t *testing.T) {
	all := []embed.Neighbour{{Word: "고양이", Cosine: .98765, Score: 1.25}, {Word: "cat", Cosine: -.5, Score: .5}}
	for method, want := range map[embed.Method]string{
		embed.Add:      "고양이  0.9877\ncat     -0.5000\n",
		embed.Multiply: "word    3CosMul  cosine\n고양이   1.2500  0.9877\ncat      0.5000  -0.5000\n",
	} {
		var b strings.Builder
		if err := report.WriteNeighbours(&b, all, method); err != nil || b.String() != want {
			t.Errorf("%s: %v\n%s", method, err, b.String())
		}
	}
	var b strings.Builder
	if err := report.WriteNeighbours(&b, nil, embed.Add); err != nil || b.Len() > 0 {
		t.Errorf("no words are %q, %v", b.String(), err)
	}
	b.Reset()
	if err := report.WriteNeighbours(&b, []embed.Neighbour{{Word: "a"}}, embed.Multiply); err != nil ||
		b.String() != "word  3CosMul  cosine\na      0.0000  0.0000\n" {
		t.Errorf("a short word: %v\n%s", err, b.String())
	}
}

func ExampleWriteNeighbours() {
	near := []embed.Neighbour{{Word: "kitten", Cosine: .91}, {Word: "dog", Cosine: .87}}
	if err := report.WriteNeighbours(os.Stdout, near, embed.Add); err != nil {
		panic(err)
	}
	// Output:
	// kitten  0.9100
	// dog     0.8700
}

func TestWriteNeighboursTable(t *testing.T) {
	all := []embed.Neighbour{{Word: "고양이", Cosine: .98765, Score: 1.25}, {Word: "cat", Cosine: -.5, Score: .5}}
	for _, c := range []struct {
		method     embed.Method
		lang, want string
	}{
		{embed.Add, "en", " RANK  WORD    SIMILARITY\n    1  고양이      0.9877\n    2  cat        -0.5000\n"},
		{embed.Add, "ko", " 순위  단어     유사도\n    1  고양이   0.9877\n    2  cat     -0.5000\n"},
		{embed.Multiply, "en", " RANK  WORD    3CosMul  SIMILARITY\n    1  고양이   1.2500      0.9877\n" +
			"    2  cat      0.5000     -0.5000\n"},
	} {
		var b strings.Builder
		if err := report.WriteNeighboursTable(&b, all, c.method, c.lang); err != nil || b.String() != c.want {
			t.Errorf("%s, %s: %v\n%s", c.method, c.lang, err, b.String())
		}
	}
	var b strings.Builder
	err := report.WriteNeighboursTable(&b, nil, embed.Add, "")
	if err != nil || b.String() != " RANK  WORD  SIMILARITY\n" {
		t.Errorf("no words are %q, %v", b.String(), err)
	}
}
