"use strict";
// Heat maps: a cursor moves from cell to cell, and a line of text names the tokens and the
// weight of its cell.
for (const map of document.querySelectorAll(".map")) {
  const figure = map.parentElement;
  const data = JSON.parse(figure.querySelector("script").textContent);
  const bytes = Uint8Array.from(atob(data.weights), c => c.charCodeAt(0));
  const weights = new Uint16Array(bytes.buffer);
  const keys = data.tokens, queries = data.queries || keys, n = queries.length, m = keys.length;
  const svg = map.querySelector("svg"), readout = figure.querySelector("output");
  const cursor = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  cursor.setAttribute("class", "cursor");
  cursor.setAttribute("width", data.cell);
  cursor.setAttribute("height", data.cell);
  let row = 0, column = 0;
  const go = (i, j, follow) => {
    row = Math.max(0, Math.min(n - 1, i));
    column = Math.max(0, Math.min(m - 1, j));
    cursor.setAttribute("x", data.x + column * data.cell);
    cursor.setAttribute("y", data.y + row * data.cell);
    if (!cursor.parentNode) svg.append(cursor);
    const w = weights[row * m + column], from = isolated(queries[row]), to = isolated(keys[column]);
    readout.textContent = w === 65535
      ? `${from} ${data.hidden} ${to}`
      : `${from} ${data.sees} ${to}: ${(w / 65534).toFixed(4)}`;
    if (follow) cursor.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  map.addEventListener("pointermove", e => {
    const at = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / at.width;
    const j = Math.floor(((e.clientX - at.left) * scale - data.x) / data.cell);
    const i = Math.floor(((e.clientY - at.top) * scale - data.y) / data.cell);
    if (i >= 0 && i < n && j >= 0 && j < m && (i !== row || j !== column || !cursor.parentNode)) go(i, j, false);
  });
  map.addEventListener("keydown", e => {
    const step = {
      ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
      Home: [0, -m], End: [0, m], PageUp: [-n, 0], PageDown: [n, 0],
    }[e.key];
    if (!step) return;
    e.preventDefault();
    if (cursor.parentNode) go(row + step[0], column + step[1], true); else go(0, 0, true);
  });
}

// isolated returns a word whose direction of writing does not change that of its neighbours.
function isolated(word) { return "\u2068" + word + "\u2069"; }

// Lines: a query that is pointed at, or has the focus, fades the lines of the others.
for (const svg of document.querySelectorAll(".lines svg")) {
  const groups = [...svg.querySelectorAll("g.lines")];
  if (groups.length < 2) continue;
  const only = id => groups.forEach(g => g.classList.toggle("faded", id !== null && g.dataset.group !== id));
  for (const text of svg.querySelectorAll("text[data-query]")) {
    text.setAttribute("tabindex", "0");
    for (const on of ["pointerenter", "focus"]) text.addEventListener(on, () => only(text.dataset.query));
    for (const off of ["pointerleave", "blur"]) text.addEventListener(off, () => only(null));
  }
}

// Steps: they are revealed one by one, and the token at the pointer or with the focus is
// highlighted in all of them. A click keeps it highlighted.
for (const worked of document.querySelectorAll(".worked")) {
  const steps = [...worked.querySelectorAll("details.step")], controls = worked.querySelector(".controls");
  const show = n => {
    steps.forEach((step, i) => step.open = i < n);
    worked.classList.toggle("one", n < steps.length);
  };
  controls.hidden = steps.length < 2;
  controls.addEventListener("click", e => {
    const action = e.target.dataset.action, shown = steps.filter(step => step.open).length;
    if (action === "hide") show(1);
    if (action === "next") {
      show(shown + 1);
      steps[Math.min(shown, steps.length - 1)].scrollIntoView({ block: "nearest" });
    }
    if (action === "all") show(steps.length);
  });
  addEventListener("beforeprint", () => show(steps.length));
  const mark = (name, token) => {
    for (const line of worked.querySelectorAll("[data-token]")) line.classList.toggle(name, line.dataset.token === token);
  };
  const tokenAt = e => e.target.closest("[data-token]")?.dataset.token ?? null;
  let locked = null;
  for (const event of ["pointerover", "focusin"]) worked.addEventListener(event, e => mark("lit", tokenAt(e) ?? locked));
  worked.addEventListener("pointerleave", () => mark("lit", locked));
  worked.addEventListener("click", e => {
    const token = tokenAt(e);
    if (token === null) return;
    locked = token === locked ? null : token;
    mark("locked", locked);
  });
  worked.addEventListener("keydown", e => {
    if (e.key === "Enter" && e.target.matches("[data-token]")) e.target.click();
  });
  steps[0]?.querySelectorAll("[data-token]").forEach(line => line.tabIndex = 0);
}
