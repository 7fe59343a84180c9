// Package korean cuts Korean text into words by morphological analysis.
//
// A Korean eojeol, what stands between two spaces, is a word with its particles
// and endings: 고양이에게는, "to the cat, as for it". Vectors want the word, 고양이.
// [New] makes a tokenizer that
//
//   - brings text to NFC first, so that a syllable is one character whatever
//     system typed it; offsets still speak of the bytes that were given;
//   - analyses whole sentences: which word 나는 is (I, or to fly) depends on the
//     ones beside it;
//   - gives verbs and adjectives in the form that a dictionary lists them in:
//     찾고, 찾아서 and 찾았다 are all 찾다;
//   - leaves particles, endings and symbols out, or keeps what its options say;
//   - keeps Latin words and numbers whole: they are cut by UAX #29, as
//     [tokenize.Words] does, and take part in the analysis as one morpheme.
//
// Words and costs are those of mecab-ko-dic, as kagome's dictionary for Korean
// carries them: 816,283 entries with a cost each, and a matrix of costs for each
// pair of neighbours. The analysis is the path of least total cost through all
// entries that fit (Kudo, Yamamoto and Matsumoto: Applying Conditional Random
// Fields to Japanese Morphological Analysis, EMNLP 2004), as MeCab, kagome and
// Lucene's nori find it. The dictionary takes 25 MB of the program and 240 MB of
// memory, 330 MB while it is loaded. It is loaded when the first text is cut, not before.
//
// [Notice] is the notice that comes with the dictionary.
package korean
