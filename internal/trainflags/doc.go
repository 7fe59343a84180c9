// Package trainflags holds the flags that stand for a word2vec.Config. The commands
// w2vattn and w2vattn-beam add them, so that the same flag means the same to both.
package trainflags
