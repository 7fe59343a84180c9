package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/internal/message"
)

// TestLocalize: known texts of commands and flags are Korean, unknown ones stay.
func TestLocalize(t *testing.T) {
	var format string
	cmd := &cobra.Command{
		Use: "words", Short: "Show the version", Long: "unheard of\n\nTo load completions in your current shell session:",
	}
	TextOrJSON(cmd, &format)
	cmd.PersistentFlags().Bool("quiet", false, "hide progress, notes and warnings")
	cmd.Flags().Bool("odd", false, "a text of a test")
	child := &cobra.Command{Use: "child", Short: "Describe a model file"}
	cmd.AddCommand(child)
	Localize(cmd, message.English)
	Localize(cmd, "") // English too
	if cmd.Short != "Show the version" || cmd.Flag("format").Usage != "format of the result: text or json" {
		t.Errorf("English became %q, %q", cmd.Short, cmd.Flag("format").Usage)
	}
	Localize(cmd, message.Korean)
	for got, want := range map[string]string{
		cmd.Short: "버전 표시", child.Short: "모델 파일의 정보 표시",
		cmd.Long:                 "unheard of\n\n현재 셸 세션에서 자동 완성을 불러오려면:",
		cmd.Flag("format").Usage: "결과 형식: text, json",
		cmd.PersistentFlags().Lookup("quiet").Usage: "진행 상황, 참고, 경고를 표시하지 않음",
		cmd.Flag("odd").Usage:                       "a text of a test",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestFlagUsages: lines have at most 80 columns, of which a Hangul syllable takes two, and
// the default is named in the language.
func TestFlagUsages(t *testing.T) {
	set := pflag.NewFlagSet("", pflag.ContinueOnError)
	set.IntP("number", "n", 10, strings.Repeat("단어 ", 20)+"수")
	got := flagUsages(set, message.Korean)
	lines := strings.Split(got, "\n")
	if len(lines) != 2 || !strings.HasSuffix(got, "수 (기본값 10)") ||
		!strings.HasPrefix(lines[0], "  -n, --number int   단어") {
		t.Errorf("got\n%s", got)
	}
	for _, line := range lines {
		if width := text.StringWidth(line); width > HelpWidth || width < 40 {
			t.Errorf("%d columns: %s", width, line)
		}
	}
	if got := flagUsages(set, message.English); !strings.HasSuffix(got, "(default 10)") {
		t.Errorf("got\n%s", got)
	}
}

// TestDescribed: completion describes values in the language and keeps the values.
func TestDescribed(t *testing.T) {
	got := described(message.Korean, []string{"skip\tno weight", "1,2", "x\tunheard of"})
	if want := []string{"skip\t가중치 없음", "1,2", "x\tunheard of"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
