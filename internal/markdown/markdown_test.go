package markdown_test

import (
	"testing"

	"github.com/w2vattn/w2vattn/internal/markdown"
)

func TestTable(t *testing.T) {
	got := markdown.Table([]string{"word", "n"}, [][]string{{"a|b_c", "1"}, {"<i>\n*`[x](y)` & \\", "2"}})
	want := "| word | n |\n|---|---|\n| a\\|b\\_c | 1 |\n| &lt;i> \\*\\`\\[x](y)\\` &amp; \\\\ | 2 |\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
