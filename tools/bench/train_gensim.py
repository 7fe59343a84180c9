"""Trains with gensim.
use: OPENBLAS_NUM_THREADS=1 python3 train_gensim.py TEXT MODEL SG DIM EPOCHS WORKERS"""
import sys

from gensim.models import Word2Vec

text, out, sg, dim, epochs, workers = *sys.argv[1:3], *map(int, sys.argv[3:])
model = Word2Vec(corpus_file=text, vector_size=dim, window=5, min_count=5, negative=5, sg=sg, workers=workers,
                 epochs=epochs, alpha=.025 if sg else .05, sample=1e-3)
model.wv.save_word2vec_format(out, binary=True)
