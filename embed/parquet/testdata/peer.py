"""Reads a Parquet file of words with pandas and DuckDB, and answers the queries of a JSON array
on standard input: the vector of each word, and its ten nearest words with their cosines.
use: peer.py FILE
Prints {"pandas": [{"vector": [...], "near": [[WORD, COSINE], ...]}, ...], "duckdb": ...,
"neighbors": [[WORD, COSINE], ...] as the column neighbors has them, or null}."""
import json
import sys

import duckdb
import numpy
import pandas

file, queries = sys.argv[1], json.load(sys.stdin)


def with_pandas():
    table = pandas.read_parquet(file)
    assert str(table["count"].dtype) == "int64", table.dtypes
    vectors = numpy.stack(table["vector"].to_list())
    assert vectors.dtype == numpy.float32, vectors.dtype
    unit = vectors.astype(float)
    unit /= numpy.linalg.norm(unit, axis=1, keepdims=True)
    rows = {word: i for i, word in enumerate(table["word"])}
    for query in queries:
        i = rows[query]
        cosines = unit @ unit[i]
        cosines[i] = -2
        best = numpy.argsort(-cosines)[:10]
        yield {"vector": vectors[i].tolist(), "near": [[table["word"][k], float(cosines[k])] for k in best]}


def with_duckdb():
    db = duckdb.connect()
    db.execute(f"CREATE TABLE w AS SELECT word, vector, count FROM '{file}'")
    types = dict(db.execute("SELECT column_name, column_type FROM (DESCRIBE w)").fetchall())
    assert types == {"word": "VARCHAR", "vector": "FLOAT[]", "count": "BIGINT"}, types
    for query in queries:
        (vector,) = db.execute("SELECT vector FROM w WHERE word = ?", [query]).fetchone()
        near = db.execute(
            "SELECT w.word, list_cosine_similarity(w.vector::DOUBLE[], q.vector::DOUBLE[]) AS cosine FROM w, w AS q "
            "WHERE q.word = ? AND w.word <> q.word ORDER BY cosine DESC LIMIT 10", [query]).fetchall()
        yield {"vector": vector, "near": [list(n) for n in near]}


def neighbors():
    table = pandas.read_parquet(file)
    if "neighbors" not in table:
        return None
    rows = {word: i for i, word in enumerate(table["word"])}
    assert str(table["x"].dtype) == str(table["y"].dtype) == "float64", table.dtypes
    found = [table["neighbors"][rows[query]] for query in queries]
    return [[[table["word"][i], 1 - d] for i, d in zip(n["ids"], n["distances"])] for n in found]


json.dump({"pandas": list(with_pandas()), "duckdb": list(with_duckdb()), "neighbors": neighbors()}, sys.stdout)
