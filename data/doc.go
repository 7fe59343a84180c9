// Package data holds what the program carries inside: a small corpus in English
// and in Korean about cats, books and a library, and the experiments of a
// teaching notebook that explains attention as finding books in a library.
package data
