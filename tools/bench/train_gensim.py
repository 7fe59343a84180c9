"""Trains with gensim and prints one line of JSON: the words of the text, the
CPU and wall seconds of training alone.
use: OPENBLAS_NUM_THREADS=1 python3 train_gensim.py TEXT MODEL SG DIM WORKERS"""
import json
import sys
import time

from gensim.models import Word2Vec

text, out, sg, dim, workers = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
model = Word2Vec(vector_size=dim, window=5, min_count=5, negative=5, sg=sg, workers=workers, alpha=.025 if sg else .05, sample=1e-3)
model.build_vocab(corpus_file=text)
cpu, wall = time.process_time(), time.perf_counter()
model.train(corpus_file=text, total_words=model.corpus_total_words, total_examples=model.corpus_count, epochs=1)
cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
model.wv.save_word2vec_format(out, binary=True)
print(json.dumps({"words": model.corpus_total_words, "cpu": cpu, "wall": wall}))
