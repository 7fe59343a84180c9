package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckOutputs(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, name := range []string{"corpus.txt", "log"} {
		if err := os.WriteFile(at(name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	inputs := []string{at("corpus.txt")}
	for _, c := range []struct {
		outputs []Output
		want    string // "": no error
	}{
		{nil, ""},
		{[]Output{{Flag: "-o"}, {Flag: "--log"}}, ""},
		{[]Output{{Flag: "-o", Path: at("model")}, {Flag: "--log", Path: at("log"), InPlace: true}}, ""},
		{[]Output{{Flag: "-o", Path: os.DevNull}, {Flag: "--log", Path: os.DevNull}}, ""},
		{[]Output{{Flag: "-o", Path: at("model")}, {Flag: "--log", Path: at("./model")}}, "-o and --log both name"},
		{[]Output{{Flag: "-o", Path: at("log")}, {Flag: "--log", Path: dir + "/../" + filepath.Base(dir) + "/log"}},
			"each needs a file of its own"},
		{[]Output{{Flag: "-o", Path: at("corpus.txt")}}, "would overwrite the corpus"},
		{[]Output{{Flag: "-o", Path: at("none/model")}}, "-o: "},
		{[]Output{{Flag: "--log", Path: dir, InPlace: true}}, "--log: "},
	} {
		err := CheckOutputs(inputs, c.outputs...)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %q", c.outputs, err, c.want)
		}
	}
	if files, _ := os.ReadDir(dir); len(files) != 2 {
		t.Errorf("left behind: %v", files)
	}
}
