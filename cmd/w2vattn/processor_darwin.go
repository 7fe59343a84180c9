package main

import (
	"runtime"
	"syscall"
)

// processor returns the name of the processor, or its architecture if the system has no
// name for it.
func processor() string {
	if name, err := syscall.Sysctl("machdep.cpu.brand_string"); err == nil && name != "" {
		return name
	}
	return runtime.GOARCH
}
