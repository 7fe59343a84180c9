package mmap

import "unsafe"

// A Number has the same bytes in memory as in a file, little-endian, where the
// machine is.
type Number interface{ ~int32 | ~int64 | ~float32 }

// Cast shows bytes as numbers, without copying them. It returns false where that
// cannot be done: on a big-endian machine, or if the bytes do not begin at a
// multiple of a number's size.
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

// Bytes shows numbers as the bytes that they have in a file, without copying them.
// It returns false on a big-endian machine.
func Bytes[T Number](x []T) ([]byte, bool) {
	if !littleEndian {
		return nil, false
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(x))), len(x)*int(unsafe.Sizeof(*new(T)))), true
}

var littleEndian = func() bool {
	x := uint16(1)
	return *(*byte)(unsafe.Pointer(&x)) == 1
}()

func address(b []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(b))) }
