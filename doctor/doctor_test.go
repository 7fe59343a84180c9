package doctor_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/doctor"
	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// plan returns a plan for a small corpus.
func plan() doctor.Plan {
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs = 8, 1, 2000
	return doctor.Plan{Config: c, Normalize: tokenize.NFC, RefuseInvalid: true, Workers: 1, Kernel: "auto",
		IDsMemory: 1 << 20, Trial: time.Millisecond}
}

// read reads a text with a sentence in each line.
func read(t *testing.T, text string) *doctor.Corpus {
	t.Helper()
	src := corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)),
		corpus.Invalid(input.ReplaceInvalid))
	c, err := doctor.Read(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// diagnose returns the diagnosis of a text for a plan.
func diagnose(t *testing.T, text string, p doctor.Plan) *doctor.Diagnosis {
	t.Helper()
	d, err := read(t, text).Diagnose(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const (
	english = "the cat reads a book\nthe dog reads the old book\nthe cat and the dog sleep\n"
	korean  = "고양이는 책을 읽는다\n강아지는 책을 읽는다\n고양이는 잔다 고양이는 잔다\n"
)

func TestDiagnose(t *testing.T) {
	for name, test := range map[string]struct {
		text   string
		change func(*doctor.Plan)
		want   string // a code, its severity, and a part of its text; "" if all is well
	}{
		"english":      {english, nil, ""},
		"korean":       {korean, nil, ""},
		"empty":        {"\n", nil, "no_words useless the tokenizer finds no word in them"},
		"letters":      {"고 양 이\n책 을\n", nil, "letters useless every token is a single letter"},
		"some letters": {"고 양 이\n책 을 읽는다\n", nil, "letters warning 83 % of the tokens are single letters"},
		"one sentence": {"the cat reads", nil, "one_sentence useless use --input text"},
		"words":        {"cat\ndog\n", nil, "lone_tokens useless 2 of 2 sentences have one token only (100 %)"},
		"rare": {english, func(p *doctor.Plan) { p.Config.MinCount = 9 },
			"none_survive useless none of the 9 words occurs --min-count 9 times"},
		"few epochs": {english, func(p *doctor.Plan) { p.Config.Epochs = 2 },
			"few_words warning more text or more --epochs, or --sample 0"},
		"few, all kept": {english, func(p *doctor.Plan) { p.Config.Epochs, p.Config.Sample = 2, 0 },
			"few_words warning use more text or more --epochs"},
		"unknown": {english, func(p *doctor.Plan) { p.Config.MinCount = 3 },
			"unknown warning a lower --min-count keeps more"},
		"unknown, bounded": {english, func(p *doctor.Plan) { p.Config.MaxVocab = 1 },
			"unknown warning a higher --max-vocab"},
		"unknown, given": {english, func(p *doctor.Plan) { p.Vocabulary = words(t, "the") },
			"unknown warning does the --vocab file belong"},
		"stop words": {english, func(p *doctor.Plan) { p.Stop = []string{"the", "book", "cat"} },
			"unknown warning 53 % of the tokens are words of --stop or rarer than --min-count and were dropped"},
		"repeated": {english + english, nil,
			"repeated warning 3 of 6 lines repeat an earlier line (50 %), the first at -, line 4"},
		"blank": {strings.ReplaceAll(english, "\n", "\n\n"), nil,
			"empty_lines note 3 of 6 lines are empty (50 %)"},
		"decomposed": {korean + "\u1100\u1161\u11bc 책을 읽는다\n", nil,
			"decomposed note --normalize nfc composes it"},
		"decomposed and kept": {korean + "\u1100\u1161\u11bc 책을 읽는다\n",
			func(p *doctor.Plan) { p.Normalize = tokenize.None }, "decomposed warning use --normalize nfc"},
		"bytes": {english + "the \xff cat\n", nil,
			"invalid useless 1 byte is invalid text, the first in -, line 4"},
		"bytes replaced": {english + "the \xff cat\n", func(p *doctor.Plan) { p.RefuseInvalid = false },
			"invalid warning 1 byte is invalid text"},
		"long line": {english + strings.Repeat("the cat reads ", 80_000), nil,
			"long_line warning is no sentence; use --input text"},
		"cut": {english + strings.Repeat("the cat ", 6_000), nil,
			"cut warning sentences of more than 10,000 tokens are cut, 1 time in all"},
	} {
		t.Run(name, func(t *testing.T) {
			p := plan()
			if test.change != nil {
				test.change(&p)
			}
			d := diagnose(t, test.text, p)
			checkFindings(t, d, test.want)
		})
	}
}

// checkFindings checks that a diagnosis has the wanted finding, or none, and that its other
// fields agree with that.
func checkFindings(t *testing.T, d *doctor.Diagnosis, want string) {
	t.Helper()
	found, useless := want == "" && len(d.Findings) == 0, false
	for _, f := range d.Findings {
		code, rest, _ := strings.Cut(want, " ")
		severity, text, _ := strings.Cut(rest, " ")
		if f.Code == code && string(f.Severity) == severity && strings.Contains(f.Text, text) {
			found = true
		}
		useless = useless || f.Severity == doctor.Useless
	}
	if !found {
		t.Errorf("found %+v, want %q", d.Findings, want)
	}
	if d.OK == useless || (d.Forecast != nil) != d.OK {
		t.Errorf("OK is %v with %+v, the forecast is %v", d.OK, d.Findings, d.Forecast)
	}
}

// words returns a vocabulary of one word.
func words(t *testing.T, word string) *vocab.Vocab {
	t.Helper()
	v, err := vocab.New([]string{word}, []int64{6})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestOneReadingManyPlans checks that a corpus that was read once can be diagnosed for
// several plans, and that Diagnose changes neither the corpus nor the slices of a plan.
func TestOneReadingManyPlans(t *testing.T) {
	c, p := read(t, english), plan()
	p.Stop = []string{"the", "book", "cat"}
	q := plan()
	q.Config.MinCount = 2
	for range 2 {
		for _, test := range []struct {
			plan  doctor.Plan
			words int
		}{{p, 6}, {q, 5}} {
			d, err := c.Diagnose(t.Context(), test.plan)
			if err != nil || d.Words != test.words || d.Distinct != 9 || d.Tokens != 17 {
				t.Errorf("%v; %d words of %d, want %d of 9", err, d.Words, d.Distinct, test.words)
			}
		}
	}
	if !slices.Equal(p.Stop, []string{"the", "book", "cat"}) {
		t.Errorf("the stop words are now %q", p.Stop)
	}
}

// TestMinCounts checks that the planned minimum count is in the table, in order.
func TestMinCounts(t *testing.T) {
	p := plan()
	p.Config.MinCount = 4
	var got []int64
	for _, c := range diagnose(t, english, p).MinCounts {
		got = append(got, c.MinCount)
	}
	if want := []int64{1, 2, 3, 4, 5, 10, 20, 50, 100}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestForecast checks that ids that do not fit into memory are on disk, 4 bytes for each
// token and sentence.
func TestForecast(t *testing.T) {
	text := strings.Repeat(english, 100)
	for memory, disk := range map[int64]int64{0: 8000, 3000: 5000, 1 << 20: 0} {
		p := plan()
		p.IDsMemory = memory
		f := diagnose(t, text, p).Forecast
		if f.DiskBytes != disk || f.Epochs != 2000 || f.Workers != 1 || f.WordsPerSecond <= 0 ||
			f.MemoryBytes < 10<<20 {
			t.Errorf("with %d bytes: %+v", memory, f)
		}
		if f.Seconds < f.ReadingSeconds+f.TrainingSeconds {
			t.Errorf("the whole is less than its parts: %+v", f)
		}
	}
}

// heavy is a GloVe trainer whose run says that it holds 1 TiB.
type heavy struct{ glove.Config }

func (h heavy) Start(text *train.Text, o *train.Options) (train.Run, error) {
	run, err := h.Config.Start(text, o)
	return heavyRun{run}, err
}

type heavyRun struct{ train.Run }

func (heavyRun) HeldBytes() int64 { return 1 << 40 }

// TestForecastOfCounting: what a trainer holds for the sample, here half of the corpus, is
// extrapolated to the corpus.
func TestForecastOfCounting(t *testing.T) {
	p, c := plan(), glove.Default()
	c.Dim, c.MinCount = 2, 1
	p.Trainer = heavy{c}
	d := diagnose(t, strings.Repeat(english, 130_000), p)
	ratio := float64(d.Tokens) / float64(d.Sample.Tokens())
	if want := 1.5 * float64(1<<40) * math.Pow(ratio, c.Growth()); ratio < 1.9 || float64(d.Forecast.MemoryBytes) < want ||
		float64(d.Forecast.MemoryBytes) > want+1<<30 {
		t.Errorf("sample of 1 in %v: %d bytes, want about %.0f", ratio, d.Forecast.MemoryBytes, want)
	}
}

func TestReadError(t *testing.T) {
	if _, err := doctor.Read(t.Context(), corpus.Files([]string{"none.txt"}, input.Lines(),
		tokenize.Words())); err == nil {
		t.Error("a file that does not exist is read")
	}
	ctx, stop := context.WithCancel(t.Context())
	c := read(t, english)
	stop()
	if _, err := c.Diagnose(ctx, plan()); err == nil {
		t.Error("the forecast continues after the end of its context")
	}
}

func ExampleCorpus_Diagnose() {
	ctx := context.Background()
	text := "the cat\nthe dog\nthe cat\nthe cat\n"
	src := corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)))
	c, err := doctor.Read(ctx, src)
	if err != nil {
		panic(err)
	}
	config := word2vec.Default()
	config.MinCount = 5
	d, err := c.Diagnose(ctx, doctor.Plan{Config: config, Workers: 1, Kernel: "auto", Trial: time.Second})
	if err != nil {
		panic(err)
	}
	for _, f := range d.Findings {
		fmt.Printf("%s: %s\n", f.Severity, f.Text)
	}
	fmt.Println("worth training:", d.OK)
	// Output:
	// useless: none of the 3 words occurs --min-count 5 times; the table above shows what a lower value keeps
	// warning: 2 of 4 lines repeat an earlier line (50 %), the first at -, line 3; remove repeated lines, which get too much weight
	// worth training: false
}
