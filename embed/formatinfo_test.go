package embed

import (
	"slices"
	"strings"
	"testing"
)

// TestFormatsHaveAll checks that each format has the cells of the documents and what
// reading needs, and that the constants name formats of the list.
func TestFormatsHaveAll(t *testing.T) {
	for _, f := range formats {
		if f.ReadDoc == "" || f.StreamDoc == "" || f.WordsDoc == "" || (f.Open == nil) == (f.Load == nil) ||
			(f.Detect == nil) == (f.Folder == nil) {
			t.Errorf("%s: something is missing", f.Name)
		}
	}
	constants := []Format{Safetensors, Word2VecText, Word2VecBinary, GloVe, FastText, NPZ, Model2Vec, Gensim, Projector,
		Wego}
	for _, name := range constants {
		if _, err := ParseFormat(string(name)); err != nil {
			t.Error(err)
		}
	}
}

// TestFormatInfos checks that the descriptions agree with what the formats can do.
func TestFormatInfos(t *testing.T) {
	all := FormatInfos()
	for i, f := range formats {
		info := all[i]
		if info.Name != Format(f.Name) || !slices.Equal(info.Extensions, f.Extensions) {
			t.Errorf("%s is described as %+v", f.Name, info)
		}
		if info.Folder != (f.Folder != nil) || (info.Written != "") != written(f) {
			t.Errorf("%s: folder %v, written %q", f.Name, info.Folder, info.Written)
		}
		if mapped := strings.Contains(info.Streamed, "mapped"); mapped != (f.Map != nil) {
			t.Errorf("%s: streamed %q", f.Name, info.Streamed)
		}
		if f.Map == nil && strings.HasPrefix(info.Streamed, "yes") != (f.Open != nil) {
			t.Errorf("%s: streamed %q", f.Name, info.Streamed)
		}
	}
	all[0].Extensions[0] = "changed"
	if FormatInfos()[0].Extensions[0] == "changed" {
		t.Error("the extensions are those of the format")
	}
}
