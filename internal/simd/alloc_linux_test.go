package simd

import (
	"fmt"
	"slices"
	"syscall"
	"testing"
	"unsafe"
)

// A kernelImitation handles madvise with MADV_DONTNEED as Linux does on a machine with
// pages of the given size: an address within a page is refused, a length is rounded up to
// whole pages, and all of them become zeros.
type kernelImitation struct {
	memory []float32
	page   int
	calls  int
}

func (k *kernelImitation) madvise(b []byte) error {
	k.calls++
	if address(b)%uintptr(k.page) != 0 {
		return syscall.EINVAL
	}
	first := int(address(b)-address(k.memory)) / 4
	pages := (len(b) + k.page - 1) / k.page
	clear(k.memory[first : first+pages*k.page/4])
	return nil
}

func address[T any](s []T) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(s))) }

// TestReleaseKeepsNeighbours checks that, with pages of any size, release clears the whole
// pages of its argument and nothing outside.
func TestReleaseKeepsNeighbours(t *testing.T) {
	const largest = 1 << 16
	memory := make([]float32, 7*largest/4)
	aligned := int(-address(memory)&(largest-1)+largest) / 4 // the first float of a page of any size
	for _, page := range []int{1 << 12, 1 << 14, 1 << 16} {
		for _, size := range []int{0, 1, 4096, 4099, 10_000, 16_384, 40_000} { // floats
			for _, from := range []int{aligned, aligned + 1024, aligned - 5003} {
				name := fmt.Sprintf("pages of %d bytes, floats %d to %d", page, from, from+size)
				for i := range memory {
					memory[i] = 1
				}
				k := &kernelImitation{memory: memory, page: page}
				advise(memory[from:from+size], page, k.madvise)
				if slices.Contains(memory[:from], 0) || slices.Contains(memory[from+size:], 0) {
					t.Errorf("%s: numbers outside have changed", name)
				}
				kept := size
				for _, x := range memory[from : from+size] {
					kept -= int(1 - x)
				}
				if kept > 2*page/4 {
					t.Errorf("%s: %d floats of %d are kept", name, kept, size)
				}
				if kept == size && k.calls > 0 {
					t.Errorf("%s: madvise was called in vain", name)
				}
			}
		}
	}
}

// TestReleaseTakesTheSystemsPages checks that the page size is that of the running system.
func TestReleaseTakesTheSystemsPages(t *testing.T) {
	if pageSize != syscall.Getpagesize() {
		t.Errorf("pages of %d bytes, want %d", pageSize, syscall.Getpagesize())
	}
}
