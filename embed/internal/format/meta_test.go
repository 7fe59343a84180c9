package format

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// TestMetaPairs: the pairs of a Meta give the same Meta, and parts that are not known are left
// out.
func TestMetaPairs(t *testing.T) {
	for _, want := range []Meta{
		{},
		{Program: "w2vattn 1", Tokenizer: json.RawMessage(`{"name":"words"}`)},
		{Program: "p", Config: json.RawMessage(`{"dim":2}`), Tokenizer: json.RawMessage(`[]`), Corpus: json.RawMessage(`1`)},
	} {
		var got Meta
		for p := range want.Pairs() {
			if p.Text == "" {
				t.Errorf("%s is empty", p.Name)
			}
			if err := got.Set(p.Name, p.Text); err != nil {
				t.Error(err)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%v became %v", want, got)
		}
	}
}

// TestMetaSet: names of other programs are ignored, and a text that is not JSON is an error
// that names the part.
func TestMetaSet(t *testing.T) {
	var m Meta
	if err := m.Set("pandas", "{"); err != nil || !reflect.DeepEqual(m, Meta{}) {
		t.Errorf("another name: %v, %v", m, err)
	}
	if err := m.Set("tokenizer", ""); err != nil || m.Tokenizer != nil {
		t.Errorf("an empty text: %v, %v", m, err)
	}
	err := m.Set("tokenizer", "{")
	if err == nil || !strings.Contains(err.Error(), "the tokenizer in the metadata is not JSON") || m.Tokenizer != nil {
		t.Errorf("%v, %v", m, err)
	}
}
