package main

// This file reads the name of the processor, by which benchmarks are compared.

import (
	"os"
	"runtime"
	"strings"
)

// processor returns the name of the processor, or its architecture if the system has no
// name for it.
func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	return processorIn(string(text))
}

// processorIn returns the name in the text of /proc/cpuinfo. On arm64 that text has
// numbers of the maker and of the part instead of a name.
func processorIn(cpuinfo string) string {
	values := map[string]string{}
	for line := range strings.Lines(cpuinfo) {
		if key, value, ok := strings.Cut(line, ":"); ok {
			values[strings.TrimSpace(key)] = strings.TrimSpace(value)
		}
	}
	switch {
	case values["model name"] != "":
		return values["model name"]
	case values["CPU part"] != "":
		return "implementer " + values["CPU implementer"] + ", part " + values["CPU part"]
	}
	return runtime.GOARCH
}
