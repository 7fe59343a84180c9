"""Writes the words and vectors of a JSON object on standard input as Parquet files, in the ways
that pandas, pyarrow, DuckDB and Polars programs do.
use: write.py FOLDER < {"words": [...], "vectors": [[...], ...], "counts": [...]}"""
import json
import sys

import duckdb
import numpy
import pandas
import pyarrow
import pyarrow.parquet

folder, given = sys.argv[1], json.load(sys.stdin)
words, counts = given["words"], given["counts"]
vectors = [numpy.array(v, "float32") for v in given["vectors"]]
d = len(vectors[0])
table = pandas.DataFrame({"word": words, "count": counts, "vector": vectors})
table.to_parquet(f"{folder}/pandas.parquet")
table.to_parquet(f"{folder}/zstd.parquet", compression="zstd", index=False, row_group_size=3)
doubles = table.assign(vector=[v.astype("float64") for v in vectors])
doubles.to_parquet(f"{folder}/doubles.parquet")


def write(name, vector, **options):
    columns = {"word": pyarrow.array(words), "count": pyarrow.array(counts, pyarrow.int32()), "vector": vector}
    pyarrow.parquet.write_table(pyarrow.table(columns), f"{folder}/{name}.parquet", **options)


flat = pyarrow.array(numpy.concatenate(vectors))
write("fixed", pyarrow.FixedSizeListArray.from_arrays(flat, d), compression="gzip", data_page_version="2.0")
write("plain", pyarrow.array(given["vectors"], pyarrow.large_list(pyarrow.float32())), use_dictionary=False,
      compression="brotli", data_page_size=100)
write("halves", pyarrow.array([v.astype("float16") for v in vectors], pyarrow.list_(pyarrow.float16())),
      compression="lz4")
write("split", pyarrow.array(given["vectors"], pyarrow.list_(pyarrow.float32())), compression="none",
      use_byte_stream_split=["vector.list.element"], use_dictionary=["word"])
duckdb.connect().execute(f"COPY (SELECT * FROM '{folder}/fixed.parquet') TO '{folder}/duckdb.parquet' (FORMAT parquet)")
