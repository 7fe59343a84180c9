package main

// This file describes a measurement: machine, date, text, load and command. A number
// without these cannot be compared with another.

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// caption returns the lines above a table: what was measured, when, where and how.
func caption(b *bench, before, after string) string {
	cpuinfo, _ := os.ReadFile("/proc/cpuinfo") // Linux; elsewhere only the architecture is known
	return wrap(fmt.Sprintf("%s, %s. %s: %.1f M words; medians of %d turns.%s Command: `%s`.",
		time.Now().Format(time.DateOnly), machine(string(cpuinfo)), filepath.Base(b.text), float64(b.words)/1e6, b.turns,
		loads(before, after), invocation(os.Args[1:])))
}

// machine describes the processors, from the text of /proc/cpuinfo.
func machine(cpuinfo string) string {
	model, features := runtime.GOARCH, ""
	for line := range strings.Lines(cpuinfo) {
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(key) {
		case "model name":
			model = value
		case "flags":
			flags := strings.Fields(value)
			if slices.Contains(flags, "avx512f") {
				features = " with AVX-512"
			} else if slices.Contains(flags, "avx2") {
				features = " with AVX2"
			}
		}
	}
	return fmt.Sprintf("%d processors %s%s", runtime.NumCPU(), model, features)
}

// load returns the load average of the last minute, "" where it is not known.
func load() string {
	text, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// loads returns a sentence with the loads before and after the measurement.
func loads(before, after string) string {
	if before == "" {
		return ""
	}
	return fmt.Sprintf(" Load average %s before and %s after.", before, after)
}

// invocation returns the command, without the document that it writes and the folder of the text.
func invocation(args []string) string {
	words := []string{"cd tools && go run ./bench"}
	for i := 0; i < len(args); i++ {
		switch {
		case args[i] == "-write":
			i++
		case i == len(args)-1:
			words = append(words, filepath.Base(args[i]))
		case strings.Contains(args[i], " "):
			words = append(words, strconv.Quote(args[i]))
		default:
			words = append(words, args[i])
		}
	}
	return strings.Join(words, " ")
}

// wrap breaks a paragraph into lines of at most 100 columns, as in documents.
func wrap(text string) string {
	var b strings.Builder
	column := 0
	for word := range strings.FieldsSeq(text) {
		if n := len([]rune(word)); column > 0 && column+1+n > 100 {
			b.WriteString("\n")
			column = 0
		} else if column > 0 {
			b.WriteString(" ")
			column++
		}
		b.WriteString(word)
		column += len([]rune(word))
	}
	return b.String() + "\n"
}
