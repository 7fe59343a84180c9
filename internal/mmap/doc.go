// Package mmap maps files into memory for reading. [Map] takes the same short time for
// every size of file, and the system reads only the pages that are used. On systems
// other than Unix the file is read as a whole instead.
//
// If another program truncates a mapped file, reading beyond the new end is a fault
// that ends the program. Inside [Region.Guard] the fault is returned as an error. Guard
// also delays unmapping until no call is reading.
//
// [Cast] and [Bytes] convert between bytes and numbers without copying.
package mmap
