package embed_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/vocab"
)

// TestOptionsAreReusable checks that one slice of options can be used in several calls,
// which do not change it.
func TestOptionsAreReusable(t *testing.T) {
	dir := t.TempDir()
	reading := []embed.OpenOption{embed.From(embed.GloVe), embed.Unpack(packed.Open)}
	writing := []embed.WriteOption{embed.Pack(packed.Writer)}
	for _, name := range []string{"a.txt", "a.txt.gz", "b.txt.zst", "b.txt"} {
		path := filepath.Join(dir, name)
		for range 2 {
			if err := animals().SaveAs(path, embed.GloVe, writing...); err != nil {
				t.Fatal(err)
			}
			for call, read := range map[string]func() (embed.Format, error){
				"ReadFile": func() (embed.Format, error) {
					f, err := embed.ReadFile(path, reading...)
					return f.Format, err
				},
				"OpenStream": func() (embed.Format, error) {
					s, err := embed.OpenStream(path, reading...)
					return s.Format, err
				},
			} {
				if got, err := read(); err != nil || got != embed.GloVe {
					t.Errorf("%s %s: got %s, %v", call, name, got, err)
				}
			}
		}
	}
	// The options of one call do not affect the next.
	native := filepath.Join(dir, "m.safetensors")
	if err := animals().Save(native, writing...); err != nil {
		t.Fatal(err)
	}
	if f, err := embed.ReadFile(native); err != nil || f.Format != embed.Safetensors {
		t.Errorf("without options: got %v, %v", f, err)
	}
}

// TestResultsAreTheCallers checks that changing a result does not change that of a later
// call, and that calls do not change requests and ids.
func TestResultsAreTheCallers(t *testing.T) {
	table := animals()
	int8s := must(table.WithInt8(t.Context()))
	query := embed.Query{Plus: []vocab.ID{0, 1}, Minus: []vocab.ID{3}, Vectors: [][]float32{{1, 2}}}
	question := embed.NearestRequest{Vector: []float32{1, 3}, N: 3, Exclude: []vocab.ID{2}}
	lookup := embed.Lookup{Table: table}
	for name, call := range map[string]func() any{
		"Similar": func() any { return must(table.Similar("cat", 3)) },
		"Nearest": func() any { return must(table.Nearest(question.Vector, 3, 2)) },
		"NearestBatch": func() any {
			return must(table.NearestBatch(t.Context(), []embed.NearestRequest{question, question}))
		},
		"int8":       func() any { return must(int8s.NearestBatch(t.Context(), []embed.NearestRequest{question})) },
		"Find":       func() any { return must(table.Find(t.Context(), query, 3)) },
		"Direction":  func() any { return must(table.Direction(query.Plus, query.Minus)) },
		"Rows":       func() any { return must(table.Rows(query.Plus)).Data },
		"Mean":       func() any { return must(table.Mean([]embed.Found{{ID: 0}, {ID: 3}})) },
		"Lookup.IDs": func() any { return must(lookup.IDs(t.Context(), []string{"dog", "cat"})) },
		"Formats":    func() any { return embed.Formats() },
		"Lookup.Find": func() any {
			return must(lookup.Find(t.Context(), []string{"dog", "katt"}, embed.NearestSpelling))
		},
		"Gather": func() any {
			m, known, err := table.Gather([]string{"cat", "zebra"})
			return []any{m.Data, known, err}
		},
		"Odd": func() any { _, cosines, err := table.Odd([]vocab.ID{0, 1, 3}); return []any{cosines, err} },
	} {
		want := fmt.Sprint(call())
		overwrite(reflect.ValueOf(call()))
		if got := fmt.Sprint(call()); got != want {
			t.Errorf("%s: got %s after the result was changed, before %s", name, got, want)
		}
	}
	if got := fmt.Sprint(query, question); got != "{[0 1] [3] [[1 2]]  0} {[1 3] 3 [2]}" {
		t.Errorf("the requests became %s", got)
	}
}

// overwrite sets all elements of slices in v to zero.
func overwrite(v reflect.Value) {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if v.Kind() != reflect.Slice {
		return
	}
	for i := range v.Len() {
		overwrite(v.Index(i))
		v.Index(i).SetZero()
	}
}

// TestStreamsAreReusable checks that streams that are made from one stream do not affect
// each other, and that each can be read several times, also after a loop that ended early.
func TestStreamsAreReusable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.txt")
	if err := animals().Save(path); err != nil {
		t.Fatal(err)
	}
	s := must(embed.OpenStream(path))
	top, some, rounded := must(s.Top(2)), must(s.Select([]vocab.ID{3, 1})), must(s.Quantize(embed.QuantizeF16))
	for range 3 {
		for _, c := range []struct {
			s    *embed.Stream
			want string
		}{{s, "[1 0][3 1][1 1][0 2]"}, {top, "[1 0][3 1]"}, {some, "[0 2][3 1]"}, {rounded, "[1 0][3 1][1 1][0 2]"}} {
			for range c.s.Rows {
				break
			}
			got := ""
			for row, err := range c.s.Rows {
				if err != nil {
					t.Fatal(err)
				}
				got += fmt.Sprint(row)
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		}
	}
}

// TestManyUnknownWords checks that each of many unknown words is handled by its policy, and
// that an error names all of them.
func TestManyUnknownWords(t *testing.T) {
	table := must(animals().WithSubwords(&embed.Subwords{Min: 3, Max: 3, NGrams: matrix([]float32{1, 2})}))
	lookup := embed.Lookup{Table: table}
	words := make([]string, 0, 20_001)
	for i := range 20_000 {
		words = append(words, fmt.Sprint("cat", i))
	}
	words = append(words, "cat")
	for policy, included := range map[embed.Policy]bool{
		embed.Skip: false, embed.Zero: true, embed.SubwordMean: true, embed.NearestSpelling: true,
	} {
		found, err := lookup.Find(t.Context(), words, policy)
		if err != nil || len(found) != len(words) {
			t.Fatalf("%s: %d results, %v", policy, len(found), err)
		}
		for i, f := range found {
			known, included := i == len(words)-1, included
			if policy == embed.NearestSpelling {
				included = i < 100 // cat0 to cat99: more letters than two are too many
			}
			if f.Known != known || f.Included != (known || included) {
				t.Fatalf("%s: %q is %+v", policy, words[i], f)
			}
			if (f.Vector != nil) != (!known && policy == embed.SubwordMean) {
				t.Fatalf("%s: %q has the vector %v", policy, words[i], f.Vector)
			}
			if id := f.ID; (id == 0) != (known || included && policy == embed.NearestSpelling) {
				t.Fatalf("%s: %q has the id %d", policy, words[i], id)
			}
		}
	}
	_, err := lookup.Find(t.Context(), words, embed.Refuse)
	var unknown *embed.UnknownWordError
	if !errors.As(err, &unknown) || len(unknown.Words) != len(words)-1 || len(unknown.Near) != len(words)-1 {
		t.Errorf("got an error of %d bytes", len(fmt.Sprint(err)))
	}
	if m, known, err := table.Gather(words); err != nil || m.Rows != len(words) || known[0] || !known[len(words)-1] {
		t.Errorf("Gather: %d rows, %v", m.Rows, err)
	}
}
