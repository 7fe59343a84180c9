// Package pickle reads Python's pickles (protocols 0 to 5) without running
// anything. A pickle is a program for a stack machine that can name any
// function of Python and call it. This package knows
//
//   - numbers, strings, bytes, lists, tuples, dictionaries and sets;
//   - the constructors of numpy's arrays, types and numbers, and of the
//     containers of the standard library;
//   - the classes that the caller allows, which become an [Object]: a name with
//     the state that the pickle gives it.
//
// Any other name is a [GlobalError], with the byte at which it stands, as soon
// as it is read. References to objects outside the pickle, extension codes and
// buffers outside the pickle are refused, and so is a value that contains
// itself.
//
// Memory grows with the bytes that were read, not with the lengths that a
// pickle claims. Long strings of bytes, such as the numbers of an array, are
// not read if the input can be read at any place: [Bytes] then says where they
// are.
//
// The opcodes are described in Lib/pickletools.py of CPython.
package pickle
