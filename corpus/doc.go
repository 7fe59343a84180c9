// Package corpus turns text into the sentences, counts and word numbers that a
// trainer reads.
//
// A [Source] yields sentences of tokens. [Files] reads them from files,
// directories, globs and standard input; [Lists] takes sentences that are cut
// already. Compressed files are recognised by their content, and so are UTF-16
// and EUC-KR: package corpus/input reads files and has their formats. Files are tokenized
// and counted on all cores, in batches whose order is kept, into one table of
// words, so that neither the result nor the memory of the words depends on the
// number of cores. [Count] counts a source's words, [Encode] does so and keeps every
// token as a number, in a single pass: words are numbered by first appearance
// and, once the vocabulary is chosen, [IDs.Renumber] turns those numbers into
// the vocabulary's. So a pipe can be trained on like a file. Numbers that exceed
// the memory granted go to a temporary file without a name; [IDs.Cut] and
// [IDs.Read] serve them in pieces of whole sentences to any number of goroutines.
//
// [Visit] shows a corpus's lines and sentences as it counts; package doctor looks at
// them so. Package corpus/phrases joins frequent pairs of words.
//
// Nothing is dropped in silence. A sentence longer than [MaxSentence] tokens
// is cut there and goes on as the next sentence; [Figures] counts these cuts,
// and the bytes that were no UTF-8 where these are to be replaced. Lines are
// read in pieces, so a line may be longer than memory.
package corpus
