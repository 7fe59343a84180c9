// @ts-check
// The weights of one query as a table with bars, and the words nearest to a context.
import { $, fixed, h, resize, share, visible, word, wordButton } from "./dom.js";
import { lang, t } from "./text.js";

/** @typedef {import("./matrix.js").Answer} Answer */
/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("./matrix.js").Near} Near */

/** @param {string[]} names */
const tableHead = names => h("thead", {}, h("tr", {}, ...names.map(n =>
  n ? h("th", { scope: "col", class: n === t("norm") && "formula", text: n }) : axis())));

/** Makes the title of a column of bars: its scale. The weight 1 has the full length. */
export const axis = () => h("td", { class: "bar axis", "aria-hidden": "true" },
  ...["0", ".5", "1"].map(text => h("span", { text })));

/** Makes a cell with the bar of a weight. @param {number} weight */
export const barOf = weight => h("td", { class: "bar" }, h("b", {}, h("i", { w: weight })));

/**
 * Returns the table in the box of the weights; it is kept from answer to answer, so that the bars
 * move, and made again for another kind of table or another language.
 * @param {string} kind
 * @param {string[]} names of the columns
 */
function tableOf(kind, names) {
  let table = /** @type {HTMLTableElement|null} */ ($("weights").firstElementChild);
  if (!table || table.dataset.of !== kind + lang()) {
    table = /** @type {HTMLTableElement} */ (h("table", { "data-of": kind + lang() },
      h("caption", { text: t("weightsTable") }), tableHead(names), h("tbody")));
    $("weights").replaceChildren(table);
  }
  return table.tBodies[0];
}

/**
 * A row of a table: the token, cells, of which the last is the weight as text, and the weight;
 * null: no bar.
 * @typedef {{name: string, cells: string[], weight: number|null}} Row
 */

/** Fills a table with rows, equal ones once. @param {HTMLTableSectionElement} body @param {Row[]} rows */
function fillTable(body, rows) {
  const all = merged(rows);
  resize(body, all.length, newRow(rows.length ? rows[0].cells.length : 0));
  all.forEach((row, i) => fillRow(body.rows[i], row));
}

/** @param {HTMLTableRowElement} row @param {Row & {times: number}} of */
function fillRow(row, { name, cells, weight, times }) {
  const [first, ...rest] = /** @type {HTMLElement[]} */ ([...row.children]), title = visible(name) + timesOf(times);
  if (first.textContent !== title) first.replaceChildren(word(name), timesOf(times));
  cells.forEach((text, k) => { rest[k].textContent = text; });
  rest[cells.length - 1].classList.toggle("absent", weight === null);
  const track = /** @type {HTMLElement} */ (rest[cells.length].firstElementChild);
  track.hidden = weight === null;
  share(/** @type {HTMLElement} */ (track.firstElementChild), weight ?? 0);
}

/**
 * Returns rows in order, each once, with the number of times that it occurs. Rows are equal if
 * their names and cells are.
 * @template {{name: string, cells: string[]}} R
 * @param {R[]} rows
 * @returns {(R & {times: number})[]}
 */
export function merged(rows) {
  /** @type {Map<string, R & {times: number}>} */
  const all = new Map();
  for (const row of rows) {
    const key = JSON.stringify([row.name, row.cells]), same = all.get(key);
    if (same) same.times++;
    else all.set(key, { ...row, times: 1 });
  }
  return [...all.values()];
}

/** Returns what follows a token that occurs several times; reports write the same. @param {number} times */
export const timesOf = times => times > 1 ? ` ${times} ×` : "";

/** Makes a row with a number of cells between its name and its bar. @param {number} cells */
const newRow = cells => () => h("tr", {}, h("th", { scope: "row" }), ...Array.from({ length: cells }, () => h("td")),
  barOf(0));

/** Fills the table with the tokens of one query's attention. @param {Answer} answer */
export function showTable({ tokens, known, scores, norms, weights }) {
  const body = tableOf("tokens", [t("token"), t("norm"), t("scoreColumn"), t("weight"), ""]);
  fillTable(body, tokens.map((name, i) => {
    const score = scores[i];
    if (score === null) return { name, cells: ["", "", t(known[i] ? "leftOut" : "unknown")], weight: null };
    return { name, cells: [fixed(norms[i], 2), fixed(score), fixed(weights[i])], weight: weights[i] };
  }));
}

/**
 * Fills the table with one row of a matrix: the keys and their weights.
 * @param {Matrix} matrix
 * @param {number} i
 * @param {string} column name of the keys
 */
export function showRow({ queriesKnown, keys, known, weights }, i, column) {
  const body = tableOf("row" + column, [column, t("weight"), ""]);
  const row = weights.subarray(i * keys.length, (i + 1) * keys.length);
  fillTable(body, keys.map((name, j) => {
    const w = row[j], out = !queriesKnown[i] || !known[j] || w !== w;
    const text = out ? t(known[j] && queriesKnown[i] ? "leftOut" : "unknown") : fixed(w);
    return { name, cells: [text], weight: out ? null : w };
  }));
}

/**
 * Shows the words nearest to a context. press is called with a word.
 * @param {HTMLElement} box
 * @param {string|null} query whose context it is; null: there is one only
 * @param {Near[]} near
 * @param {(word: string) => void} press
 */
export function showNearest(box, query, near, press) {
  const words = near.flatMap(n =>
    [h("span", { class: "pair" }, wordButton(n.word, press), ` ${fixed(n.cosine, 3)}`), " "]);
  const title = query === null ? [t("nearest")] : [t("nearestOf"), " ", word(query), ":"];
  box.replaceChildren(...title, " ", ...(words.length ? words : [t("none")]));
}
