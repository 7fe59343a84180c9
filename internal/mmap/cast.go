package mmap

// This file views bytes as numbers without a copy, where the machine stores numbers
// as the file does.

import "unsafe"

// A Number is a type whose values have the same bytes in the memory of a little-endian
// machine as in a file.
type Number interface{ ~int32 | ~int64 | ~float32 }

// Cast returns bytes as numbers, in the same memory; bytes after the last whole number
// are left out. It returns false if that is not possible: on a big-endian machine, or if
// the address of b is not a multiple of the size of a number.
func Cast[T Number](b []byte) ([]T, bool) {
	var x T
	size := int(unsafe.Sizeof(x))
	if len(b)/size == 0 {
		return nil, true
	}
	if !littleEndian || address(b)%uintptr(size) != 0 {
		return nil, false
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/size), true
}

// Bytes returns numbers as the bytes that they have in a file, in the same memory. It
// returns false on a big-endian machine.
func Bytes[T Number](x []T) ([]byte, bool) {
	if !littleEndian {
		return nil, false
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(x))), len(x)*int(unsafe.Sizeof(*new(T)))), true
}

// littleEndian is whether the machine stores the low byte of a number first.
var littleEndian = func() bool {
	x := uint16(1)
	return *(*byte)(unsafe.Pointer(&x)) == 1
}()

// address returns the address of the first byte of b.
func address(b []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(b))) }
