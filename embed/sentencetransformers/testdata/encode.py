"""Encodes the sentences of a JSON array on standard input with both libraries.
use: encode.py FOLDER
Prints {"model2vec": [[...], ...], "sentence-transformers": ...}."""
import json
import sys

folder, sentences = sys.argv[1], json.load(sys.stdin)

from model2vec import StaticModel
from sentence_transformers import SentenceTransformer

answers = {
    "model2vec": StaticModel.from_pretrained(folder).encode(sentences).tolist(),
    "sentence-transformers": SentenceTransformer(folder, device="cpu").encode(sentences).tolist(),
}
json.dump(answers, sys.stdout)
