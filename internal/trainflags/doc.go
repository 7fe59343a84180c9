// Package trainflags defines the flags of the configurations of word2vec, GloVe and LexVec. The
// commands w2vattn and w2vattn-beam add them, so that a flag has one meaning.
//
// A flag has the name of its field in JSON, with - for _, see Flag. Commands add the
// groups that they support, with the defaults in the Config, and call Settle when the
// command line is parsed:
//
//	c := word2vec.Default()
//	trainflags.AddModel(cmd, &c, "cbow", "skipgram") // writes to c when flags are parsed
//	…
//	trainflags.Settle(&c, cmd.Flags().Changed)       // defaults that depend on other flags
//	err := trainflags.UsageError(c.Validate())       // names flags, not fields
package trainflags
