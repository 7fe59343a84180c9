//go:build !linux

package atomicfile

// create returns a temporary file with a name for path.
func create(path string) (pending, error) { return createNamed(path) }
