package jupyter

// This file makes the table of printed and computed numbers as the function compare of the
// notebook does, with the same arithmetic: the differences are those of the decimal numbers.

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/notebook"
)

// number matches a printed number.
var number = regexp.MustCompile(`-?\d+(?:\.\d+)?`)

// computedNumber matches a number that strconv.FormatFloat wrote.
var computedNumber = regexp.MustCompile(`-?\d+(?:\.\d+)?(?:e[-+]\d+)?`)

// tableOf returns the comparison of quantities as a table in HTML and in plain text.
func tableOf(quantities []notebook.Comparison, lang message.Language) *display {
	columns := []string{message.JupyterQuantity.In(lang), message.JupyterPrinted.In(lang),
		message.JupyterComputed.In(lang), message.JupyterDifference.In(lang), message.JupyterVerdict.In(lang)}
	table := htmlRow("th", columns)
	var text []string
	for _, q := range quantities {
		verdict := message.JupyterDiffers
		if q.OK {
			verdict = message.JupyterAgrees
		}
		cells := []string{quantityName(q.Name, lang), string(q.Printed), string(q.Computed),
			fmt.Sprintf("%.1e", difference(q)), verdict.In(lang)}
		table += htmlRow("td", cells)
		for i, cell := range cells {
			text = append(text, columns[i]+": "+cell)
		}
	}
	return newDisplay("text/html", "<table>\n"+table+"</table>", strings.Join(text, "\n"))
}

// quantityName returns the name of a quantity in a language.
func quantityName(name string, lang message.Language) string {
	if m, ok := message.JupyterQuantities[name]; ok {
		return m.In(lang)
	}
	return name
}

// difference returns the largest absolute difference of a printed and a computed number.
func difference(q notebook.Comparison) float64 {
	largest := 0.0
	computed := computedNumber.FindAllString(string(q.Computed), -1)
	for i, text := range number.FindAllString(string(q.Printed), -1) {
		largest = max(largest, math.Abs(value(computed[i])-value(text)))
	}
	return largest
}

// value returns the value of a number that matches.
func value(text string) float64 {
	x, _ := strconv.ParseFloat(text, 64)
	return x
}

// htmlEscape escapes text for HTML, outside of attributes.
var htmlEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "], [", "],<br>[")

// htmlRow returns a row of a table whose cells have a tag, th or td. The rows of a matrix are
// below each other.
func htmlRow(tag string, cells []string) string {
	var b strings.Builder
	b.WriteString("<tr>")
	for _, c := range cells {
		fmt.Fprintf(&b, `<%s style="text-align: left; word-break: keep-all">%s</%[1]s>`, tag, htmlEscape.Replace(c))
	}
	b.WriteString("</tr>\n")
	return b.String()
}
