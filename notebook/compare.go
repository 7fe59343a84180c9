package notebook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn/data"
)

// A Comparison sets a printed quantity beside ours.
type Comparison struct {
	Name          string
	Printed       json.RawMessage
	Computed      json.RawMessage // in the shape of Printed; nil if it cannot be computed
	MaxDifference float64
	OK            bool
}

// rounding is the part of the tolerance that float32 arithmetic in another
// order needs, relative to numbers above 1.
const rounding = 3e-7

// printedOnly lists the quantities of an experiment that cannot be repeated.
func printedOnly(e data.Experiment) []Comparison {
	var all []Comparison
	for _, q := range e.Printed {
		all = append(all, Comparison{Name: q.Name, Printed: q.Value, OK: true})
	}
	return all
}

// compare compares each number with the printed one: they may differ by half a
// unit of the last printed digit and by rounding.
func compare(e data.Experiment, computed map[string][]float64) ([]Comparison, error) {
	var all []Comparison
	for _, q := range e.Printed {
		c := Comparison{Name: q.Name, Printed: q.Value, OK: true}
		ours := computed[q.Name]
		text, err := replaceNumbers(q.Value, func(i int, printed string) (string, error) {
			if i >= len(ours) {
				return "", fmt.Errorf("%s: %d numbers were computed, more are printed", q.Name, len(ours))
			}
			want, err := strconv.ParseFloat(printed, 64)
			if err != nil {
				return "", err
			}
			difference := math.Abs(ours[i] - want)
			c.MaxDifference = max(c.MaxDifference, difference)
			if !(difference <= halfUnit(printed, e.Decimals)+float64(rounding*max(1, math.Abs(want)))) {
				c.OK = false
			}
			return strconv.FormatFloat(ours[i], 'g', -1, 32), nil
		})
		if err != nil {
			return nil, err
		}
		c.Computed = text
		all = append(all, c)
	}
	return all, nil
}

// halfUnit is half a unit of the last printed digit, of which decimals says
// where it stands if the number itself does not.
func halfUnit(printed string, decimals int) float64 {
	if decimals == 0 {
		_, fraction, _ := strings.Cut(printed, ".")
		decimals = len(fraction)
	}
	return .5 * math.Pow(10, -float64(decimals))
}

// replaceNumbers returns a JSON text with its numbers, counted from 0, replaced.
func replaceNumbers(text []byte, replace func(i int, number string) (string, error)) (json.RawMessage, error) {
	var out bytes.Buffer
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	last, n := int64(0), 0
	for d.More() || last < int64(len(text)) {
		token, err := d.Token()
		if err != nil {
			break
		}
		end := d.InputOffset()
		if number, ok := token.(json.Number); ok {
			ours, err := replace(n, number.String())
			if err != nil {
				return nil, err
			}
			n++
			out.Write(text[last : end-int64(len(number))])
			out.WriteString(ours)
		} else {
			out.Write(text[last:end])
		}
		last = end
	}
	return out.Bytes(), nil
}
