package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/embed/lexvec"
)

// TestTrainHelpDefaults: the defaults that the text of train's help names are those of the trainers.
func TestTrainHelpDefaults(t *testing.T) {
	g := glove.Default()
	want := []string{
		fmt.Sprintf("are --window %d, --epochs %d and --alpha %v,", g.Window, g.Epochs, g.Alpha),
		fmt.Sprintf("its --alpha is %v.", lexvec.Default().Alpha),
	}
	cmd, _, err := (&app{}).newRoot().Find([]string{"train"})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range want {
		if !strings.Contains(cmd.Long, part) {
			t.Errorf("the help of train does not contain %q", part)
		}
	}
}
