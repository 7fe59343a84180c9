// Package korean cuts Korean text into words by morphological analysis.
//
// A Korean eojeol, the text between two spaces, is a word with its particles and
// endings: 고양이에게는, "to the cat, as for it". Word vectors need the word, 고양이.
// [New] returns a tokenizer that
//
//   - normalises text to NFC first, so that each syllable is one character; offsets
//     still refer to the bytes of the original text;
//   - analyses whole sentences: which word 나는 is (I, or to fly) depends on its
//     neighbours;
//   - returns verbs and adjectives in their dictionary form: 찾고, 찾아서 and 찾았다 are
//     all 찾다;
//   - drops particles, endings and symbols, unless its options keep them;
//   - keeps Latin words and numbers whole: they are cut by UAX #29, as in
//     [tokenize.Words], and are one morpheme of the analysis each.
//
// Entries and costs are those of mecab-ko-dic in kagome's Korean dictionary: 816,283
// entries with a cost each, and a matrix of costs for each pair of neighbours. The
// analysis is the sequence of entries with the least total cost (Kudo, Yamamoto and
// Matsumoto 2004, Applying Conditional Random Fields to Japanese Morphological
// Analysis, EMNLP), as in MeCab, kagome and Lucene's nori; a space before a
// particle or an ending costs more. The dictionary takes 25 MB of the program and 240 MB of memory, 330 MB while
// it is loaded. It is loaded when the first text is cut.
//
// [Notice] is the licence notice of the dictionary.
package korean
