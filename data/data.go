package data

import (
	"bytes"
	_ "embed" // the files are part of the program
	"encoding/json"
	"fmt"
)

//go:embed library.en.txt
var libraryEnglish string

//go:embed library.ko.txt
var libraryKorean string

//go:embed notebook.json
var notebook []byte

// Library returns the library corpus, one sentence a line, in English ("en") or
// in Korean ("ko"). Another language is an error.
func Library(lang string) (string, error) {
	switch lang {
	case "en":
		return libraryEnglish, nil
	case "ko":
		return libraryKorean, nil
	}
	return "", fmt.Errorf("data: no library corpus in %q; there are en and ko", lang)
}

// An Experiment is one of the notebook's. Which fields are set depends on what
// it computes.
type Experiment struct {
	Name         string            `json:"name"`
	Explain      map[string]string `json:"explain"`      // by language, "en" and "ko"
	Reproducible bool              `json:"reproducible"` // whether the notebook gives what it takes to repeat it

	Sentences [][]string `json:"sentences"` // to train on
	Params    Params     `json:"params"`    // of the training
	Query     string     `json:"query"`     // words, looked up in the trained model
	Key       string     `json:"key"`
	Value     string     `json:"value"`
	Tokens    []string   `json:"tokens"`

	QueryVector []float32   `json:"query_vector"` // numbers that the notebook gives
	Keys        [][]float32 `json:"keys"`
	Values      [][]float32 `json:"values"`
	Input       [][]float32 `json:"input"`   // query, key and value at once
	Pooling     []float32   `json:"pooling"` // a vector that takes the query's place
	Score       string      `json:"score"`   // how query and keys are compared; "" for the dot product

	Decimals int        `json:"decimals"` // printed digits, where it does not show in the numbers
	Printed  []Quantity `json:"printed"`
}

// Params are the training parameters that the notebook sets; the others are
// gensim's defaults, 0 stands for them.
type Params struct {
	Dim      int `json:"vector_size"`
	Window   int `json:"window"`
	MinCount int `json:"min_count"`
}

// A Quantity is something that the notebook prints: a number, nested lists of
// numbers, or numbers by token, digit for digit.
type Quantity struct {
	Name  string          `json:"name"`
	Value json.RawMessage `json:"value"`
}

// Experiments returns the notebook's experiments in its order.
func Experiments() ([]Experiment, error) {
	var all []Experiment
	d := json.NewDecoder(bytes.NewReader(notebook))
	d.DisallowUnknownFields()
	if err := d.Decode(&all); err != nil {
		return nil, fmt.Errorf("data: notebook.json: %w", err)
	}
	return all, nil
}
