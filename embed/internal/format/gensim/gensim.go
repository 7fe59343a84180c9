// Package gensim reads the files of gensim's KeyedVectors.save, Word2Vec.save
// and FastText.save (.kv, .model), of gensim 0.12 to 4. Such a file is a pickle
// of an object and its attributes; package pickle reads it and runs nothing. Any
// class that these objects do not need is refused with its name.
//
// gensim stores an attribute that is an array of more than 10 million numbers
// beside the file, and lists it in the attribute __numpys:
//
//	x.model                      the pickle
//	x.model.syn1neg.npy          an attribute of the model
//	x.model.wv.vectors.npy       an attribute of its word vectors
//
// If the name ends with .gz or .bz2, the pickle is compressed, and the arrays
// are val.npy in archives such as x.kv.gz.vectors.npz.
//
// The attributes of word vectors that are read are, with the names that older
// versions gave them:
//
//	index_to_key, index2word, index2entity   the V words
//	vectors, syn0                            V×D numbers
//	expandos["count"], vocab[word].count     how often each word occurred
//
// and those of a model are its word vectors (wv), its output vectors (syn1neg,
// and syn1 with hierarchical softmax), and the configuration of the training,
// which becomes that of the trainer gensim.
//
// FastText's word vectors are the means of a row of vectors_vocab and the rows
// of vectors_ngrams, B×D, of the word's n-grams, as in package fasttext.
// Models with the hash function of gensim before 3.7.2 are refused.
//
// Vectors are read row by row. The words, and those arrays that are not beside
// the file and shorter than 64 KiB, are in memory, and so are the n-grams.
package gensim

import (
	"bytes"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/pickle"
)

// name is the name of the format in messages.
const name = "gensim"

// Format is a file of gensim. It is not written: gensim reads word2vec's formats, and a
// pickle can only be opened by who trusts it.
var Format = format.Format{
	Name: name, Extensions: []string{".kv", ".model"}, Compressible: true, Detect: detect, Open: open,
	ReadDoc: "yes: KeyedVectors, Word2Vec and FastText with their `.npy` files, counts, output vectors and " +
		"configuration; code in a pickle is refused",
	StreamDoc: "yes; FastText's n-grams are read whole",
	WordsDoc:  "strings; other keys are refused",
}

// detect accepts pickles of gensim's objects, and those of other objects that the
// extension or the first bytes show, because the error of reading names them.
func detect(h format.Head) format.Match {
	begin := h.Bytes[0] == 0x80 || h.Bytes[0] == 'c' || h.Bytes[0] == '('
	switch {
	case begin && bytes.Contains(h.Bytes, []byte("gensim.models")):
		return format.Certain
	case binaryPickle(h.Bytes):
		return format.Likely
	case h.Named:
		return format.Named
	}
	return format.No
}

// binaryPickle reports whether a file begins as a pickle of protocol 2 to 5: with its
// number and an opcode that can follow it.
func binaryPickle(b []byte) bool {
	return len(b) > 2 && b[0] == 0x80 && b[1] >= 2 && b[1] <= 5 && bytes.IndexByte([]byte("c(]})X\x8c\x95"), b[2]) >= 0
}

// allowed has the names that gensim's files need beside those of package pickle.
var allowed = allowedNames(map[string]pickle.Use{
	"gensim.models.word2vec Word2Vec Vocab Word2VecVocab Word2VecTrainables": pickle.Instance,
	"gensim.models.keyedvectors KeyedVectors Word2VecKeyedVectors FastTextKeyedVectors EuclideanKeyedVectors " +
		"WordEmbeddingsKeyedVectors Doc2VecKeyedVectors Vocab SimpleVocab CompatVocab": pickle.Instance,
	"gensim.models.fasttext FastText FastTextKeyedVectors FastTextVocab FastTextTrainables": pickle.Instance,
	"gensim.models.wrappers.fasttext FastText FastTextKeyedVectors":                         pickle.Instance,
	"gensim.models.doc2vec Doc2Vec Doc2VecVocab Doc2VecTrainables DocvecsArray Doctag":      pickle.Instance,
	"numpy.random __RandomState_ctor":                                                       pickle.Instance,
	"numpy.random._pickle __randomstate_ctor __bit_generator_ctor __generator_ctor":         pickle.Instance,
	"numpy.random.bit_generator __pyx_unpickle_SeedSequence":                                pickle.Instance,
	"numpy.random.bit_generator SeedSequence":                                               pickle.Name,
	"numpy.random._mt19937 MT19937":                                                         pickle.Name,
	"numpy.random._pcg64 PCG64":                                                             pickle.Name,
	"numpy float16 float32 float64":                                                         pickle.Name,
	"builtins hash":                                                                         pickle.Name,
	"gensim.utils call_on_class_only":                                                       pickle.Name,
})

// allowedNames returns the names of modules, each with its classes and functions.
func allowedNames(lists map[string]pickle.Use) map[pickle.Global]pickle.Use {
	all := map[pickle.Global]pickle.Use{}
	for list, use := range lists {
		fields := bytes.Fields([]byte(list))
		for _, f := range fields[1:] {
			all[pickle.Global{Module: string(fields[0]), Name: string(f)}] = use
		}
	}
	return all
}
