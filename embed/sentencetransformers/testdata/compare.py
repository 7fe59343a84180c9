"""Computes with both libraries the vectors of words and sentences, and the words nearest to queries.

Reads [{"folder": F, "words": [...], "queries": [...], "sentences": [...]}, ...] from standard input.
Prints for each folder {"card": the metadata of the model card, "libraries": {"model2vec": {"vectors": ...,
"sentences": ..., "nearest": [[{"word", "cosine"}, ...], ...]}, "sentence-transformers": ...}}.
"""
import json
import sys

import numpy
from huggingface_hub import ModelCard
from model2vec import StaticModel
from sentence_transformers import SentenceTransformer


def answer(model, request):
    words = request["words"]
    vectors = model.encode(words)
    unit = vectors.astype(float)
    unit /= numpy.linalg.norm(unit, axis=1, keepdims=True)
    nearest = []
    for query in request["queries"]:
        cosines = unit @ unit[words.index(query)]
        best = [i for i in numpy.argsort(-cosines) if words[i] != query][:10]
        nearest.append([{"word": words[i], "cosine": cosines[i]} for i in best])
    sentences = model.encode(request["sentences"])
    return {"vectors": vectors.tolist(), "sentences": sentences.tolist(), "nearest": nearest}


json.dump([{
    "card": ModelCard.load(request["folder"] + "/README.md").data.to_dict(),
    "libraries": {
        "model2vec": answer(StaticModel.from_pretrained(request["folder"]), request),
        "sentence-transformers": answer(SentenceTransformer(request["folder"], device="cpu"), request),
    },
} for request in json.load(sys.stdin)], sys.stdout)
