package glove

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/internal/strata"
	"github.com/w2vattn/w2vattn/embed/internal/traintest"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// start returns a training on test text, whose chunks have 1,000 records.
func start(t *testing.T, c Config, o ...train.Option) *run {
	t.Helper()
	r := startOn(t, traintest.Random(300), c, o...)
	r.size = 1000
	return r
}

// startOn returns a training on sentences.
func startOn(t testing.TB, sentences corpus.Lists, c Config, o ...train.Option) *run {
	t.Helper()
	text := traintest.Encode(t, sentences, c, o...)
	r, err := c.Start(text, train.NewOptions(o...))
	if err != nil {
		t.Fatal(err)
	}
	return r.(*run)
}

// BenchmarkEpoch trains on vectors of 100 numbers, an epoch with each kernel, and reports the
// records per second of one worker.
func BenchmarkEpoch(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 4))
	var sentences corpus.Lists
	for range 10_000 {
		var s []string
		for range 20 {
			s = append(s, strconv.Itoa(int(20_000*math.Pow(random.Float64(), 4))))
		}
		sentences = append(sentences, s)
	}
	for _, k := range simd.Available() {
		b.Run(k.Name, func(b *testing.B) {
			r := startOn(b, sentences, Default(), train.Workers(1), train.Kernel(k.Name))
			epoch := 0
			for b.Loop() {
				if _, err := r.Epoch(epoch, going); err != nil {
					b.Fatal(err)
				}
				epoch++
			}
			b.ReportMetric(float64(r.records.n)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

// going continues without a pause.
func going(train.Status) error { return nil }

// TestReference trains with the formulas of the paper in float64, one record after another in
// the order of the blocks, and compares vectors, biases and loss.
func TestReference(t *testing.T) {
	c := small()
	c.Dim = 7
	r := start(t, c, train.Workers(2))
	words := r.text.Words.Len()
	// values returns numbers and accumulators of a matrix by word.
	values := func(m matrix) (x, g [][]float64) {
		snapshot := m.snapshot()
		for word := range words {
			row := snapshot.Data[word*snapshot.Stride:][:snapshot.Stride]
			x, g = append(x, floats(row[:c.Dim+1])), append(g, floats(row[c.Dim+1:]))
		}
		return x, g
	}
	w, wg := values(r.updater.words)
	x, xg := values(r.updater.contexts)
	loss := 0.
	step := func(value, accumulator *float64, derivative float64) {
		p := c.Alpha * math.Max(-100, math.Min(100, derivative))
		*value -= p / math.Sqrt(*accumulator)
		*accumulator += p * p
	}
	update := func(record record) {
		a, b := w[record.row], x[record.column]
		diff := a[c.Dim] + b[c.Dim] - float64(record.log)
		for d := range c.Dim {
			diff += a[d] * b[d]
		}
		slope := float64(record.weight) * diff
		loss += slope * diff / 2
		for d := range c.Dim {
			y, z := a[d], b[d]
			step(&a[d], &wg[record.row][d], slope*z)
			step(&b[d], &xg[record.column][d], slope*y)
		}
		step(&a[c.Dim], &wg[record.row][c.Dim], slope)
		step(&b[c.Dim], &xg[record.column][c.Dim], slope)
	}
	e := c.newEpoch(0, r.records.n, words)
	for from := 0; from < r.records.n; from += r.size {
		for round := range strata.Number {
			for i := range strata.Number {
				for at := from; at < min(from+r.size, r.records.n); at++ {
					record := r.records.at(e.order.at(at))
					if int(e.rows[record.row]) == i && int(e.columns[record.column]) == (i+round)%strata.Number {
						update(record)
					}
				}
			}
		}
	}
	if _, err := r.Epoch(0, going); err != nil {
		t.Fatal(err)
	}
	for i, want := range [][][]float64{w, x} {
		got, _ := values([]matrix{r.updater.words, r.updater.contexts}[i])
		for word := range words {
			for d := range c.Dim + 1 {
				if math.Abs(got[word][d]-want[word][d]) > 1e-4 {
					t.Fatalf("matrix %d, word %d, number %d: %v, want %v", i, word, d, got[word][d], want[word][d])
				}
			}
		}
	}
	if got, want := r.Status().Loss, loss/float64(r.records.n); math.Abs(got-want) > 1e-5*want {
		t.Errorf("loss %v, want %v", got, want)
	}
}

// floats converts numbers to float64.
func floats(x []float32) []float64 {
	var y []float64
	for _, v := range x {
		y = append(y, float64(v))
	}
	return y
}

// equal reports whether two runs have the same parameters.
func equal(a, b *run) bool {
	return slices.Equal(a.updater.words.data, b.updater.words.data) &&
		slices.Equal(a.updater.contexts.data, b.updater.contexts.data) && a.at.Loss == b.at.Loss
}

// TestSameForAllWorkersAndKernels: neither changes a bit.
func TestSameForAllWorkersAndKernels(t *testing.T) {
	for _, solver := range []Solver{AdaGrad, SGD} {
		c := small()
		c.Dim, c.Solver = 20, solver
		sameForAll(t, c)
	}
}

// sameForAll is TestSameForAllWorkersAndKernels with a configuration.
func sameForAll(t *testing.T, c Config) {
	t.Helper()
	want := start(t, c, train.Workers(1), train.Kernel("generic"))
	if _, err := want.Epoch(0, going); err != nil {
		t.Fatal(err)
	}
	for _, k := range simd.Available() {
		for workers := 1; workers <= 4; workers++ {
			got := start(t, c, train.Workers(workers), train.Kernel(k.Name))
			if _, err := got.Epoch(0, going); err != nil {
				t.Fatal(err)
			}
			if !equal(got, want) {
				t.Errorf("%v, %d workers, %s: other bits", c.Solver, workers, k.Name)
			}
		}
	}
}

// TestResume stops in the middle of an epoch, stores the state in a file and continues.
func TestResume(t *testing.T) {
	for _, solver := range []Solver{AdaGrad, SGD} {
		c := small()
		c.Solver = solver
		t.Run(solver.String(), func(t *testing.T) { checkResume(t, c) })
	}
}

// checkResume is TestResume with a configuration.
func checkResume(t *testing.T, c Config) {
	whole := start(t, c)
	for epoch := range 2 {
		if _, err := whole.Epoch(epoch, going); err != nil {
			t.Fatal(err)
		}
	}
	stopped, stop := start(t, c), errors.New("stop")
	if _, err := stopped.Epoch(0, going); err != nil {
		t.Fatal(err)
	}
	if _, err := stopped.Epoch(1, func(train.Status) error {
		if stopped.at.Chunk == 3 {
			return stop
		}
		return nil
	}); !errors.Is(err, stop) {
		t.Fatal(err)
	}
	table, err := embed.New(stopped.text.Words, stopped.Result(false).Inputs)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "checkpoint.safetensors")
	if err := embed.WriteFile(path, embed.Safetensors,
		&embed.File{Table: table, Matrices: stopped.Snapshot()}); err != nil {
		t.Fatal(err)
	}
	state, err := json.Marshal(stopped.State(1))
	if err != nil {
		t.Fatal(err)
	}
	file, err := embed.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	resumed := start(t, c, train.Workers(3))
	if err := resumed.Restore(1, state, file); err != nil {
		t.Fatal(err)
	}
	if _, err := resumed.Epoch(1, going); err != nil {
		t.Fatal(err)
	}
	if !equal(resumed, whole) {
		t.Error("a resumed training has other bits")
	}
	for name, bad := range map[string]string{"records": `{"chunk":0,"records_sum":"x"}`,
		"chunk": `{"chunk":1000,"records_sum":"` + resumed.recordsSum() + `"}`, "json": `7`} {
		if err := resumed.Restore(1, []byte(bad), file); err == nil {
			t.Errorf("%s: restored", name)
		}
	}
	delete(file.Matrices, wordState)
	if err := resumed.Restore(1, state, file); err == nil {
		t.Error("restored without a matrix")
	}
}

// TestRate: the learning rate of SGD falls linearly from η over the chunks of all epochs, and does
// not start again in an epoch; that of AdaGrad stays.
func TestRate(t *testing.T) {
	for _, solver := range []Solver{AdaGrad, SGD} {
		c := small()
		c.Solver, c.Epochs = solver, 2
		r := start(t, c)
		var rates []float64
		for epoch := range c.Epochs + 1 { // one more, as for a forecast
			if _, err := r.Epoch(epoch, func(train.Status) error {
				rates = append(rates, float64(r.updater.rate))
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		chunks := (r.records.n + r.size - 1) / r.size
		for i, rate := range rates {
			want := c.Alpha
			if solver == SGD {
				want *= max(0, 1-(float64(i/chunks)+float64(i%chunks*r.size)/float64(r.records.n))/2)
			}
			if math.Abs(rate-want) > 1e-8 {
				t.Errorf("%v, chunk %d of %d: the rate is %v, want %v", solver, i, len(rates), rate, want)
			}
		}
		if s := r.Status(); len(rates) != 3*chunks || solver == SGD && s.Alpha != 0 {
			t.Errorf("%v: %d rates of %d chunks, at the end %v", solver, len(rates), chunks, s.Alpha)
		}
	}
}

// TestVectors: the choices of Config.Vectors.
func TestVectors(t *testing.T) {
	c := small()
	results := map[string]train.Result{}
	for _, c.Vectors = range VectorChoices() {
		r := start(t, c)
		if _, err := r.Epoch(0, going); err != nil {
			t.Fatal(err)
		}
		results[c.Vectors] = r.Result(true)
	}
	both := results[Both]
	w, x := both.Matrices[wordsName].Data, both.Matrices[contextsName].Data
	for i, y := range both.Inputs.Data {
		if y != w[i]+x[i] {
			t.Fatalf("number %d is %v, not %v + %v", i, y, w[i], x[i])
		}
	}
	if !slices.Equal(results[Sum].Inputs.Data, both.Inputs.Data) || !slices.Equal(results[Word].Inputs.Data, w) {
		t.Error("sum or word has other vectors than both")
	}
	for name, r := range results {
		biases := r.Matrices[biasesName]
		if biases.Cols != 2 || biases.Rows != r.Inputs.Rows || biases.Data[0] == biases.Data[1] {
			t.Errorf("%s: biases %d×%d", name, biases.Rows, biases.Cols)
		}
		if want := map[string]int{Sum: 1, Word: 1, Both: 3}[name]; len(r.Matrices) != want {
			t.Errorf("%s: %d matrices", name, len(r.Matrices))
		}
	}
}
