// Package corpusflags holds the flags that say how text is read and cut into words:
// those of corpora, of tokenizers and of vocabularies. The commands w2vattn and
// w2vattn-beam add them, so that the same flag means the same to both.
//
// What cannot be used is reported as a cli.UsageError. Remarks about a corpus are
// returned as text: whether they are shown is up to the command.
package corpusflags
