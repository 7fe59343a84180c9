"""Validate a notebook, render it, execute it, and compare the outputs with the stored ones.

Usage: check.py NOTEBOOK PAGE. PAGE is written. w2vattn must be on PATH.
"""
import copy
import pathlib
import sys

import nbclient
import nbconvert
import nbformat

path, page = map(pathlib.Path, sys.argv[1:])
text = path.read_text(encoding="utf-8")
notebook = nbformat.reads(text, as_version=4)
nbformat.validate(notebook)
if nbformat.writes(notebook) + "\n" != text:
    sys.exit("Jupyter would write the notebook with other bytes")

page.write_text(nbconvert.HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")

executed = copy.deepcopy(notebook)
nbclient.NotebookClient(executed, timeout=300, kernel_name="python3").execute()
cells = [(old, new) for old, new in zip(notebook.cells, executed.cells) if old.cell_type == "code"]
for old, new in cells:
    if (old.outputs, old.execution_count) != (new.outputs, new.execution_count):
        sys.exit(f"cell {old.id} shows\n{new.outputs}\ninstead of\n{old.outputs}")
print(f"{len(cells)} cells executed")
