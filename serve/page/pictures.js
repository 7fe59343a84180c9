// Heat maps of self-attention and lines from query to tokens.
import { fixed, h, s, visible, word } from "./dom.js";
import { t } from "./text.js";

// Up to so many tokens numbers fit into the cells of a heat map.
const withNumbers = 14;

// heatMap is a table whose rows show what their tokens see. It has one cell in
// the tab order; the arrow keys go from there to the others.
export function heatMap(answer) {
  const { tokens, weights, scores } = answer;
  const readout = h("p", { role: "status", text: t("point") });
  const head = h("tr", {}, h("td"), ...tokens.map(token => h("th", { scope: "col" }, word(token))));
  const rows = tokens.map((token, i) => h("tr", {}, h("th", { scope: "row" }, word(token)), ...tokens.map((_, j) => cell(i, j))));
  const table = h("table", { class: tokens.length > withNumbers ? "heat small" : "heat" }, h("caption", { text: t("heatMap") }), h("thead", {}, head), h("tbody", {}, ...rows));
  const tell = e => {
    const at = e.target.closest("td[data-row]");
    if (at) readout.textContent = isolated(at);
  };
  const isolated = at => {
    const [i, j] = [Number(at.dataset.row), Number(at.dataset.column)];
    const [a, b] = [tokens[i], tokens[j]].map(w => "\u2068" + visible(w) + "\u2069");
    return scores[i][j] === null ? t("hidden", a, b) : t("sees", a, b, fixed(weights[i][j]));
  };
  table.addEventListener("pointerover", tell);
  table.addEventListener("focusin", tell);
  table.addEventListener("keydown", e => move(e, table, tokens.length));
  function cell(i, j) {
    const hides = scores[i][j] === null;
    return h("td", { "data-row": i, "data-column": j, tabindex: i || j ? -1 : 0, class: hides && "hides", w: hides ? 0 : weights[i][j], text: hides ? "" : fixed(weights[i][j], 2) });
  }
  return h("div", {}, h("div", { class: "scroll", role: "region", "aria-label": t("heatMap") }, table), readout);
}

// move takes the focus from cell to cell.
function move(event, table, n) {
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -n], End: [0, n], PageUp: [-n, 0], PageDown: [n, 0] }[event.key];
  const from = event.target.closest("td[data-row]");
  if (!step || !from) return;
  event.preventDefault();
  const within = x => Math.max(0, Math.min(n - 1, x));
  const row = within(Number(from.dataset.row) + step[0]), column = within(Number(from.dataset.column) + step[1]);
  const to = table.tBodies[0].rows[row].cells[column + 1];
  from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}

const step = 30;

// lines draws from each query, on the left, to the tokens, as strong as their
// weights (Vig 2019). A token of several that is pointed at shows its own alone.
export function lines(queries, tokens, weights, width) {
  const height = step * Math.max(queries.length, tokens.length) + 10;
  const column = all => Math.min(width / 3, 24 + 15 * Math.max(...all.map(w => visible(w).length), 1));
  const left = column(queries), right = width - column(tokens);
  const y = (i, all) => (height - step * all.length) / 2 + step * (i + .5);
  const top = Math.max(...weights.flat(), 1e-9), mid = (left + right) / 2;
  const line = (i, j) => {
    const w = weights[i][j] / top, from = y(i, queries), to = y(j, tokens);
    return s("path", { d: `M${left} ${from}C${mid} ${from} ${mid} ${to} ${right} ${to}`, "stroke-width": (0.5 + 7 * w).toFixed(2), "stroke-opacity": (.04 + .8 * w).toFixed(3) });
  };
  const groups = queries.map((_, i) => s("g", {}, ...tokens.map((_, j) => line(i, j))));
  const label = (all, i, end) => s("text", { x: end ? left - 8 : right + 8, y: y(i, all) + 5, "text-anchor": end ? "end" : "start", tabindex: end && all.length > 1 ? 0 : null }, clip(all[i]));
  const names = queries.map((_, i) => label(queries, i, true));
  names.forEach((name, i) => {
    const only = on => groups.forEach((g, k) => g.classList.toggle("faded", on && k !== i));
    if (queries.length > 1) for (const [event, on] of [["pointerenter", true], ["focus", true], ["pointerleave", false], ["blur", false]]) name.addEventListener(event, () => only(on));
  });
  const said = queries.map((q, i) => {
    const best = weights[i].indexOf(Math.max(...weights[i]));
    return best < 0 ? visible(q) : t("sees", visible(q), visible(tokens[best]), fixed(weights[i][best]));
  }).join(". ");
  return s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": `${t("lines")}. ${said}` },
    ...groups, ...names, ...tokens.map((_, j) => label(tokens, j, false)));
}

// clip shortens what does not fit beside the lines.
function clip(text) {
  const all = [...visible(text)];
  return all.length > 14 ? all.slice(0, 13).join("") + "…" : all.join("");
}
