// Package mmap shows files as memory: [Map] takes the same short time whatever
// a file's size, and only what is looked at is read. Where the system has no
// such thing, or this package does not know it, the file is read instead.
//
// Memory that is a file fails where the file does: if another program makes it
// shorter, looking at what is gone is a fault that ends the program. Inside
// [Region.Guard] it is an error. Guard also sees to it that nothing is unmapped
// while it is looked at.
//
// The package also shows bytes as numbers without copying them.
package mmap
