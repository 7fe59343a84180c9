#!/usr/bin/env python3
"""The mean vector of every line of a text with numpy, the peer of `search --index`:
words between white space, vectors of a word2vec text file; prints the seconds.

usage: means.py VECTORS.txt TEXT OUT.npy
"""
import sys
import time

import numpy

words, rows = {}, []
with open(sys.argv[1], encoding="utf-8") as file:
    next(file)
    for line in file:
        word, *numbers = line.rstrip("\n").split(" ")
        words[word] = len(rows)
        rows.append(numpy.array(numbers, dtype=numpy.float32))
vectors = numpy.stack(rows)

begin = time.perf_counter()
means, ids, ends = [], [], []


def flush():
    """Makes the means of the lines that were read."""
    starts = numpy.array([0] + ends[:-1])
    counts = numpy.maximum(1, numpy.diff([0] + ends))
    sums = numpy.add.reduceat(vectors[ids], numpy.minimum(starts, len(ids) - 1), axis=0)
    means.append((sums / counts[:, None]).astype(numpy.float32))
    ids.clear()
    ends.clear()


with open(sys.argv[2], encoding="utf-8") as file:
    for line in file:
        ids.extend(words[w] for w in line.split() if w in words)
        ends.append(len(ids))
        if len(ends) == 4096:
            flush()
if ends:
    flush()
numpy.save(sys.argv[3], numpy.concatenate(means))
print(f"{time.perf_counter() - begin:.2f} s")
