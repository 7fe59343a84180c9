// Package eval measures word vectors: by analogies (a is to b as c is to d;
// Mikolov et al. 2013, arXiv:1301.3781) and by how well cosines agree with
// people's judgements of similarity (Spearman's rank correlation).
//
// Four choices change the result. [Default] makes those of gensim:
//
//   - the words of a question are excluded from its answers;
//   - only the first 300,000 words of the vocabulary are used;
//   - case is ignored, and of words that differ in case only the more frequent one
//     is used;
//   - questions with unknown words are skipped, and counted.
//
// An analogy counts as correct if the expected word is the first answer; the accuracy is
// the fraction of correct answers among the questions whose words are all known. The two
// tests measure different things, and both depend on the vocabulary, so compare models only
// by questions whose words all of them contain.
//
// [MeasureAnalogies] and [MeasureSimilarity] take test files, [Analogies] and
// [Similarity] the questions themselves. [MeasureSearch] compares ways to rank
// sentences, with [BM25] as the baseline.
package eval
