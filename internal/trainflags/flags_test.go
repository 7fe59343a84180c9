package trainflags

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
)

// parse returns the settled configuration that args stand for.
func parse(t *testing.T, args string) word2vec.Config {
	t.Helper()
	c := word2vec.Default()
	cmd := command(&c)
	if err := cmd.ParseFlags(strings.Fields(args)); err != nil {
		t.Fatal(err)
	}
	Settle(&c, cmd.Flags().Changed)
	return c
}

// command returns a command with all flags of c.
func command(c *word2vec.Config) *cobra.Command {
	cmd := &cobra.Command{Use: "train"}
	for _, add := range []func(*cobra.Command, *word2vec.Config){AddVocabulary, AddModel, AddBatched, AddGensim,
		AddSeed} {
		add(cmd, c)
	}
	return cmd
}

// TestFlagsAreFields: each flag sets the field that a FieldError would name by it.
func TestFlagsAreFields(t *testing.T) {
	var fields []string
	for f := range reflect.TypeFor[word2vec.Config]().Fields() {
		fields = append(fields, Flag(f.Tag.Get("json")))
	}
	c := word2vec.Default()
	n := 0
	command(&c).Flags().VisitAll(func(f *pflag.Flag) {
		if n++; !slices.Contains(fields, f.Name) {
			t.Errorf("--%s is no field of a Config: %q", f.Name, fields)
		}
	})
	if n != 20 {
		t.Errorf("%d flags", n)
	}
}

func TestDefaults(t *testing.T) {
	if got, want := parse(t, ""), word2vec.Default(); !reflect.DeepEqual(got, want) {
		t.Errorf("without flags:\n got %+v\nwant %+v", got, want)
	}
}

func TestSettle(t *testing.T) {
	for _, c := range []struct {
		args     string
		negative int
		alpha    float64
	}{
		{"--hs", 0, word2vec.Default().Alpha},
		{"--hs --negative 3", 3, word2vec.Default().Alpha},
		{"--arch skipgram", word2vec.Default().Negative, parse(t, "--arch skipgram").DefaultAlpha()},
		{"--arch skipgram --alpha 0.2", word2vec.Default().Negative, 0.2},
	} {
		if got := parse(t, c.args); got.Negative != c.negative || got.Alpha != c.alpha {
			t.Errorf("%s: negative %d, alpha %v; want %d, %v", c.args, got.Negative, got.Alpha, c.negative, c.alpha)
		}
	}
	if parse(t, "--arch skipgram").Alpha == word2vec.Default().Alpha {
		t.Error("the default of --alpha does not depend on --arch")
	}
}

// TestAlphas: help has the learning rates of the trainer.
func TestAlphas(t *testing.T) {
	c := word2vec.Default()
	usage := command(&c).Flags().Lookup("alpha").Usage
	if want := fmt.Sprintf("%g with skipgram", parse(t, "--arch skipgram").Alpha); !strings.Contains(usage, want) {
		t.Errorf("%q does not say %q", usage, want)
	}
}

func TestUsageError(t *testing.T) {
	fields := &word2vec.FieldError{Fields: []string{"dim", "ns_exponent"},
		Why: []string{"dim is 0", "ns_exponent is -9"}}
	err := UsageError(fmt.Errorf("job: %w", fields))
	var usage cli.UsageError
	if !errors.As(err, &usage) || err.Error() != "--dim is 0; --ns-exponent is -9" {
		t.Errorf("got %v", err)
	}
	if c := parse(t, "--dim 0"); !errors.As(UsageError(c.Validate()), &usage) {
		t.Errorf("--dim 0: %v", c.Validate())
	}
	if UsageError(nil) != nil || !errors.Is(UsageError(fs.ErrNotExist), fs.ErrNotExist) {
		t.Error("other errors do not stay as they are")
	}
}
