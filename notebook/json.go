package notebook

import (
	"encoding/json"
	"io"

	"github.com/w2vattn/w2vattn/internal/jsonline"
)

// The types of the JSON that WriteJSON writes.
type (
	result struct {
		Experiments []experimentResult `json:"experiments"`
		OK          bool               `json:"ok"`
	}
	experimentResult struct {
		Name         string           `json:"name"`
		Reproducible bool             `json:"reproducible"`
		Quantities   []quantityResult `json:"quantities"`
		Unmoved      []string         `json:"unmoved,omitempty"` // words that still have their random initial vectors
		OK           bool             `json:"ok"`
	}
	quantityResult struct {
		Name          string          `json:"name"`
		Printed       json.RawMessage `json:"printed"`
		Computed      json.RawMessage `json:"computed,omitempty"`
		MaxDifference *float64        `json:"max_difference,omitempty"`
	}
)

// WriteJSON writes the outcomes as one line of JSON: the printed and the computed
// numbers of each quantity and their largest difference. Experiments that cannot be
// repeated have no computed numbers. It returns the error of w.
func WriteJSON(w io.Writer, outcomes []Outcome) error {
	all := result{OK: OK(outcomes)}
	for _, o := range outcomes {
		e := experimentResult{
			Name: o.Experiment.Name, Reproducible: o.Experiment.Reproducible,
			OK: o.OK, Unmoved: o.Unmoved, Quantities: []quantityResult{},
		}
		for _, q := range o.Quantities {
			r := quantityResult{Name: q.Name, Printed: q.Printed, Computed: q.Computed}
			if q.Computed != nil {
				r.MaxDifference = &q.MaxDifference
			}
			e.Quantities = append(e.Quantities, r)
		}
		all.Experiments = append(all.Experiments, e)
	}
	return jsonline.Write(w, all)
}
