"""Trains with gensim on sentences of a text file and saves word2vec binary.
use: OPENBLAS_CORETYPE=Prescott python3 gensim_peer.py TEXT OUT JSON-PARAMETERS"""
import json
import sys

import gensim
from gensim.models import Word2Vec
from gensim.models.word2vec import LineSentence

text, out, params = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
model = Word2Vec(LineSentence(text), workers=1, **params)
model.wv.save_word2vec_format(out, binary=True)
print(gensim.__version__)
