"""spacy_vectors.py FOLDER WORDS: prints, as JSON, the vectors of all words of the spaCy pipeline in
FOLDER, and the ten neighbours of each word of the JSON list WORDS."""
import json
import sys

import numpy as np
import spacy

folder, words = sys.argv[1], json.loads(sys.argv[2])
vocab = spacy.load(folder).vocab
table = {vocab.strings[key]: [float(x) for x in vector] for key, vector in vocab.vectors.items()}
keys, _, _ = vocab.vectors.most_similar(np.array([table[w] for w in words], dtype=np.float32), n=11)
near = {w: [vocab.strings[k] for k in row if vocab.strings[k] != w][:10] for w, row in zip(words, keys)}
print(json.dumps({"vectors": table, "nearest": near}))
