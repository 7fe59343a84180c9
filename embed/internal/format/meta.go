package format

import (
	"encoding/json"
	"fmt"
	"iter"
)

// This file stores a Meta as texts by name, for formats that have a place for such pairs.

// A MetaPair is a part of a Meta with its name: "program", or "config", "tokenizer" or
// "corpus", which are JSON.
type MetaPair struct{ Name, Text string }

// Pairs yields the parts of m that are known, in a fixed order.
func (m Meta) Pairs() iter.Seq[MetaPair] {
	return func(yield func(MetaPair) bool) {
		for _, p := range []MetaPair{
			{"program", m.Program}, {"config", string(m.Config)}, {"tokenizer", string(m.Tokenizer)},
			{"corpus", string(m.Corpus)},
		} {
			if p.Text != "" && !yield(p) {
				return
			}
		}
	}
}

// MaxMetaText is the length in bytes of the longest part of a Meta that is read.
const MaxMetaText = 256 << 20

// Set sets the part of m with that name; other names and empty texts change nothing. A text
// that is not JSON, where it has to be, is an error.
func (m *Meta) Set(name, text string) error {
	var part *json.RawMessage
	switch name {
	case "program":
		m.Program = text
	case "config":
		part = &m.Config
	case "tokenizer":
		part = &m.Tokenizer
	case "corpus":
		part = &m.Corpus
	}
	if part == nil || text == "" {
		return nil
	}
	if !json.Valid([]byte(text)) {
		return fmt.Errorf("the %s in the metadata is not JSON: %.60q", name, text)
	}
	*part = json.RawMessage(text)
	return nil
}
