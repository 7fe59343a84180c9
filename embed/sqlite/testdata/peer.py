"""Makes a vec0 table of a database with the statements of docs/sql.md, and answers the queries of
a JSON array on standard input: the word and its ten nearest words, by sqlite-vec.
use: peer.py EXTENSION FILE CREATE INSERT SELECT
Prints [[[WORD, COSINE], ...], ...]."""
import json
import sqlite3
import sys

extension, file, create, insert, select = sys.argv[1:]
db = sqlite3.connect(file)
assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
db.enable_load_extension(True)
db.load_extension(extension)
db.execute(create)
db.execute(insert)
answers = [[[word, 1 - distance] for word, distance in db.execute(select, {"word": query})] for query in json.load(sys.stdin)]
db.commit()
json.dump(answers, sys.stdout)
