// Package data embeds the data of the program: a small corpus in English and in Korean
// about cats, books and a library (CC0), and the experiments of a teaching notebook that
// explains attention as finding books in a library.
package data
