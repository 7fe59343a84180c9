// Package embed holds word vectors: the [Table], the questions one asks of it,
// and the files it is kept in.
//
// A Table joins V words to V vectors of length D, the rows of a row-major
// float32 matrix (gonum's blas32.General). It never changes and is safe for
// concurrent use. Its questions: a word's [Table.Vector], the rows of a
// sentence ([Table.Gather]), and the words nearest to a word or a vector
// ([Table.Similar], [Table.Nearest]) by the cosine
//
//	cos(a, b) = a·b / (‖a‖ ‖b‖),     0 if one of them is the zero vector.
//
// Equal cosines are ordered by word number, so that an answer never depends on
// chance.
//
// [Open] reads a file, [Table.Save] writes one, in one of these formats:
//
//   - [Safetensors], the native one: vectors, output vectors, counts, and the
//     configuration and tokenizer that made them, with a checksum. Python reads
//     it with the safetensors package or with numpy alone.
//   - [Word2VecText] and [Word2VecBinary], which word2vec.c, gensim and wego
//     write and read.
//   - [GloVe] and [Wego], text without a first line.
//   - [FastText]'s .bin, whose [Subwords] make vectors of unknown words.
//   - [NPZ], numpy's archive; [Projector], TensorFlow's pair of files;
//     [Model2Vec], a folder, which is read but not written.
//
// A native file is mapped into memory, see [Open] and [Table]. [OpenStream] and
// [WriteStream] convert one format to another without all vectors in memory.
// Package embed/packed reads and writes compressed text.
//
// A file is written whole or not at all. What is read is checked, and memory is
// allocated in proportion to the bytes there are, never to a header's claim.
package embed
