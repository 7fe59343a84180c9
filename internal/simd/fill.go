package simd

import (
	"encoding/binary"
	"unsafe"
)

// Fill sets all numbers of dst to x, eight at a time. The compiler makes one store of
// PutUint64 on processors that allow it at any address.
func Fill(dst []int8, x int8) {
	eight := uint64(uint8(x)) * 0x0101010101010101
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(dst))), len(dst))
	for ; len(bytes) >= 8; bytes = bytes[8:] {
		binary.LittleEndian.PutUint64(bytes, eight)
	}
	for i := range bytes {
		bytes[i] = byte(x)
	}
}
