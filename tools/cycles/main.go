// Cycles estimates how many processor cycles the kernels take for a block of training, for
// processors that are not at hand:
//
//	cd tools && go run ./cycles
//
// It runs BenchmarkBlock of internal/simd in an emulator (qemu-user), which records each
// instruction that a kernel executes, and passes these to llvm-mca, which simulates the
// pipelines of a processor. The simulation knows no caches and no wrong predictions of
// jumps: it is a lower bound, good for comparisons. llvm-mca has models of Neoverse
// from version 17 on (Debian: llvm-19).
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A target is a set of kernels and the processors that are simulated.
type target struct {
	arch, emulator, kernel, triple string
	processors                     []string
}

// targets are the kernels that are compiled in and the processors of which llvm-mca
// has models.
var targets = []target{
	{"amd64", "qemu-x86_64", "AVX2", "x86_64", []string{"znver3"}},
	{"arm64", "qemu-aarch64", "NEON", "aarch64", []string{"neoverse-n1", "neoverse-v1", "neoverse-n2", "neoverse-v2"}},
}

// steps are the kernels of a block.
var steps = []string{"score", "coefficients", "apply"}

// The block of BenchmarkBlock: rows, shared negatives and dimension. They are the
// defaults of training.
const (
	rows      = 8
	negatives = 16
	dim       = 100
)

// main prints the table, or an error and exit code 1.
func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal("cycles: ", err)
	}
}

// run makes the traces in a temporary folder and prints a row for each processor.
func run() error {
	mca, objdump, err := tools()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "cycles")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("Cycles for a block of %d rows and %d negatives at dim %d, by %s\n\n", rows, negatives, dim, filepath.Base(mca))
	fmt.Printf("%-12s %-7s %8s %12s %8s %8s\n", "processor", "kernels", steps[0], steps[1], steps[2], "all")
	for _, t := range targets {
		if err := t.print(dir, mca, objdump); err != nil {
			return fmt.Errorf("%s: %w", t.kernel, err)
		}
	}
	return nil
}

// print prints the cycles of all processors of a target.
func (t target) print(dir, mca, objdump string) error {
	var traces []string
	for _, step := range steps {
		trace, err := t.trace(dir, step, objdump)
		if err != nil {
			return fmt.Errorf("%s: %w", step, err)
		}
		traces = append(traces, trace)
	}
	for _, processor := range t.processors {
		var cycles [3]int
		for i, trace := range traces {
			var err error
			if cycles[i], err = simulate(mca, t.triple, processor, trace); err != nil {
				return err
			}
		}
		fmt.Printf("%-12s %-7s %8d %12d %8d %8d\n", processor, t.kernel, cycles[0], cycles[1], cycles[2],
			cycles[0]+cycles[1]+cycles[2])
	}
	return nil
}

// tools returns the paths of llvm-mca and llvm-objdump, of the newest version that there is.
func tools() (mca, objdump string, err error) {
	for _, suffix := range []string{"-21", "-20", "-19", "-18", "-17", ""} {
		if mca, err = exec.LookPath("llvm-mca" + suffix); err == nil {
			objdump, err = exec.LookPath("llvm-objdump" + suffix)
			return mca, objdump, err
		}
	}
	return "", "", errors.New("there is no llvm-mca (Debian: llvm-19)")
}

// trace returns the instructions that a kernel executes for a block, one a line.
func (t target) trace(dir, step, objdump string) (string, error) {
	program := filepath.Join(dir, t.arch)
	if err := t.build(program); err != nil {
		return "", err
	}
	symbols, err := output(exec.Command("go", "tool", "nm", "-size", program))
	if err != nil {
		return "", err
	}
	begin, end, err := addresses(symbols, "simd."+step+t.kernel+".abi0")
	if err != nil {
		return "", err
	}
	text, err := output(exec.Command(objdump, "-d", "--no-show-raw-insn", fmt.Sprintf("--start-address=%d", begin),
		fmt.Sprintf("--stop-address=%d", end), program))
	if err != nil {
		return "", err
	}
	record := filepath.Join(dir, "trace")
	bench := fmt.Sprintf("Block/%dx%d/%s/%s$", rows, negatives, step, strings.ToLower(t.kernel))
	if _, err := output(exec.Command(t.emulator, "-cpu", "max", "-singlestep", "-d", "exec,nochain", "-D", record,
		"-dfilter", fmt.Sprintf("%#x+%#x", begin, end-begin), program, "-test.run=^$", "-test.bench="+bench,
		"-test.benchtime=1x")); err != nil {
		return "", err
	}
	recorded, err := os.ReadFile(record)
	if err != nil {
		return "", err
	}
	return lastCall(recorded, begin, instructions(text))
}

// build builds the test program.
func (t target) build(program string) error {
	if _, err := os.Stat(program); err == nil {
		return nil
	}
	cmd := exec.Command("go", "test", "-c", "-o", program, "./internal/simd")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH="+t.arch, "CGO_ENABLED=0")
	_, err := output(cmd)
	return err
}

// simulate returns the number of cycles in which a processor executes a trace.
func simulate(mca, triple, processor, trace string) (int, error) {
	cmd := exec.Command(mca, "-mtriple="+triple, "-mcpu="+processor, "-iterations=1", "-resource-pressure=false",
		"-instruction-info=false")
	cmd.Stdin = strings.NewReader(trace)
	report, err := output(cmd)
	if err != nil {
		return 0, err
	}
	lines := bufio.NewScanner(bytes.NewReader(report))
	for lines.Scan() {
		var cycles int
		if _, err := fmt.Sscanf(lines.Text(), "Total Cycles: %d", &cycles); err == nil {
			return cycles, nil
		}
	}
	return 0, fmt.Errorf("llvm-mca for %s reports no cycles", processor)
}

// output runs a command and returns its standard output; an error has its standard error.
func output(cmd *exec.Cmd) ([]byte, error) {
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", filepath.Base(cmd.Path), err, strings.TrimSpace(stderr.String()))
	}
	return out, nil
}
