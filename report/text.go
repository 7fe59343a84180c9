package report

import (
	"fmt"
	"io"
	"math"
	"strings"
	"sync"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
)

// narrowBlocks has go-pretty count the block characters of the bars as one
// column wide whatever the locale says: the terminals of today draw them so.
var narrowBlocks = sync.OnceFunc(func() { text.OverrideRuneWidthEastAsianWidth(false) })

// barWidth is the length of the longest bar in columns.
const barWidth = 24

// dominant is the weight beyond which a report explains itself.
const dominant = .95

// Text writes the attention as a table with bars for people, ended by the words
// nearest to the context vector.
func (a *Attention) Text(w io.Writer) error {
	r := a.Result
	t := newTable("token", "score", "weight", "")
	t.SetColumnConfigs([]table.ColumnConfig{
		{Number: 2, Align: text.AlignRight, AlignHeader: text.AlignRight},
		{Number: 3, Align: text.AlignRight, AlignHeader: text.AlignRight},
	})
	top := largest(r.Weights)
	for i, token := range a.Tokens {
		switch {
		case r.Visible[i]:
			t.AppendRow(table.Row{printable(token), fmt.Sprintf("%.4f", r.Scores[i]), fmt.Sprintf("%.4f", r.Weights[i]), bar(r.Weights[i], top)})
		case !a.Known[i]:
			t.AppendRow(table.Row{printable(token), "", "", "(unknown)"})
		default:
			t.AppendRow(table.Row{printable(token), "", "", "(left out)"})
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "query %s · %s · %s\n", quoted(a.Query), formula(r.Score), temperature(r.Temperature, a.Auto))
	b.WriteString(t.Render() + "\n")
	fmt.Fprintf(&b, "effective tokens %.1f of %d (entropy %.3f nats)\n", r.Effective, count(r.Visible), r.Entropy)
	if advice := a.advice(top); advice != "" {
		b.WriteString(advice + "\n")
	}
	if a.Nearest != nil {
		b.WriteString("nearest to the context: " + neighbours(a.Nearest) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// advice says why a report says little, and what to try.
func (a *Attention) advice(top float32) string {
	switch n := count(a.Result.Visible); {
	case n == 0:
		return "no token takes part: none of them is known to the model, or all are left out"
	case n > 1 && top > dominant:
		longest := largest(a.Result.Norms)
		return fmt.Sprintf("one token has nearly all the weight: the vectors are long (up to ‖k‖ = %.1f), so scores lie far apart; try --temperature auto or --score cosine", longest)
	}
	return ""
}

// Text writes the self-attention as a table of weights: a row for each token
// as the query.
func (s *Self) Text(w io.Writer) error {
	r := s.Result
	header := []any{""}
	for _, token := range s.Tokens {
		header = append(header, printable(token))
	}
	t := newTable(header...)
	var configs []table.ColumnConfig
	for i, token := range s.Tokens {
		cells := table.Row{printable(token)}
		for j, weight := range row(r.Weights, i) {
			if r.Sees(i, j) {
				cells = append(cells, fmt.Sprintf("%.3f", weight))
			} else {
				cells = append(cells, "·")
			}
		}
		t.AppendRow(cells)
		configs = append(configs, table.ColumnConfig{Number: i + 2, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	t.SetColumnConfigs(configs)
	var b strings.Builder
	fmt.Fprintf(&b, "self-attention · %s · %s · a row shows what its token sees\n", formula(r.Score), temperature(r.Temperature, s.Auto))
	b.WriteString(t.Render() + "\n")
	if s.Nearest != nil {
		b.WriteString("nearest to each token's context:\n" + s.nearestTable() + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s *Self) nearestTable() string {
	t := newTable()
	for i, token := range s.Tokens {
		t.AppendRow(table.Row{printable(token), fmt.Sprintf("%.1f tokens", s.Result.Effective[i]), neighbours(s.Nearest[i])})
	}
	return t.Render()
}

// newTable makes a table without lines between or around its cells.
func newTable(header ...any) table.Writer {
	narrowBlocks()
	t := table.NewWriter()
	style := table.StyleLight
	style.Options = table.OptionsNoBordersAndSeparators
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	t.SuppressTrailingSpaces()
	if header != nil {
		t.AppendHeader(header)
	}
	return t
}

// bar draws a weight in eighths of a column, the largest one at full length.
func bar(weight, top float32) string {
	if !(weight > 0) || !(top > 0) {
		return ""
	}
	eighths := int(math.Round(float64(weight) / float64(top) * barWidth * 8))
	b := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		b += string([]rune(" ▏▎▍▌▋▊▉")[rest])
	}
	return b
}

func largest(x []float32) float32 {
	var top float32
	for _, v := range x {
		top = max(top, v)
	}
	return top
}

func count(visible []bool) int {
	n := 0
	for _, v := range visible {
		if v {
			n++
		}
	}
	return n
}

// formula names a score with what it computes.
func formula(s attention.Score) string {
	return map[attention.Score]string{
		attention.Dot: "dot q·k", attention.Scaled: "scaled q·k/√D",
		attention.Cosine: "cosine q·k/(‖q‖‖k‖)", attention.Euclidean: "euclidean −‖q−k‖²",
	}[s]
}

func temperature(t float64, auto bool) string {
	s := fmt.Sprintf("temperature %.4g", t)
	if auto {
		s += " (auto)"
	}
	return s
}

func neighbours(all []embed.Neighbour) string {
	var parts []string
	for _, n := range all {
		parts = append(parts, fmt.Sprintf("%s %.3f", printable(n.Word), n.Cosine))
	}
	if parts == nil {
		return "(none)"
	}
	return strings.Join(parts, ", ")
}

func quoted(words []string) string {
	var parts []string
	for _, w := range words {
		parts = append(parts, "“"+printable(w)+"”")
	}
	return strings.Join(parts, " + ")
}

// printable keeps a word from moving the cursor: control characters are shown
// as U+FFFD.
func printable(word string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return '\ufffd'
		}
		return r
	}, word)
}
