// Package korean cuts Korean text into words by morphological analysis.
//
// An eojeol is a piece of Korean text between two spaces. It is a word with its particles
// or endings: 고양이에게는 is 고양이 (cat), 에게 (to) and 는 (topic). Word vectors need the
// word, 고양이. [New] returns a tokenizer that
//
//   - normalises text first, to NFC or NFKC, so that each syllable is one character;
//     offsets still refer to the bytes of the original text;
//   - analyses whole sentences: the neighbours of 나는 decide whether it is 나 (I) with a
//     particle or 날다 (to fly) with an ending;
//   - returns verbs and adjectives in their dictionary form: 찾고, 찾아서 and 찾았다 are
//     all 찾다;
//   - drops particles, endings and symbols, unless its options keep them;
//   - finds Latin words and numbers by UAX #29, as [tokenize.Words] does; each is one
//     morpheme of the analysis.
//
// The entries and costs come from mecab-ko-dic in kagome's Korean dictionary. Each of the
// 816,283 entries has a cost, and a matrix has the costs of pairs of neighbours. The
// analysis is the sequence of entries with the least total cost (Kudo, Yamamoto and
// Matsumoto 2004, Applying Conditional Random Fields to Japanese Morphological
// Analysis, EMNLP), as in MeCab, kagome and Lucene's nori. A space before a particle or
// an ending adds to the cost. The dictionary takes 25 MB of the program and 240 MB of
// memory, 330 MB while it is loaded. It is loaded when the first text is cut.
//
// [Notice] is the licence notice of the dictionary.
package korean
