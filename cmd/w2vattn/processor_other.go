//go:build !linux && !darwin

package main

import "runtime"

// processor returns the architecture: other systems have no simple way to ask for a name.
func processor() string { return runtime.GOARCH }
