// Package corpusflags defines the flags about corpora, tokenizers and vocabularies. The
// commands w2vattn and w2vattn-beam add them, so that a flag has one meaning.
//
//	Flags      all of them: how a corpus is read, tokenized and counted
//	Tokenizer  --tokenizer, --lower, --normalize and the flags of Korean
//	Words      --stop and --phrases: which tokens become words of the vocabulary
//
// A command defines the flags, and reads them after cobra has parsed the command line:
//
//	flags.Add(cmd)                                         // once
//	src, err := flags.Source(cmd.InOrStdin(), paths)       // resolves and checks the flags
//	statistics, notes, err := flags.Count(ctx, src, counter, &selection)
//
// The values of flags are parsed by the packages that define their meaning:
//
//	--input, --field             input.Parse, input.ByName
//	--encoding, --invalid-utf8   input.ParseEncoding, input.ParseInvalidUTF8
//	--tokenizer, --lower, …      tokenize.Config, by w2vattn.NewTokenizer
//	--phrases, --phrase-…        phrases.Config
//
// Wrong usage is a cli.UsageError, which names the flag. Errors of files are those of the
// packages that read them. Notes about a corpus are returned as text, each a line without
// its end; the command decides whether it prints them.
package corpusflags
