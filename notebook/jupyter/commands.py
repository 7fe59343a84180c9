import html, json, pathlib, re, shlex, subprocess, tempfile
from IPython.display import display

folder = tempfile.TemporaryDirectory()  # @Folder
verdicts = {}  # @Verdicts


def w2vattn(command, lang="@Lang"):
    """@Run"""
    run = subprocess.run(["w2vattn", *shlex.split(command), "--lang", lang],
                         cwd=folder.name, capture_output=True, encoding="utf-8")
    if run.returncode != 0:
        raise RuntimeError(run.stderr)
    return run.stdout


def write(name, lines):
    """@Write"""
    pathlib.Path(folder.name, name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def vectors(model, *words):
    """@Vectors"""
    lines = w2vattn(f"vector -m {model} --format json {shlex.join(words)}").splitlines()
    return [json.loads(line)["vector"] for line in lines]


def attend(arguments):
    """@Attend"""
    command = f"attend {arguments} --format "
    picture, text = w2vattn(command + "svg"), w2vattn(command + "text")
    display({"image/svg+xml": picture, "text/plain": text}, raw=True)
    return json.loads(w2vattn(command + "json"))
