"""Prints what other programs read in a vector file: a JSON object of words and numbers.

peer.py KIND PATH [WORD…]: text, binary, glove and fasttext are read by gensim (of
fasttext the WORDs too), npz and native by numpy. savez PATH writes an archive.
"""
import json
import struct
import sys

import numpy as np

kind, path, words = sys.argv[1], sys.argv[2], sys.argv[3:]
if kind == "savez":
    np.savez(path, vectors=np.asfortranarray(np.array([[1, 2.5], [-3, 4], [5, 6]], dtype=">f8")), words=np.array(["a", "책", "new york"]))
    sys.exit()
if kind == "npz":
    m = np.load(path)
    vectors = dict(zip(m["words"].tolist(), m["vectors"]))
elif kind == "native":
    with open(path, "rb") as f:
        header = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
        data = f.read()
    types = {"F32": "<f4", "F16": "<f2", "I8": "i1", "I64": "<i8", "I32": "<i4", "U8": "u1"}
    t = {k: np.frombuffer(data[slice(*v["data_offsets"])], types[v["dtype"]]).reshape(v["shape"]) for k, v in header.items() if k != "__metadata__"}
    rows = t["vectors"].astype(np.float32)
    if "scales" in t:
        rows = rows * t["scales"][:, None]
    text, at = t["words"].tobytes(), t["word_offsets"]
    vectors = {text[at[i]:at[i + 1]].decode(): rows[i] for i in range(len(rows))}
else:
    from gensim.models import KeyedVectors
    from gensim.models.fasttext import load_facebook_vectors

    if kind == "fasttext":
        kv = load_facebook_vectors(path)
    else:
        kv = KeyedVectors.load_word2vec_format(path, binary=kind == "binary", no_header=kind == "glove")
    vectors = {w: kv[w] for w in kv.index_to_key + words}
json.dump({w: [float(x) for x in v] for w, v in vectors.items()}, sys.stdout)
