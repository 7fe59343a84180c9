"""Computes with both libraries the vectors of words and sentences, and the words nearest to queries.
use: compare.py FOLDER, with {"words": [...], "queries": [...], "sentences": [...]} on standard input
Prints {"card": the metadata of the model card, "libraries": {"model2vec": {"vectors": ..., "sentences": ..., "nearest": [[{"word", "cosine"}, ...], ...]}, ...}}."""
import json
import sys

import numpy
from huggingface_hub import ModelCard
from model2vec import StaticModel
from sentence_transformers import SentenceTransformer

folder, given = sys.argv[1], json.load(sys.stdin)
words = given["words"]


def answer(model):
    vectors = model.encode(words)
    unit = vectors.astype(float)
    unit /= numpy.linalg.norm(unit, axis=1, keepdims=True)
    nearest = []
    for query in given["queries"]:
        cosines = unit @ unit[words.index(query)]
        best = [i for i in numpy.argsort(-cosines) if words[i] != query][:10]
        nearest.append([{"word": words[i], "cosine": cosines[i]} for i in best])
    return {"vectors": vectors.tolist(), "sentences": model.encode(given["sentences"]).tolist(), "nearest": nearest}


json.dump({
    "card": ModelCard.load(folder + "/README.md").data.to_dict(),
    "libraries": {
        "model2vec": answer(StaticModel.from_pretrained(folder)),
        "sentence-transformers": answer(SentenceTransformer(folder, device="cpu")),
    },
}, sys.stdout)
