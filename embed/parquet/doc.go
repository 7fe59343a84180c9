// Package parquet reads and writes tables of word vectors as Apache Parquet
// files, which DuckDB, pandas, Polars, Spark and Embedding Atlas read.
//
// A program that imports this package can name the format:
//
//	import _ "github.com/w2vattn/w2vattn/embed/parquet"
//
//	t, err := embed.Open("model.parquet")
//	err = t.Save("copy.parquet")
//
// # Columns
//
// A row is a word:
//
//	word        string           the word
//	count       int64            how often the word occurred; null if that is not known
//	vector      list<float32>    D numbers
//
// With Options.Map there are three more, for maps of words:
//
//	x, y        float64          position on the map, see below
//	neighbors   struct           the ten nearest words, the nearest first:
//	  ids       list<int64>      their rows in the file, from 0
//	  distances list<float64>    1 − cosine
//
// The map is that of the web page (serve): the first two principal components
// of the vectors, scaled to length 1, of the first 20,000 words, rounded to
// four decimals. Other words are projected onto the same two directions.
//
// WriteSentences writes rows of sentences, with the columns text, vector, file
// and line.
//
// # Reading
//
// The columns word and vector must exist; other columns than these three are
// ignored. Words may be strings or bytes; invalid UTF-8 becomes \xNN. Vectors are
// lists of float16, float32 or float64, all of the same length; a float64 is
// rounded to float32. A null in word or vector, and vectors stored as bytes, are
// errors that say what to do. Any number of row groups, and the compressions
// snappy, gzip, zstd, lz4 and brotli, can be read.
//
// # Metadata
//
// Write stores what is known of the training, the parts of [embed.Meta], as
// key-value metadata of the file:
//
//	w2vattn.program      the name and version of the program that trained the vectors
//	w2vattn.config       the configuration of the trainer, JSON
//	w2vattn.tokenizer    how the corpus was cut into words, JSON
//	w2vattn.corpus       statistics of the corpus, JSON
//
// Parts that are not known have no key. Reading returns them as the Meta of the
// table; a part that has to be JSON and is not is an error. Keys of other programs,
// such as pandas or ARROW:schema, are ignored. DuckDB lists all of them:
//
//	SELECT decode(key), decode(value) FROM parquet_kv_metadata('model.parquet')
//
// # Memory
//
// Vectors are written and read page by page. Written row groups have about
// 16 MB. A reader holds the pages of three columns, whose sizes the writer of the
// file has chosen.
package parquet
