package model2vec

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

// bytesOf returns numbers as little-endian bytes.
func bytesOf(t *testing.T, numbers ...any) string {
	t.Helper()
	var b []byte
	for _, x := range numbers {
		var err error
		if b, err = binary.Append(b, binary.LittleEndian, x); err != nil {
			t.Fatal(err)
		}
	}
	return string(b)
}

// TestTypes reads embeddings, mappings and weights of every type.
func TestTypes(t *testing.T) {
	for _, c := range []struct{ dtype, data string }{
		{"F32", bytesOf(t, []float32{1, -2, 0.5, 4})},
		{"F16", bytesOf(t, []uint16{0x3c00, 0xc000, 0x3800, 0x4400})},
	} {
		header := strings.ReplaceAll(`{"embeddings":{"dtype":"F","shape":[2,2],"data_offsets":[0,N]}}`, `"F"`,
			`"`+c.dtype+`"`)
		header = strings.ReplaceAll(header, "N", map[bool]string{true: "16", false: "8"}[c.dtype == "F32"])
		if got, err := readModel(header, c.data, twoTokens); err != nil || got != "[a:[1 -2] b:[0.5 4]]" {
			t.Errorf("%s: %s, %v", c.dtype, got, err)
		}
	}
	for _, c := range []struct{ mapping, weights, data string }{
		{"I64", "F64", bytesOf(t, []int64{1, 0}, []float64{2, 0.5})},
		{"I32", "F64", bytesOf(t, []int32{1, 0}, []float64{2, 0.5})},
		{"I64", "F32", bytesOf(t, []int64{1, 0}, []float32{2, 0.5})},
		{"I32", "F16", bytesOf(t, []int32{1, 0}, []uint16{0x4000, 0x3800})},
	} {
		size := map[string]int{"I64": 16, "I32": 8, "F64": 16, "F32": 8, "F16": 4}
		at := 4 + size[c.mapping]
		header := `{"embeddings":{"dtype":"I8","shape":[2,2],"data_offsets":[0,4]},"mapping":` +
			tensorJSON(c.mapping, 4, at) + `,"weights":` + tensorJSON(c.weights, at, at+size[c.weights]) + `}`
		got, err := readModel(header, "\x01\x02\x03\x04"+c.data, twoTokens)
		if err != nil || got != "[a:[6 8] b:[0.5 1]]" {
			t.Errorf("mapping %s, weights %s: %s, %v", c.mapping, c.weights, got, err)
		}
	}
}

// tensorJSON returns the entry of a tensor of two numbers in a header.
func tensorJSON(dtype string, begin, end int) string {
	return `{"dtype":"` + dtype + `","shape":[2],"data_offsets":[` + number(begin) + `,` + number(end) + `]}`
}

// number returns a number of at most two digits in decimal.
func number(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return number(n/10) + number(n%10)
}

// TestBadTensors reads tensors that contradict the tokens or each other.
func TestBadTensors(t *testing.T) {
	embeddings := `{"embeddings":{"dtype":"I8","shape":[2,2],"data_offsets":[0,4]},`
	const rows = "\x01\x02\x03\x04"
	nan := math.NaN()
	for name, c := range map[string]struct{ header, data, want string }{
		"a mapping to a negative row": {embeddings + `"mapping":` + tensorJSON("I32", 4, 12) + `}`,
			rows + bytesOf(t, []int32{0, -1}), "contains row -1, but there are 2 rows"},
		"a mapping of floats that are NaN": {embeddings + `"mapping":` + tensorJSON("F64", 4, 20) + `}`,
			rows + bytesOf(t, []float64{0, nan}), "contains row NaN"},
		"a mapping to half a row": {embeddings + `"mapping":` + tensorJSON("F32", 4, 12) + `}`,
			rows + bytesOf(t, []float32{0, 0.5}), "contains row 0.5"},
		"a mapping of three": {embeddings + `"mapping":{"dtype":"I32","shape":[3],"data_offsets":[4,16]}}`,
			rows + bytesOf(t, []int32{0, 1, 1}), "tensor mapping"},
		"weights of one": {embeddings + `"weights":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`,
			rows + bytesOf(t, float32(1)), "tensor weights"},
		"weights of bytes that are no numbers": {embeddings + `"weights":{"dtype":"BOOL","shape":[2],"data_offsets":[4,6]}}`,
			rows + "\x01\x01", "tensor weights"},
		"a weight of NaN": {embeddings + `"weights":` + tensorJSON("F64", 4, 20) + `}`,
			rows + bytesOf(t, []float64{1, nan}), `token 2 of 2: number 1 of the vector of "b" is NaN`},
		"a weight beyond float32": {embeddings + `"weights":` + tensorJSON("F64", 4, 20) + `}`,
			rows + bytesOf(t, []float64{1e39, 1}), `token 1 of 2: number 1 of the vector of "a" is +Inf`},
		"no embeddings": {`{"other":{"dtype":"I8","shape":[2,2],"data_offsets":[0,4]}}`, rows, "no tensor embeddings"},
		"NaN in the embeddings": {`{"embeddings":{"dtype":"F16","shape":[2,1],"data_offsets":[0,4]}}`,
			bytesOf(t, []uint16{0, 0x7e00}), `token 2 of 2: number 1 of the vector of "b" is NaN`},
	} {
		got, err := readModel(c.header, c.data, twoTokens)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %s, %v, want %q", name, got, err, c.want)
		}
	}
}

// TestTokens reads the tokens of each kind of tokenizer.
func TestTokens(t *testing.T) {
	for file, want := range map[string]string{
		`{"model":{"vocab":{"b":1,"a":0,"##c":2}}}`:                                            "a b ##c",
		`{"model":{"vocab":{"a":0}},"added_tokens":[{"id":1,"content":"[CLS]"}]}`:              "a [CLS]",
		`{"model":{"vocab":{"a":0,"b":1}},"added_tokens":[{"id":1,"content":"b"}]}`:            "a b",
		`{"version":"1.0","model":{"type":"BPE","merges":["a b"],"vocab":{"▁고양이":0}},"x":[1]}`: "error: a tokenizer of the type \"BPE\"",
		`{"model":{"vocab":{}}}`:                        "",
		`{"model":{"vocab":[]}}`:                        "error: a tokenizer of the type \"Unigram\"",
		`{}`:                                            "error: model.vocab",
		`{"model":{"vocab":null}}`:                      "",
		`{"model":{"vocab":"a"}}`:                       "error: model.vocab",
		`{"model":{"vocab":{"a":1.5}}}`:                 "error: model.vocab",
		`{"model":{"vocab":{"a":"0"}}}`:                 "error: model.vocab",
		`{"model":{"vocab":[[1,"a"]]}}`:                 "error: a tokenizer",
		`{"model":{"vocab":["a"]}}`:                     "error: ",
		`{"model":{"vocab":{"a":9223372036854775807}}}`: "error: 1 tokens, but the id 9223372036854775807",
		`{"model":{"vocab":{"a":0}},"added_tokens":[{"id":5,"content":"b"}]}`: "error: 2 tokens, but the id 5",
		`{"model":{"vocab":{"a":0}},"added_tokens":{"id":1}}`:                 "error: ",
		`[]`: "error: ",
		``:   "error: EOF",
	} {
		tokens, err := readTokens(strings.NewReader(file))
		got := strings.Join(tokens, " ")
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != want && (!strings.HasPrefix(want, "error") || !strings.HasPrefix(got, want)) {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}

// TestFolder reads a model from its folder; a missing or damaged file is named.
func TestFolder(t *testing.T) {
	good := map[string]string{
		tokensName:  twoTokens,
		vectorsName: bytesOf(t, uint64(len(twoRows))) + twoRows + "\x01\x02\x03\xff",
	}
	for name, c := range map[string]struct {
		change, content, want string // content "-": the file is missing
	}{
		"good":            {tokensName, twoTokens, ""},
		"no tokens":       {tokensName, "-", tokensName},
		"no vectors":      {vectorsName, "-", vectorsName},
		"bad tokens":      {tokensName, "{", tokensName + ": "},
		"bad vectors":     {vectorsName, "12345678", vectorsName + ": "},
		"empty vectors":   {vectorsName, "", vectorsName + ": byte 0: the file ends here"},
		"a token too few": {tokensName, `{"model":{"vocab":{"a":0}}}`, "2 vectors, but tokenizer.json has 1 tokens"},
		"vectors, cut off": {vectorsName, good[vectorsName][:len(good[vectorsName])-1], vectorsName +
			": the header claims 4"},
	} {
		dir := t.TempDir()
		for file, content := range good {
			if file == c.change {
				content = c.content
			}
			if content == "-" {
				continue
			}
			if err := os.WriteFile(filepath.Join(dir, file), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got, err := formattest.Read(Format, &format.Input{Path: dir})
		switch {
		case c.want == "":
			if err != nil || formattest.Show(formattest.Output(got)) != "[a:[1 2] b:[3 -1]]" {
				t.Errorf("%s: %v", name, err)
			}
		case err == nil || !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: %v, want %q", name, err, c.want)
		case c.content == "-" && !errors.Is(err, os.ErrNotExist):
			t.Errorf("%s: %v does not say that the file is missing", name, err)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Errorf("%s: a file is still open: %v", name, err)
		}
	}
	if _, err := open(&format.Input{}); err == nil || !strings.Contains(err.Error(), "give its path") {
		t.Errorf("a stream: %v", err)
	}
}

// TestWordsOnly: without vectors, the words are the same, and rows that are skipped do not
// shift those after them.
func TestWordsOnly(t *testing.T) {
	for _, header := range []string{twoRows, mapped} {
		data := "\x01\x02\x03\x04"
		if header == mapped {
			data = data[:2] + bytesOf(t, []int32{0, 0}, []float32{1, 2})
		}
		file := bytesOf(t, uint64(len(header))) + header + data
		r, err := newReader(strings.NewReader(file), int64(len(file)), []string{"a", "b"})
		if err != nil {
			t.Fatal(err)
		}
		if row, err := r.Next(nil); row.Word != "a" || err != nil {
			t.Errorf("%+v, %v", row, err)
		}
		vector := make([]float32, 2)
		row, err := r.Next(vector)
		if want := map[string]float32{twoRows: 3, mapped: 2}[header]; row.Word != "b" || err != nil || vector[0] != want {
			t.Errorf("%+v, %v, %v", row, vector, err)
		}
	}
}
