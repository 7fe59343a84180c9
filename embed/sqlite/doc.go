// Package sqlite reads and writes tables of word vectors as SQLite databases.
//
// A program that imports this package can name the format:
//
//	import _ "github.com/w2vattn/w2vattn/embed/sqlite"
//
//	t, err := embed.Open("model.db")
//	err = t.Save("copy.sqlite")
//
// # Schema
//
//	CREATE TABLE words(id INTEGER PRIMARY KEY, word TEXT UNIQUE, count INTEGER)
//	CREATE TABLE vectors(id INTEGER PRIMARY KEY, embedding BLOB)
//	CREATE TABLE meta(key TEXT PRIMARY KEY, value)
//
// The id of a word is its index, from 0, and the same in both tables. count is
// null if counts are not known. An embedding is D float32 numbers, little-endian,
// as sqlite-vec and numpy.frombuffer read them; with Options.Normalized they have
// length 1. meta has dim (D), words (V) and normalized (0 or 1) as integers, and,
// if they are known, program, config, tokenizer and corpus as text; the last three
// are JSON.
//
// # Reading
//
// Words are read in the order of their ids. Vectors whose id is not that of a word
// are ignored. The texts of meta that [embed.Meta] has a part for become the Meta of
// the table; other keys, and a database without meta, are no error. A word without
// a vector, a null, and a column of another type are errors. Databases that another
// program has written to need the file beside them that ends with -wal.
//
// # Writing
//
// A database that exists is not replaced, since it may have other tables, unless
// Options.Overwrite is set. Vectors are streamed; the library holds pages
// of the index of words, about 40 bytes a word.
package sqlite
