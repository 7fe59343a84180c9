"""Encodes the sentences of a JSON array on standard input with each installed library.
use: encode.py FOLDER
Prints {"model2vec": [[...], ...], "sentence-transformers": ...}."""
import json
import sys

folder, sentences = sys.argv[1], json.load(sys.stdin)
answers = {}

from model2vec import StaticModel
answers["model2vec"] = StaticModel.from_pretrained(folder).encode(sentences).tolist()

try:
    from sentence_transformers import SentenceTransformer
except ImportError:
    print("sentence-transformers is not installed", file=sys.stderr)
else:
    answers["sentence-transformers"] = SentenceTransformer(folder, device="cpu").encode(sentences).tolist()

json.dump(answers, sys.stdout)
