package data

// This file embeds the data of the examples: two small corpora about a library and
// the numbers of a teaching notebook.

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

// Library returns the library corpus, one sentence a line, in English ("en") or in
// Korean ("ko"). Any other language is an error.
func Library(lang string) (string, error) {
	switch lang {
	case "en":
		return libraryEnglish, nil
	case "ko":
		return libraryKorean, nil
	}
	return "", fmt.Errorf("data: no library corpus in %q; there are en and ko", lang)
}

// An Experiment is an experiment of the notebook: its input and the numbers that it
// prints. Which fields are set depends on the kind of the experiment: a training corpus
// with words of a query, or vectors. Matrices are lists of rows.
type Experiment struct {
	Name         string            `json:"name"`
	Explain      map[string]string `json:"explain"`      // by language, "en" and "ko"
	Reproducible bool              `json:"reproducible"` // whether the notebook contains all input of it

	Sentences [][]string `json:"sentences"` // training corpus, in tokens
	Params    Params     `json:"params"`    // of the training
	Query     string     `json:"query"`     // words, looked up in the trained model
	Key       string     `json:"key"`
	Value     string     `json:"value"`
	Tokens    []string   `json:"tokens"`

	QueryVector []float32   `json:"query_vector"` // vectors, if the notebook contains them
	Keys        [][]float32 `json:"keys"`
	Values      [][]float32 `json:"values"`
	Input       [][]float32 `json:"input"`   // self-attention: queries, keys and values in one
	Pooling     []float32   `json:"pooling"` // attention pooling: the vector used as the query
	Score       string      `json:"score"`   // score function; "" is the dot product

	Decimals int        `json:"decimals"` // number of printed decimals; 0: as in the numbers
	Printed  []Quantity `json:"printed"`
}

// Params are the training parameters that the notebook sets. 0 stands for gensim's
// default, as it is for all other parameters.
type Params struct {
	Dim      int `json:"vector_size"`
	Window   int `json:"window"`
	MinCount int `json:"min_count"`
}

// A Quantity is a result that the notebook prints.
type Quantity struct {
	Name  string          `json:"name"`  // such as "weights"
	Value json.RawMessage `json:"value"` // a number, nested lists of numbers, or numbers by token, as printed
}

// Experiments returns the experiments in the order of the notebook. An error means that
// the embedded file is damaged.
func Experiments() ([]Experiment, error) {
	var all []Experiment
	d := json.NewDecoder(bytes.NewReader(notebook))
	d.DisallowUnknownFields()
	if err := d.Decode(&all); err != nil {
		return nil, fmt.Errorf("data: notebook.json: %w", err)
	}
	return all, nil
}
