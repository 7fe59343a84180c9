// Package corpusflags defines the flags about corpora, tokenizers and vocabularies. The
// commands w2vattn and w2vattn-beam add them, so that a flag has one meaning.
//
//	Flags      all of them: how a corpus is read, tokenized and counted
//	Tokenizer  --tokenizer, --lower, --normalize and the flags of Korean
//	Words      --stop and --phrases: which tokens become words of the vocabulary
//
// Wrong usage is a cli.UsageError. Notes about a corpus are returned as text; the
// command decides whether it prints them.
package corpusflags
