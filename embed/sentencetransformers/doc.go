// Package sentencetransformers writes a table of word vectors as a folder that
// two Python libraries load:
//
//	SentenceTransformer("DIR")            # sentence-transformers
//	StaticModel.from_pretrained("DIR")    # model2vec
//
// The vector of a sentence is in both the mean of the vectors of its tokens,
// as with attention without temperature. The folder has these files:
//
//	model.safetensors   embeddings, (V+1)×D float32; row 0 is that of unknown tokens: zeros
//	                    weights, V+1 float64, if Options.SIF is not 0
//	tokenizer.json      the tokens, and how text is cut into them (Hugging Face tokenizers)
//	config.json         model2vec's configuration: vectors of sentences are not normalised
//	modules.json        sentence-transformers' list of modules: one StaticEmbedding
//	README.md           a model card
//
// sentence-transformers counts unknown tokens, so its mean is shorter by the
// share of known ones and has the same direction; model2vec leaves them out.
//
// # Tokenizers
//
// Text is cut in Python by rules that tokenizer.json describes. They are those
// of [tokenize.SpaceName] and, as a regular expression, those of
// [tokenize.WordsName]. The expression covers the word boundaries of UAX #29
// (Unicode 15) except those inside Hebrew words with quotation marks, and those
// between Katakana, an underscore and other letters. Morphemes, stems without
// particles and joined phrases cannot be described there: Write returns a
// [TokenizerError], unless the text is cut by this module before and only
// joined by spaces (Options.Pretokenized).
package sentencetransformers
