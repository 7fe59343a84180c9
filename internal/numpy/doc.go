// Package numpy reproduces, bit for bit, the parts of numpy on which the vectors of
// gensim depend: the random numbers of default_rng (PCG64) and of RandomState
// (Mersenne Twister), and the order of argsort.
//
// Sources: M. O'Neill, PCG: A Family of Simple Fast Space-Efficient
// Statistically Good Algorithms for Random Number Generation (2014), for PCG64
// XSL-RR 128/64; M. E. O'Neill's seed_seq alternative (2015) for SeedSequence;
// M. Matsumoto and T. Nishimura, Mersenne Twister (1998), for MT19937;
// D. Musser, Introspective Sorting and Selection Algorithms (1997).
package numpy
