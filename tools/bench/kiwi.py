#!/usr/bin/env python3
"""How far `tokenize --tokenizer korean` agrees with kiwi (kiwipiepy from PyPI) on the content
lemmas of sentences: nouns, verbs, adjectives and adverbs in dictionary form. Each sentence is a
multiset of lemmas; precision and recall are summed over the sentences. As docs/tokenizers.md
says, a prefix, a noun and its suffix are one lemma (비공식, 가능성), without 들 and 님. What the
two programs only name differently is made equal: 하다, 스럽다 and 롭다 after a noun or a root are left
out (공부, 깨끗, 자연), 거 and 무어 are 것 and 무엇, and names of several words, which kiwi joins, are
words without their numbers (세 of 요한 2세). Words in Chinese characters are left out, as Latin ones
are: kiwi gives them no part of speech.

The second F1 counts compounds as equal: where one program has a word and the other its parts side
by side (왜소은하, 왜소 + 은하), the word is replaced by its parts. The differences are the others.

usage: kiwi.py W2VATTN TEXT [SENTENCES [SEED]]     prints F1 and the most frequent differences
"""
import collections
import json
import random
import re
import subprocess
import sys

import kiwipiepy

POS = "N,VV,VA,VX,VCN,MAG,MAJ,XR"
CONTENT = {"NNG", "NNP", "NNB", "NR", "NP", "VV", "VA", "VX", "VCN", "MAG", "MAJ", "XR"}


def sample(path, count, seed):
    """count lines of at least two words."""
    with open(path, encoding="utf-8") as file:
        lines = [" ".join(line.split()) for line in file]
    return random.Random(seed).sample([line for line in lines if " " in line], count)


HANGUL = re.compile("[ㄱ-ㅣ가-힣]")
SAME = {"거": "것", "이거": "이것", "그거": "그것", "저거": "저것", "뭐": "무엇", "무어": "무엇"}


def standard(forms):
    """The lemmas in the form in which they are compared."""
    lemmas = []
    for form in forms:
        for word in form.split():
            for suffix in ("하다", "스럽다", "롭다"):
                if word.endswith(suffix) and word not in (suffix, "새롭다", "외롭다", "괴롭다"):
                    word = word[:-len(suffix)]
                    break
            word = re.sub("[0-9]", "", word)
            if HANGUL.search(word):
                lemmas.append(SAME.get(word, word))
    return lemmas


def divided(lemmas, other):
    """lemmas with each word that other lacks, but has as parts side by side, replaced by these."""
    missing = collections.Counter(lemmas) - collections.Counter(other)
    out = []
    for lemma in lemmas:
        parts = parts_of(lemma, other) if missing[lemma] > 0 else None
        out += parts or [lemma]
    return out


def parts_of(word, lemmas):
    """The lemmas side by side that together are a word, or None."""
    for first in range(len(lemmas)):
        joined = ""
        for last in range(first, len(lemmas)):
            joined += lemmas[last]
            if joined == word and last > first:
                return lemmas[first:last + 1]
            if not word.startswith(joined):
                break
    return None


def kiwi_lemmas(tokens):
    """The content lemmas among kiwi's morphemes of a sentence."""
    lemmas, prefix, end, last = [], "", -1, ""  # end and tag of the morpheme before
    for token in tokens:
        tag, attached = token.tag.split("-")[0], token.start == end
        if tag == "XSN" and attached and token.form not in ("들", "님") and (
                last in ("NNG", "NNP", "NR", "XR") or token.form == "대" and lemmas and lemmas[-1] == "년"):
            lemmas[-1] += token.form
            tag = last
        elif tag in ("XSA", "XSV") and attached and last == "XR":
            lemmas[-1] += token.form + "다"
        elif tag in CONTENT:
            form = token.form + ("다" if tag[0] == "V" else "")
            lemmas.append(prefix + form if last == "XPN" and attached else form)
        prefix = token.form if tag == "XPN" else ""
        end, last = token.start + token.len, tag
    return standard(lemmas)


def our_lemmas(binary, lines):
    """The lemmas of the lines, one list a line."""
    out = subprocess.run([binary, "tokenize", "--tokenizer", "korean", "--pos", POS, "--format", "json"],
                         input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout
    return [standard(token["token"] for token in json.loads(line)) for line in out.splitlines()]


def main():
    binary, path = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    lines = sample(path, count, int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    peer = kiwipiepy.Kiwi()
    sums = [[0, 0, 0], [0, 0, 0]]  # both, ours, theirs: as they are, and with compounds divided
    more, less = collections.Counter(), collections.Counter()
    for line, ours in zip(lines, our_lemmas(binary, lines), strict=True):
        theirs = kiwi_lemmas(peer.tokenize(line))
        for total, (a, b) in zip(sums, ((ours, theirs), (divided(ours, theirs), divided(theirs, ours))), strict=True):
            a, b = collections.Counter(a), collections.Counter(b)
            for i, n in enumerate(((a & b).total(), a.total(), b.total())):
                total[i] += n
        more.update(a - b)
        less.update(b - a)
    for name, (both, ours, theirs) in (("as they are", sums[0]), ("compounds divided", sums[1])):
        print(f"F1 {2 * both / (ours + theirs):.4f}  precision {both / ours:.4f}  recall {both / theirs:.4f}"
              f"  {ours} and {theirs} lemmas of {count} sentences, {name}")
    for name, counter in (("only w2vattn", more), ("only kiwi", less)):
        print(f"{name}:", " ".join(f"{lemma} {n}" for lemma, n in counter.most_common(80)))


if __name__ == "__main__":
    main()
