// Package corpus turns text into the sentences, word counts and ids that a trainer
// reads.
//
// A [Source] yields sentences of tokens. [Files] reads them from files, folders, glob
// patterns and standard input; [FromReader] and [FromFS] from a reader and an fs.FS;
// [Lists] holds sentences that are already tokenized. Package corpus/input reads the
// files: it has their formats, encodings and compression.
//
// [Count] counts the words of a source. [Encode] counts them and stores every token as an id,
// in one pass, so that a pipe can be trained on like a file. Words get ascending ids in the
// order in which they first appear; once the vocabulary is chosen, [IDs.Renumber] replaces
// these ids by those of the vocabulary. The caller of Encode limits the memory of the ids;
// those that exceed it are stored in a temporary file. [IDs.Cut] divides the corpus into ranges
// of whole sentences, and several goroutines can read ranges with [IDs.Read] at once. [Visit]
// calls functions for passages (sentences, or parts of long ones) and for sentences while it
// counts. Package corpus/phrases joins frequent pairs of words.
//
// Files are tokenized and counted on up to 16 cores, in batches whose order is kept:
//
//	reader ──batches of 256 KiB──► workers ──batches in order──► collector
//
// The reader decompresses the files, converts them to UTF-8, and divides the text into
// passages: sentences, or parts of long ones. Workers tokenize and count. The collector assigns
// ids, makes sentences and calls Sentence of a [Visitor]; the reader calls its Passage. The
// result does not depend on the number of cores. Workers share one table of the words; each has
// counts of its own, 8 bytes for each word.
//
// What is cut, replaced or left out is counted. A sentence longer than [MaxSentence] tokens is
// cut there and continues as the next sentence. [Statistics] counts these cuts, and the bytes
// that were replaced because they were not UTF-8. [FileSource.Findings] counts the records, of
// JSON lines or CSV for example, that do not have the field that holds the text. Lines are read
// in parts, so a line may be longer than memory.
package corpus
