package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestCorpusLargerThanMemory: with --ids-memory 0 the ids of a corpus are not in memory,
// and the model is the same.
func TestCorpusLargerThanMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	dir := t.TempDir()
	const sentences, tokens = 1_500_000, 6
	var peak []int // KiB
	var models [][]byte
	for _, memory := range []string{"0", "1024"} {
		model := filepath.Join(dir, "m.safetensors")
		cmd := serving(t, dir, "train", "-", "-o", model, "--ids-memory", memory, "--tokenizer", "space", "--epochs",
			"1", "--sample", "1e-5", "--quiet")
		in, out := io.Pipe()
		cmd.Stdin = in
		go func() {
			for i := range sentences / 1000 {
				fmt.Fprint(out, strings.Repeat(fmt.Sprintf("word%d follows word%d and word%d\n", i%977, i%61, i%7),
					1000))
			}
			out.Close()
		}()
		message := new(bytes.Buffer)
		cmd.Stdout, cmd.Stderr = message, message
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		peak = append(peak, peakMemory(cmd.Process.Pid))
		if err := cmd.Wait(); err != nil {
			t.Fatalf("%v: %s", err, message)
		}
		content, err := os.ReadFile(model)
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, content)
	}
	const ids = 4 * sentences * tokens / 1024 // KiB
	t.Logf("%d MiB with the numbers in a file, %d with all %d MiB in memory", peak[0]>>10, peak[1]>>10, ids>>10)
	if peak[1]-peak[0] < ids*2/3 {
		t.Errorf("%d MiB with the numbers in a file, %d with all %d MiB in memory", peak[0]>>10, peak[1]>>10, ids>>10)
	}
	if !bytes.Equal(models[0], models[1]) {
		t.Error("the models differ")
	}
}

// peakMemory waits until a process ends and returns the largest memory, in KiB, that it
// was seen to use. The maximum that the system reports at the end cannot be used: it
// includes the memory of the process that started it.
func peakMemory(pid int) (peak int) {
	for ; ; time.Sleep(2 * time.Millisecond) {
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		_, line, found := strings.Cut(string(status), "VmHWM:")
		if !found {
			return peak
		}
		fmt.Sscan(line, &peak)
	}
}

// TestForecastOfCounts compares the memory that doctor forecasts for trainers that count
// co-occurrences with the peak of train, the median of three runs: when garbage is collected depends
// on the load of the machine, and moved the peak of one command from 185 to 233 MB.
func TestForecastOfCounts(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	dir := t.TempDir()
	var text bytes.Buffer
	random := rand.New(rand.NewPCG(1, 2))
	for range 40_000 {
		for range 20 { // as frequent as in natural text: rank r in proportion to 1/r
			fmt.Fprintf(&text, "w%d ", int(math.Pow(20_000, random.Float64())))
		}
		text.WriteByte('\n')
	}
	if err := os.WriteFile(filepath.Join(dir, "text.txt"), text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, arch := range []string{"glove", "lexvec"} {
		args := []string{"text.txt", "--epochs", "1", "--arch", arch}
		out, err := serving(t, dir, append([]string{"doctor", "--format", "json", "--quiet"}, args...)...).Output()
		if err != nil {
			t.Fatalf("%s: %v", arch, err)
		}
		var d struct {
			Forecast struct {
				Memory float64 `json:"memory_bytes"`
			}
		}
		if err := json.Unmarshal(out, &d); err != nil {
			t.Fatal(err)
		}
		var peaks []float64 // MB
		for range 3 {
			train := serving(t, dir, append([]string{"train", "-o", "m.safetensors", "--quiet"}, args...)...)
			if err := train.Start(); err != nil {
				t.Fatal(err)
			}
			peaks = append(peaks, float64(peakMemory(train.Process.Pid))*1024/1e6)
			if err := train.Wait(); err != nil {
				t.Fatalf("%s: %v", arch, err)
			}
		}
		slices.Sort(peaks)
		t.Logf("%s: %.0f MB forecast, peaks of %.0f MB", arch, d.Forecast.Memory/1e6, peaks)
		if math.Abs(d.Forecast.Memory/1e6/peaks[1]-1) > .15 {
			t.Errorf("%s: %.0f MB forecast, peaks of %.0f MB", arch, d.Forecast.Memory/1e6, peaks)
		}
	}
}
