"""Execute the Python of a page as a Jupyter notebook.

Usage: execute.py PAGE NOTEBOOK HTML. Each block of Python becomes a cell, and the text between the
blocks Markdown. Writes the executed notebook and its rendering, and prints a JSON list with what
each block shows: {"text": in plain text, "types": its media types}.
"""
import json
import pathlib
import re
import sys

import nbclient
import nbconvert
import nbformat

page, notebook_file, html_file = map(pathlib.Path, sys.argv[1:])
notebook = nbformat.v4.new_notebook()
outputs_follow = re.compile(r"\n*```text\n.*?^```$", re.S | re.M)
parts = re.split(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), flags=re.S | re.M)
for i, part in enumerate(parts):
    if i % 2:
        cell = nbformat.v4.new_code_cell(part.rstrip("\n"))
    else:
        cell = nbformat.v4.new_markdown_cell(outputs_follow.sub("", part, count=1 if i else 0).strip())
    notebook.cells.append(cell)
nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
nbformat.validate(notebook)
nbformat.write(notebook, notebook_file)
html_file.write_text(nbconvert.HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")

shown = []
for cell in notebook.cells:
    if cell.cell_type == "code":
        text = "".join(o.text if o.output_type == "stream" and o.name == "stdout" else "" for o in cell.outputs)
        shown.append({"text": text, "types": sorted(t for o in cell.outputs for t in o.get("data", {}))})
json.dump(shown, sys.stdout)
