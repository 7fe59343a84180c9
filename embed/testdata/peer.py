"""Says what other programs read in vector files: each line of standard input is a JSON list

["KIND", "PATH", "WORD", …]: text, binary, glove, fasttext and saved are read by gensim (of
fasttext and saved the WORDs too), npz and native by numpy; savez writes an archive, save gensim's
own files, of models that are trained on the text WORD. nearest has the ten neighbours of each
WORD, as ids and cosines in turn; models has the paths of the files that gensim brings along.
Each line of output is a JSON object of words and numbers. The first line says whether gensim is
there.
"""
import importlib.util
import json
import struct
import sys

import numpy as np


def npz(path, _):
    m = np.load(path)
    return dict(zip(m["words"].tolist(), m["vectors"]))


def native(path, _):
    with open(path, "rb") as f:
        header = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
        data = f.read()
    types = {"F32": "<f4", "F16": "<f2", "I8": "i1", "I64": "<i8", "I32": "<i4", "U8": "u1"}
    t = {k: np.frombuffer(data[slice(*v["data_offsets"])], types[v["dtype"]]).reshape(v["shape"]) for k, v in header.items() if k != "__metadata__"}
    rows = t["vectors"].astype(np.float32)
    if "scales" in t:
        rows = rows * t["scales"][:, None]
    text, at = t["words"].tobytes(), t["word_offsets"]
    return {text[at[i]:at[i + 1]].decode(): rows[i] for i in range(len(rows))}


def savez(path, _):
    np.savez(path, vectors=np.asfortranarray(np.array([[1, 2.5], [-3, 4], [5, 6]], dtype=">f8")), words=np.array(["a", "책", "new york"]))
    return {}


def model2vec(path, _):
    """As StaticModel.from_pretrained: the tokens by number beside the rows of the tensor."""
    with open(path + "/model.safetensors", "rb") as f:
        header = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
        data = f.read()
    e = header["embeddings"]
    rows = np.frombuffer(data[slice(*e["data_offsets"])], {"F32": "<f4", "F16": "<f2", "I8": "i1"}[e["dtype"]]).reshape(e["shape"])
    with open(path + "/tokenizer.json") as f:
        vocab = json.load(f)["model"]["vocab"]
    return {w: rows[i].astype(np.float32) for w, i in vocab.items()}


def fasttext(path, words):
    from gensim.models.fasttext import load_facebook_vectors

    kv = load_facebook_vectors(path)
    return {w: kv[w] for w in kv.index_to_key + words}


def word2vec(**kind):
    def read(path, _):
        from gensim.models import KeyedVectors

        kv = KeyedVectors.load_word2vec_format(path, unicode_errors="backslashreplace", **kind)
        return {w: kv[w] for w in kv.index_to_key}

    return read


def load(path):
    """The word vectors of any file that gensim reads."""
    from gensim.models import KeyedVectors

    if path.endswith((".txt", ".bin")):
        return KeyedVectors.load_word2vec_format(path, binary=path.endswith(".bin"))
    x = KeyedVectors.load(path)
    return getattr(x, "wv", x)


def saved(path, words):
    kv = load(path)
    return {w: kv[w] for w in kv.index_to_key + words}


def nearest(path, words):
    kv = load(path)
    return {w: np.ravel([[kv.key_to_index[n], c] for n, c in kv.most_similar(w, topn=10)]) for w in words}


def save(path, corpus):
    from gensim.models import FastText, Word2Vec
    from gensim.models.word2vec import LineSentence

    common = {"sentences": LineSentence(corpus[0]), "vector_size": 20, "min_count": 2, "epochs": 20, "workers": 1}
    m = Word2Vec(**common)
    m.save(path + "/m.model")
    m.save(path + "/large.model", sep_limit=1000)
    m.wv.save(path + "/m.kv")
    m.wv.save(path + "/large.kv", sep_limit=1000)
    m.wv.save(path + "/packed.kv.gz", sep_limit=1000)
    for protocol in range(6):
        m.save(f"{path}/protocol{protocol}.model", pickle_protocol=protocol)
    f = FastText(bucket=500, **common)
    f.save(path + "/f.model")
    f.wv.save(path + "/f.kv", sep_limit=1000)
    return {}


def models(_, __):
    """The models that come with gensim's tests, of its versions from 0.12 on."""
    import glob
    import os

    import gensim.test

    found = {}
    for path in sorted(glob.glob(os.path.dirname(gensim.test.__file__) + "/test_data/**/*", recursive=True)):
        try:
            with open(path, "rb") as f:
                if b"gensim.models" in f.read(100):
                    found[path] = [len(load(path).index_to_key)]
        except Exception:
            pass  # a file of another kind, or of a version that this one cannot read
    return found


kinds = {
    "saved": saved, "nearest": nearest, "save": save, "models": models,
    "npz": npz, "native": native, "savez": savez, "model2vec": model2vec, "fasttext": fasttext,
    "text": word2vec(), "binary": word2vec(binary=True), "glove": word2vec(no_header=True),
}
print(json.dumps(importlib.util.find_spec("gensim") is not None), flush=True)
for line in sys.stdin:
    kind, path, *words = json.loads(line)
    print(json.dumps({w: [float(x) for x in v] for w, v in kinds[kind](path, words).items()}), flush=True)
