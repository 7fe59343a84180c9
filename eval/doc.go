// Package eval measures word vectors: by analogies (a is to b as c is to d;
// Mikolov et al. 2013, arXiv:1301.3781) and by how well cosines agree with
// people's judgements of similarity (Spearman's rank correlation).
//
// Four things change the score, and gensim's choices are the defaults: the
// words of a question are no answers to it; only the first 300,000 words of
// the vocabulary are looked at; case is ignored, and of words that are equal
// then the more frequent one counts; questions with unknown words are skipped,
// and counted.
package eval
