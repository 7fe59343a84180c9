// Package embed holds embedding tables: words with their vectors, searches
// among them, and the files that store them.
//
// A [Table] has V words, each with a vector of length D. The vectors are the
// rows of a V×D float32 matrix in row-major order (gonum's blas32.General). A
// table is immutable and safe for concurrent use. [Table.Vector] returns the
// vector of a word, [Table.Gather] those of a sentence, and [Table.Similar] and
// [Table.Nearest] the words nearest to a word or a vector by the cosine
//
//	cos(a, b) = a·b / (‖a‖ ‖b‖),     0 if one of them is the zero vector.
//
// Searches are exact, and equal cosines are ordered by word id. So a result does not depend on
// the machine, on the number of processors, or on the other requests of a call of
// [Table.NearestBatch]. [Table.Find] combines several words in one query (analogies),
// [Table.NearestBatch] answers many requests in one pass, and [Table.WithInt8] makes a copy
// that is searched faster. A [Lookup] finds words as people write them and applies a [Policy]
// to out-of-vocabulary words.
//
// [Open] reads a file and [Table.Save] writes one, in one of these formats:
//
//   - [Safetensors], the native format: vectors, output vectors, counts, and the
//     configuration, tokenizer and corpus statistics of the training, with a checksum.
//     Python reads it with the safetensors package or with numpy alone.
//   - [Word2VecText] and [Word2VecBinary], which word2vec.c, gensim and wego write and
//     read.
//   - [GloVe] and [Wego], text without a header.
//   - [FastText], fastText's .bin, whose [Subwords] make vectors for unknown words.
//   - [NPZ], numpy's archive; [Projector], TensorFlow's pair of files; [Model2Vec], a
//     folder, which is read but not written.
//   - [Gensim], what gensim's KeyedVectors, Word2Vec and FastText save, which is read but
//     not written. Such a file is a pickle. Nothing of it is run; a file that names
//     a Python class or function other than those that store vectors is refused with a
//     [PickleError].
//
// [Formats] lists them all. Each is a package in embed/internal/format.
//
// Open maps a native file into memory, so that opening takes a millisecond at
// any size. [OpenStream] and [WriteStream] convert one format to another
// without all vectors in memory, and [Stream.Quantize] rounds them to 2 bytes
// or 1 byte for each number. Package embed/packed reads and writes compressed
// files.
//
// Read the vectors of another program, find the words nearest to one, and write
// a native file:
//
//	table, err := embed.Open("GoogleNews-vectors-negative300.bin")
//	near, err := table.Similar("king", 10)
//	err = table.Save("news.safetensors")
//
// Find an analogy, king − man + woman, with an error that names similar
// spellings if a word is unknown:
//
//	lookup := embed.Lookup{Table: table, Fold: strings.ToLower}
//	ids, err := lookup.IDs(ctx, []string{"king", "woman", "man"})
//	query := embed.Query{Plus: ids[:2], Minus: ids[2:]}
//	near, err = table.Find(ctx, query, 10)
//
// Convert a file row by row, with 1 byte for each number:
//
//	stream, err := embed.OpenStream("news.safetensors")
//	defer stream.Close()
//	small, err := stream.Quantize(embed.QuantizeInt8)
//	err = embed.WriteStream("small.safetensors", embed.Safetensors, small)
//
// A file is written whole or not at all. Files are checked when they are read,
// and memory is allocated in proportion to the bytes that were read, not to the
// sizes that a header claims. Errors name the file, the format, and the line,
// byte or word.
package embed
