#!/usr/bin/env python3
"""Writes the library corpus's Korean sentences as other programs would: records of
jsonl, csv and tsv with Python's json and csv modules, and text in other encodings
with its codecs. Run it in this folder."""

import csv
import json
import unicodedata

sentences = [line.rstrip("\n") for line in open("../../../data/library.ko.txt", encoding="utf-8") if line.strip()][:40]

with open("books.jsonl", "w", encoding="utf-8", newline="") as f:
    for i, s in enumerate(sentences):
        print(json.dumps({"id": i, "book": {"text": s, "tags": ["a", {"text": "not this"}]}}, ensure_ascii=i % 2 == 0), file=f)

for name, dialect in (("books.csv", csv.excel), ("books.tsv", csv.excel_tab)):
    with open(name, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, dialect)
        w.writerow(["id", "text", "note"])
        for i in range(0, len(sentences), 2):  # two sentences a record, on lines of their own
            w.writerow([i, sentences[i] + "\n" + sentences[i + 1], 'says "yes", or no'])

for name, encoding in (("cp949", "cp949"), ("utf16le", "utf-16-le"), ("utf16be", "utf-16-be"), ("bom", "utf-8-sig")):
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    with open(f"books.{name}.txt", "wb") as f:
        f.write((mark + "".join(s + "\n" for s in sentences)).encode(encoding))
with open("books.nfd.txt", "w", encoding="utf-8") as f:
    f.write(unicodedata.normalize("NFD", "".join(s + "\n" for s in sentences)))
