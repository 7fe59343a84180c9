package main

// This file damages files and gives them to every reader. A reader may read a damaged
// file or refuse it with an error; it may not panic, take more memory than the limits
// below, or take longer than a moment. Files that cause such a fault are kept.

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"
)

// What one damaged file may cost. Files have at most 60 kB; a reader allocates by
// what it has read, a table and a message some times as much. A reader that believes
// a wrong length in a header would ask for gigabytes, which maxAllocation finds.
const (
	maxTime       = 20 * time.Second
	maxAllocation = 64 << 20 // bytes
)

// mutateFiles gives each reader o.count damaged files and prints a table of outcomes.
func mutateFiles(o options) error {
	samples := filepath.Join(o.dir, "samples")
	if err := makeSamples(o.program, samples); err != nil {
		return err
	}
	all, err := readers(samples)
	if err != nil {
		return err
	}
	fmt.Println("| reader | files | read | refused | faults | slowest, ms | most allocated, KiB |")
	fmt.Println("|---|--:|--:|--:|--:|--:|--:|")
	faults := 0
	for _, r := range all {
		if o.only != "" && o.only != r.name {
			continue
		}
		whole, err := os.ReadFile(filepath.Join(samples, r.file))
		if err != nil {
			return err
		}
		if err := r.read(filepath.Join(samples, r.file)); err != nil {
			return fmt.Errorf("%s: the whole file is refused: %w", r.name, err)
		}
		n, err := o.damage(r, whole)
		if err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
		faults += n
	}
	if faults > 0 {
		return fmt.Errorf("%d faults", faults)
	}
	return nil
}

// An outcome is what a reader did with one file.
type outcome struct {
	err       error
	panicked  string // the value and the stack, if it did
	took      time.Duration
	allocated uint64 // bytes in all
}

// fault returns what is wrong with an outcome, or "". A file may be read or refused.
func (o outcome) fault() string {
	switch {
	case o.panicked != "":
		return "panic: " + o.panicked
	case o.allocated > maxAllocation:
		return fmt.Sprintf("%d MiB allocated", o.allocated>>20)
	case o.err != nil && o.err.Error() == "":
		return "an error without a message"
	}
	return ""
}

// damage gives one reader its files, prints a row, and returns the number of faults.
// Files that cause one are kept in the current folder. The changes of file i depend
// on the seed and i only, so one file can be made again.
func (o options) damage(r reader, whole []byte) (faults int, err error) {
	var most outcome
	read := 0
	for i := range o.count {
		data := mutate(rand.New(rand.NewPCG(o.seed, uint64(i))), whole)
		path := filepath.Join(o.dir, r.file)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			return faults, err
		}
		// A reader that does not end cannot be stopped: the program ends, and the file stays.
		watch := time.AfterFunc(maxTime, func() {
			keep(r, o.seed, i, data, fmt.Sprintf("not ended after %v", maxTime))
			os.Exit(1)
		})
		result := try(r, path)
		watch.Stop()
		most.took, most.allocated = max(most.took, result.took), max(most.allocated, result.allocated)
		switch fault := result.fault(); {
		case fault != "":
			faults++
			keep(r, o.seed, i, data, fault)
		case result.err == nil:
			read++
		}
	}
	fmt.Printf("| %s | %d | %d | %d | %d | %.0f | %d |\n", r.name, o.count, read, o.count-read-faults, faults,
		most.took.Seconds()*1e3, most.allocated>>10)
	return faults, nil
}

// try calls the reader. TotalAlloc counts all bytes that were ever allocated, also
// those that are freed again, and so needs no garbage collection between two files. A
// panic in a goroutine of the reader cannot be recovered and ends this program.
func try(r reader, path string) (o outcome) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begin := time.Now()
	defer func() {
		if p := recover(); p != nil {
			o.panicked = fmt.Sprintf("%v\n%s", p, debug.Stack())
		}
		o.took = time.Since(begin)
		runtime.ReadMemStats(&after)
		o.allocated = after.TotalAlloc - before.TotalAlloc
	}()
	o.err = r.read(path)
	return o
}

// keep writes a file that caused a fault to the current folder, and says so.
func keep(r reader, seed uint64, i int, data []byte, fault string) {
	name := fmt.Sprintf("fault-%d-%d-%s", seed, i, r.file)
	fmt.Fprintf(os.Stderr, "%s: %s: %s\n", r.name, name, fault)
	if err := os.WriteFile(name, data, 0o600); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// mutate returns a copy of whole with one to four changes: bytes overwritten, numbers
// replaced by extreme ones, parts removed or repeated, or the end cut off.
func mutate(rng *rand.Rand, whole []byte) []byte {
	data := append([]byte(nil), whole...)
	for range 1 + rng.IntN(4) {
		if len(data) < 2 {
			return data
		}
		data = change(rng, data)
	}
	return data
}

// extreme numbers and characters that are inserted.
var inserted = []string{"-1", "0", "99999999999999999999", "NaN", "1e999", "\x00", "\n", "{", "\"", "\xff\xfe"}

// change makes one change of seven kinds: a bit is turned over, some bytes become
// random, some bytes become extreme, a piece is removed, a piece is repeated, the
// rest is cut off, or a text of inserted is put in. A piece has up to 16 bytes, the
// size of the numbers in headers.
func change(rng *rand.Rand, data []byte) []byte {
	at := rng.IntN(len(data))
	if rng.IntN(2) == 0 {
		at = rng.IntN(min(len(data), 256)) // headers are at the beginning
	}
	n := 1 + rng.IntN(min(16, len(data)-at))
	switch rng.IntN(7) {
	case 0:
		data[at] ^= 1 << rng.IntN(8)
	case 1:
		for j := range n {
			data[at+j] = byte(rng.Uint32())
		}
	case 2:
		value := []byte{0, 0x7f, 0x80, 0xff}[rng.IntN(4)]
		for j := range n {
			data[at+j] = value
		}
	case 3:
		data = append(data[:at], data[at+n:]...)
	case 4:
		data = append(data[:at+n:at+n], data[at:]...)
	case 5:
		data = data[:at]
	case 6:
		data = append(data[:at:at], append([]byte(inserted[rng.IntN(len(inserted))]), data[at:]...)...)
	}
	return data
}
