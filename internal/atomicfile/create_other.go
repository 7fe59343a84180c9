//go:build !linux

package atomicfile

func create(path string) (pending, error) { return createNamed(path) }
