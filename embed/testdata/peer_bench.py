"""Times gensim and numpy on a table that peer_bench_test.go wrote: prints medians in ms as a JSON object.

peer_bench.py BINARY TEXT
"""
import json
import os
import statistics
import sys
import time

os.environ["OPENBLAS_VERBOSE"] = "2"  # names the kernel on standard error

import numpy as np
from gensim.models import KeyedVectors


def median(times, do):
    took = []
    for i in range(times):
        begin = time.perf_counter()
        do(i)
        took.append(1e3 * (time.perf_counter() - begin))
    return statistics.median(took)


binary, text = sys.argv[1:]
kept = []


def load(path, is_binary):
    kept.clear()
    kept.append(KeyedVectors.load_word2vec_format(path, binary=is_binary))


ms = {"binary": median(3, lambda _: load(binary, True))}
kv = kept[0]
kv.fill_norms()
ms["similar"] = median(25, lambda i: kv.most_similar(kv.index_to_key[i], topn=10))
queries = kv.vectors[:256] / kv.norms[:256, None]


def batch(_):
    scores = queries @ kv.vectors.T
    scores /= kv.norms
    best = np.argpartition(scores, -10, axis=1)[:, -10:]
    np.take_along_axis(scores, best, axis=1)


ms["batch"] = median(3, batch) / len(queries)
del kv, queries
ms["text"] = median(1, lambda _: load(text, False))
json.dump(ms, sys.stdout)
