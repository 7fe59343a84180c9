"""Writes the files of this folder with gensim 4.4: python write.py, in this folder.

want.json has what gensim reads in each of them: words, vectors, counts. Times, paths and the
name of the machine, which gensim stores as events, are left out.
"""
import json
import pickle
import sys

import numpy as np
from gensim.models import FastText, KeyedVectors, Word2Vec

sentences = [["cat", "dog", "고양이", "café"], ["dog", "cat", "cat"], ["고양이", "dog", "bird"]] * 3
want = {}


def save(x, path, separately=None, limit=10 * 1024**2, protocol=4):
    """Saves as x.save does, with one event that has the version alone."""
    x.lifecycle_events = [{"event": "created", "gensim": "4.4.0"}]
    x._smart_save(path, separately, limit, frozenset(), protocol)
    kv = type(x).load(path)
    kv = getattr(kv, "wv", kv)
    want[path] = {
        "words": kv.index_to_key,
        "vectors": [[float(v) for v in row] for row in kv.vectors],
        "counts": [int(n) for n in kv.expandos.get("count", [])],
    }


def vectors(dtype=np.float32, order="C"):
    kv = KeyedVectors(3, dtype=dtype)
    kv.add_vectors(["a", "책", "c d"], [[1, -2.5, 0.5], [0.25, 3, -1], [7, 0, 1e-3]])
    kv.vectors = np.array(kv.vectors, dtype=dtype, order=order)
    return kv


model = Word2Vec(sentences, vector_size=4, min_count=1, epochs=2, workers=1, seed=3, window=2, sg=1)
model.total_train_time = 0.0
save(model, "word2vec.model")
save(model.wv, "words.kv")
save(model, "large.model", separately=["syn1neg"], limit=1)
save(model.wv, "large.kv", separately=["vectors"])
save(model.wv, "packed.kv.gz", separately=["vectors"])
hs = Word2Vec(sentences, vector_size=4, min_count=1, epochs=1, workers=1, hs=1, negative=0, cbow_mean=0)
hs.total_train_time = 0.0
save(hs, "hs.model")
fast = FastText(sentences, vector_size=4, min_count=1, epochs=1, workers=1, bucket=12, min_n=2, max_n=3)
fast.total_train_time = 0.0
save(fast.wv, "fasttext.kv")
want["fasttext.kv"]["unknown"] = {w: [float(x) for x in fast.wv[w]] for w in ["cats", "강아지"]}
for protocol in range(6):
    save(vectors(), f"protocol{protocol}.kv", protocol=protocol)
save(vectors(order="F"), "fortran.kv", protocol=5)
save(vectors(dtype=">f8"), "big.kv")
save(vectors(dtype=np.float16), "half.kv", protocol=2)

named = vectors()
named.add_vector("later", np.zeros(3, np.float32))
for word, count in zip(named.index_to_key, [5, 4, 3, 2]):
    named.set_vecattr(word, "count", count)
    named.set_vecattr(word, "note", word)  # an array of objects
save(named, "objects.kv", protocol=5)
named.vectors = named.vectors.astype(object)
with open("bad-objects.kv", "wb") as f:
    pickle.dump(named, f, 4)
numbers = KeyedVectors(1)
numbers.add_vectors([7, 8], [[1], [2]])
with open("bad-keys.kv", "wb") as f:
    pickle.dump(numbers, f, 4)
itself = vectors()
itself.itself = itself
with open("bad-cycle.kv", "wb") as f:
    pickle.dump(itself, f, 4)


def old(name, **attributes):
    """An object of a class that gensim 4 does not have, under its old name."""
    module, _, name = name.rpartition(".")
    cls = type(name, (), {"__module__": module})
    before = getattr(sys.modules[module], name, None)
    setattr(sys.modules[module], name, cls)
    replaced.append((sys.modules[module], name, before))
    x = cls()
    x.__dict__.update(attributes)
    return x


# A model as gensim 3.3 to 3.8 stored it.
replaced = []
entries = [("cat", 7), ("책", 5), ("dog", 2)]
x = old(
    "gensim.models.word2vec.Word2Vec",
    wv=old(
        "gensim.models.keyedvectors.Word2VecKeyedVectors",
        index2word=[w for w, _ in entries],
        vocab={},
        vectors=np.arange(6, dtype=np.float32).reshape(3, 2),
    ),
    vocabulary=old("gensim.models.word2vec.Word2VecVocab", min_count=2, sample=0.01, max_final_vocab=None),
    trainables=old("gensim.models.word2vec.Word2VecTrainables", seed=9, syn1neg=np.ones((3, 2), np.float32)),
    window=3,
    negative=4,
    iter=6,
    sg=0,
    hs=0,
    alpha=0.05,
    corpus_count=8,
)
vocab_class = type(old("gensim.models.keyedvectors.Vocab"))
for i, (word, count) in reversed(list(enumerate(entries))):
    v = vocab_class()
    v.__dict__.update(index=i, count=count, sample_int=0)
    x.wv.vocab[word] = v
with open("old.model", "wb") as f:
    pickle.dump(x, f, 2)
for module, name, before in reversed(replaced):
    setattr(module, name, before)
want["old.model"] = {
    "words": [w for w, _ in entries],
    "vectors": [[0, 1], [2, 3], [4, 5]],
    "counts": [n for _, n in entries],
}


class Evil:
    def __reduce__(self):
        import os

        return os.system, ("touch ran",)


evil = vectors()
evil.evil = Evil()
for protocol in range(6):
    with open(f"bad-evil{protocol}.kv", "wb") as f:
        pickle.dump(evil, f, protocol)
with open("bad-class.kv", "wb") as f:
    import fractions

    pickle.dump(fractions.Fraction(1, 3), f, 2)

with open("want.json", "w", encoding="utf-8") as f:
    json.dump(want, f, ensure_ascii=False, indent=1)
