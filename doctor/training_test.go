package doctor_test

import (
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/doctor"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// preflight trains on a text for a plan and returns the result of Preflight.
func preflight(t *testing.T, text string, p doctor.Plan) (found []doctor.Finding, err error) {
	t.Helper()
	src := corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)))
	p.Config.Epochs = 1
	word2vec.Train(t.Context(), src, p.Config, word2vec.Inspect(func(f word2vec.Statistics, v *vocab.Vocab) error {
		found, err = p.Preflight(f, v)
		return err
	}))
	return found, err
}

// TestPreflight checks that Preflight returns the findings of a diagnosis with the same
// texts, and an error for a corpus from which nothing can be learnt.
func TestPreflight(t *testing.T) {
	for text, want := range map[string]struct{ warnings, refused string }{
		english:                     {"few_words", ""},
		"cat\ndog\n":                {"lone_tokens few_words", ""},
		"고 양 이\n책 을\n":              {"", "every token is a single letter"},
		"the cat reads":             {"", "the corpus is a single sentence"},
		"a b\nc d e\nthe cat\nf g ": {"letters few_words", ""},
	} {
		found, err := preflight(t, text, plan())
		var codes []string
		p := plan()
		p.Config.Epochs = 1
		d := diagnose(t, text, p)
		for _, f := range found {
			codes = append(codes, f.Code)
			if f.Severity != doctor.Warning || !strings.Contains(textsOf(d), f.Text) {
				t.Errorf("%q: %+v is not in the diagnosis %+v", text, f, d.Findings)
			}
		}
		if got := strings.Join(codes, " "); got != want.warnings {
			t.Errorf("%q: warnings %q, want %q", text, got, want.warnings)
		}
		if (err == nil) != (want.refused == "") || err != nil &&
			(!strings.HasPrefix(err.Error(), want.refused) || !strings.Contains(textsOf(d), err.Error())) {
			t.Errorf("%q: %v, want %q", text, err, want.refused)
		}
	}
}

// textsOf returns the texts of all findings.
func textsOf(d *doctor.Diagnosis) string {
	var all []string
	for _, f := range d.Findings {
		all = append(all, f.Text)
	}
	return strings.Join(all, "\n")
}

// TestTrained checks that many words without an update are a warning.
func TestTrained(t *testing.T) {
	p := plan()
	p.Config.Sample, p.Config.Epochs = 0, 1
	for text, want := range map[string]string{
		english: "",
		"cat\n" + english + "zebra\n": "warning: 1 of 10 words still has its random initial vector, which means " +
			"nothing; in a small corpus, --sample 0 and more --epochs help",
		"zebra\nox\n" + english: "warning: 2 of 11 words still have their random initial vectors, which mean " +
			"nothing; in a small corpus, --sample 0 and more --epochs help",
	} {
		m, err := word2vec.Train(t.Context(), corpus.FromReader(strings.NewReader(text)), p.Config)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range doctor.Trained(m) {
			got += string(f.Severity) + ": " + f.Text
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		m.Statistics.Dropped = 1
		found := doctor.Trained(m)
		if last := found[len(found)-1]; last.Code != doctor.Dropped ||
			!strings.HasPrefix(last.Text,
				"1 token of each epoch did not fit into a job of 10,000 words and was dropped") {
			t.Errorf("%+v", last)
		}
	}
}
