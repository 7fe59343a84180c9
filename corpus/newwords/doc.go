// Package newwords finds words of a Korean corpus that a dictionary does not have, such as
// 킬링타임 (killing time), which the analysis of package korean cuts into 킬링 and 타임.
//
//	counts, err := newwords.Count(ctx, texts, newwords.MaxEojeols, workers)
//	words, err := counts.Find(ctx, newwords.Default(), workers)
//	err = newwords.WriteDictionary(file, words) // for tokenize.Korean.UserWords
//
// [Count] counts the eojeol of the corpus, the units between spaces. A candidate is a left
// part of eojeol, as in the L-R graph of Kim 2017 (soynlp, github.com/lovit/soynlp), in
// which an eojeol is a word and a right part, such as a particle. Of a candidate c₁…cₙ of
// n syllables, these are computed, where f(x) is the number of eojeol that begin with x:
//
//	cohesion   (f(c₁…cₙ) / f(c₁)) ^ (1/(n−1)), the geometric mean of the probabilities
//	           P(c₁…cᵢ₊₁ | c₁…cᵢ) (Kim 2017)
//	entropy    −Σ p ln p over the next syllables, or the end of the eojeol, with
//	           probabilities p: the right branching entropy (Jin and Tanaka-Ishii 2006)
//	particles  the number of different particles that are right parts of it
//	score      cohesion · exp(entropy)
//
// [Config] has the least value of each. Candidates that the dictionary leaves whole, and
// those that it puts together by grammar, are left out: see korean.Kind. A word inside an
// eojeol, after another word, is not found there.
//
// All functions give the same results for any number of workers.
package newwords
