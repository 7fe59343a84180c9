// Heat maps of self-attention, and lines from queries to tokens.
import { fixed, h, s, visible, word } from "./dom.js";
import { t } from "./text.js";

// maxNumbered is the number of tokens up to which the cells of a heat map show numbers.
const maxNumbered = 14;

// heatMap makes a table with the weights of an answer, a row for each query. One cell is in
// the tab order; the arrow keys move the focus from there.
export function heatMap(answer) {
  const { tokens, weights, scores } = answer;
  const readout = h("p", { role: "status", text: t("point") });
  const head = h("tr", {}, h("td"), ...tokens.map(token => h("th", { scope: "col" }, word(token))));
  const row = (token, i) => h("tr", {}, h("th", { scope: "row" }, word(token)), ...tokens.map((_, j) => cell(i, j)));
  const table = h("table", { class: tokens.length > maxNumbered ? "heat small" : "heat" },
    h("caption", { text: t("heatMap") }), h("thead", {}, head), h("tbody", {}, ...tokens.map(row)));
  const showReadout = e => {
    const at = e.target.closest("td[data-row]");
    if (at) readout.textContent = describe(at);
  };
  const describe = at => {
    const [i, j] = [Number(at.dataset.row), Number(at.dataset.column)];
    const [a, b] = [tokens[i], tokens[j]].map(w => "\u2068" + visible(w) + "\u2069");
    return scores[i][j] === null ? t("hidden", a, b) : t("sees", a, b, fixed(weights[i][j]));
  };
  table.addEventListener("pointerover", showReadout);
  table.addEventListener("focusin", showReadout);
  table.addEventListener("keydown", e => move(e, table, tokens.length));
  function cell(i, j) {
    const hidden = scores[i][j] === null;
    return h("td", {
      "data-row": i, "data-column": j, tabindex: i || j ? -1 : 0, class: hidden && "hides",
      w: hidden ? 0 : weights[i][j], text: hidden ? "" : fixed(weights[i][j], 2),
    });
  }
  return h("div", {}, h("div", { class: "scroll", role: "region", "aria-label": t("heatMap") }, table), readout);
}

// move moves the focus from cell to cell by the arrow keys, Home, End, Page Up and Page Down.
function move(event, table, n) {
  const step = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    Home: [0, -n], End: [0, n], PageUp: [-n, 0], PageDown: [n, 0],
  }[event.key];
  const from = event.target.closest("td[data-row]");
  if (!step || !from) return;
  event.preventDefault();
  const within = x => Math.max(0, Math.min(n - 1, x));
  const row = within(Number(from.dataset.row) + step[0]);
  const column = within(Number(from.dataset.column) + step[1]);
  const to = table.tBodies[0].rows[row].cells[column + 1];
  from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}

// rowHeight is the distance between two tokens, in pixels.
const rowHeight = 30;

// lines makes a picture with a line from each query, on the left, to each token, as wide and
// as dark as its weight (Vig 2019, arXiv:1906.05714). Pointing at one of several queries
// fades the lines of the others. weights has a list for each query. A line is a cubic Bézier
// curve that is horizontal at both ends; the shorter column of words is centred.
export function lines(queries, tokens, weights, width) {
  const height = rowHeight * Math.max(queries.length, tokens.length) + 10;
  const column = all => Math.min(width / 3, 24 + 15 * Math.max(...all.map(w => visible(w).length), 1));
  const left = column(queries), right = width - column(tokens);
  const y = (i, all) => (height - rowHeight * all.length) / 2 + rowHeight * (i + .5);
  const top = Math.max(...weights.flat(), 1e-9), mid = (left + right) / 2;
  const line = (i, j) => {
    const w = weights[i][j] / top, from = y(i, queries), to = y(j, tokens);
    return s("path", {
      d: `M${left} ${from}C${mid} ${from} ${mid} ${to} ${right} ${to}`,
      "stroke-width": (0.5 + 7 * w).toFixed(2), "stroke-opacity": (.04 + .8 * w).toFixed(3),
    });
  };
  const groups = queries.map((_, i) => s("g", {}, ...tokens.map((_, j) => line(i, j))));
  const label = (all, i, end) => s("text", {
    x: end ? left - 8 : right + 8, y: y(i, all) + 5, "text-anchor": end ? "end" : "start",
    tabindex: end && all.length > 1 ? 0 : null,
  }, clip(all[i]));
  const names = queries.map((_, i) => label(queries, i, true));
  names.forEach((name, i) => {
    const only = on => groups.forEach((g, k) => g.classList.toggle("faded", on && k !== i));
    if (queries.length < 2) return;
    for (const event of ["pointerenter", "focus"]) name.addEventListener(event, () => only(true));
    for (const event of ["pointerleave", "blur"]) name.addEventListener(event, () => only(false));
  });
  const description = queries.map((q, i) => {
    const best = weights[i].indexOf(Math.max(...weights[i]));
    return best < 0 ? visible(q) : t("sees", visible(q), visible(tokens[best]), fixed(weights[i][best]));
  }).join(". ");
  const summary = `${t("lines")}. ${description}`;
  return s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": summary },
    ...groups, ...names, ...tokens.map((_, j) => label(tokens, j, false)));
}

// clip shortens a token to 14 characters.
function clip(text) {
  const all = [...visible(text)];
  return all.length > 14 ? all.slice(0, 13).join("") + "…" : all.join("");
}
