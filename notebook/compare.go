package notebook

// This file compares numbers. The notebook prints 8 digits of a float32 or fewer; two
// programs that are both right can differ by the rounding of the print and by the
// order of float32 additions. The tolerance allows for exactly these two.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn/data"
)

// A Comparison holds a quantity as the notebook prints it and as Run computes it.
type Comparison struct {
	Name          string          // the name in package data, such as "weights"
	Printed       json.RawMessage // a number, nested lists of numbers, or numbers by token
	Computed      json.RawMessage // in the shape of Printed; nil if it cannot be computed
	MaxDifference float64         // largest absolute difference of a pair of numbers
	OK            bool            // all pairs agree within the tolerance, or nothing was computed
}

// rounding is the part of the tolerance that allows for float32 sums in another order. It
// is relative to max(1, |x|), where x is the printed number: some five units in the last
// place of a float32 just below 1 (6e-8).
const rounding = 3e-7

// printedOnly returns the quantities of an experiment that cannot be repeated, without
// computed numbers.
func printedOnly(e data.Experiment) []Comparison {
	var all []Comparison
	for _, q := range e.Printed {
		all = append(all, Comparison{Name: q.Name, Printed: q.Value, OK: true})
	}
	return all
}

// compare compares the computed quantities of an experiment with the printed ones.
// computed has the numbers of each quantity by its name, those of a matrix row by row.
// Numbers x (printed) and y agree if
//
//	|x − y| ≤ u/2 + rounding · max(1, |x|)
//
// where u is a unit of the last printed digit. It is an error if there are fewer computed
// numbers than printed ones.
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

// halfUnit returns half a unit of the last digit of a printed number: 0.005 for
// "0.25". decimals is the number of digits after the point, or 0 to count those of
// the number itself.
func halfUnit(printed string, decimals int) float64 {
	if decimals == 0 {
		_, fraction, _ := strings.Cut(printed, ".")
		decimals = len(fraction)
	}
	return .5 * math.Pow(10, -float64(decimals))
}

// replaceNumbers returns a JSON text with each number replaced by the result of replace,
// which gets the index of the number, from 0, and its text. All other bytes stay the
// same, so a printed quantity keeps its shape and spaces.
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
