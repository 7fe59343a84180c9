"""Says what other programs read in vector files: each line of standard input is a JSON list

["KIND", "PATH", "WORD", …]: text, binary, glove and fasttext are read by gensim (of fasttext
the WORDs too), npz and native by numpy; savez writes an archive. Each line of output is a
JSON object of words and numbers. The first line says whether gensim is there.
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


kinds = {
    "npz": npz, "native": native, "savez": savez, "model2vec": model2vec, "fasttext": fasttext,
    "text": word2vec(), "binary": word2vec(binary=True), "glove": word2vec(no_header=True),
}
print(json.dumps(importlib.util.find_spec("gensim") is not None), flush=True)
for line in sys.stdin:
    kind, path, *words = json.loads(line)
    print(json.dumps({w: [float(x) for x in v] for w, v in kinds[kind](path, words).items()}), flush=True)
