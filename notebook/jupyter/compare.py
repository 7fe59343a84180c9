number = re.compile(r"-?\d+(?:\.\d+)?")


def flat(value):
    """@Flat"""
    return [x for row in value for x in flat(row)] if isinstance(value, list) else [value]


def row(tag, cells):
    """@Row"""
    texts = [html.escape(cell, quote=False).replace("], [", "],<br>[") for cell in cells]
    style = "text-align: left; word-break: keep-all"
    return "<tr>" + "".join(f'<{tag} style="{style}">{text}</{tag}>' for text in texts) + "</tr>\n"


def compare(experiment, quantities, decimals=None):
    """@Compare"""
    columns = ["@Quantity", "@Printed", "@Computed", "@Difference", "@Verdict"]
    rows = [columns]
    for name, (printed, value) in quantities.items():
        largest, agrees, computed = 0.0, True, flat(value)
        for text, x in zip(number.findall(printed), computed, strict=True):
            digits = len(text.partition(".")[2]) if decimals is None else decimals
            difference = abs(x - float(text))
            largest = max(largest, difference)
            agrees &= difference <= 0.5 * 10**-digits + 3e-7 * max(1, abs(float(text)))
        rest = iter(computed)
        ours = number.sub(lambda _: str(next(rest)), printed)
        rows.append([name, printed, ours, f"{largest:.1e}", "@Agrees" if agrees else "@Differs"])
        verdicts[experiment, name] = agrees
    table = row("th", columns) + "".join(row("td", r) for r in rows[1:])
    text = "\n".join(f"{column}: {cell}" for r in rows[1:] for column, cell in zip(columns, r))
    display({"text/html": f"<table>\n{table}</table>", "text/plain": text}, raw=True)
