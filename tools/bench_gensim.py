"""Prints gensim's training speed on a text file in thousands of words a second.
use: OPENBLAS_NUM_THREADS=1 python3 bench_gensim.py TEXT"""
import sys
import time

from gensim.models import Word2Vec

model = Word2Vec(vector_size=100, window=5, min_count=5, negative=5, workers=1, alpha=.05, sample=1e-3)
model.build_vocab(corpus_file=sys.argv[1])
begin = time.process_time()
model.train(corpus_file=sys.argv[1], total_words=model.corpus_total_words, total_examples=model.corpus_count, epochs=1)
print(model.corpus_total_words / (time.process_time() - begin) / 1e3)
