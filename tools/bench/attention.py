#!/usr/bin/python3
"""Self-attention with numpy, as BenchmarkSelfAttend does it: softmax(x xᵀ/√D) x.

Prints the median of the runs in milliseconds. Set OPENBLAS_NUM_THREADS=1 for
one core."""
import sys
import time

import numpy

n, d = int(sys.argv[1]), int(sys.argv[2])
x = numpy.random.default_rng(1).standard_normal((n, d), dtype=numpy.float32)
times = []
for _ in range(15):
    begin = time.perf_counter()
    s = x @ x.T
    s *= numpy.float32(d**-0.5)
    s -= s.max(axis=1, keepdims=True)
    numpy.exp(s, out=s)
    s /= s.sum(axis=1, keepdims=True)
    s @ x
    times.append(time.perf_counter() - begin)
print(f"numpy {numpy.__version__} n={n} D={d}: {1000 * sorted(times)[len(times) // 2]:.1f} ms")
