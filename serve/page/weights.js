// @ts-check
// The weights of one query as a table with bars, and the words nearest to a context.
import { $, fixed, h, resize, share, word, wordButton } from "./dom.js";
import { lang, t } from "./text.js";

/** @typedef {import("./matrix.js").Answer} Answer */
/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("./matrix.js").Near} Near */

/** @param {string[]} names */
const tableHead = names => h("thead", {}, h("tr", {}, ...names.map(n =>
  n ? h("th", { scope: "col", class: n === t("norm") && "formula", text: n }) : h("td"))));

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
 * Fills a row of a table: the name, cells, and a bar of the length share; null: no bar.
 * @param {HTMLTableSectionElement} body
 * @param {number} i
 * @param {string} name
 * @param {string[]} cells the last is the weight
 * @param {number|null} length
 */
function fillRow(body, i, name, cells, length) {
  const row = body.rows[i], [first, ...rest] = /** @type {HTMLElement[]} */ ([...row.children]);
  if (first.textContent !== name) first.replaceChildren(word(name));
  cells.forEach((text, k) => { rest[k].textContent = text; });
  rest[cells.length - 1].classList.toggle("absent", length === null);
  const bar = /** @type {HTMLElement} */ (rest[cells.length].firstElementChild);
  bar.hidden = length === null;
  share(bar, length ?? 0);
}

/** Makes a row with a number of cells between its name and its bar. @param {number} cells */
const newRow = cells => () => h("tr", {}, h("th", { scope: "row" }), ...Array.from({ length: cells }, () => h("td")),
  h("td", { class: "bar" }, h("i")));

/** Fills the table with the tokens of one query's attention. @param {Answer} answer */
export function showTable({ tokens, known, scores, norms, weights }) {
  const body = tableOf("tokens", [t("token"), t("norm"), t("scoreColumn"), t("weight"), ""]);
  const top = Math.max(...weights, 1e-9);
  resize(body, tokens.length, newRow(3));
  tokens.forEach((token, i) => {
    const score = scores[i];
    if (score === null) fillRow(body, i, token, ["", "", t(known[i] ? "leftOut" : "unknown")], null);
    else fillRow(body, i, token, [fixed(norms[i], 2), fixed(score), fixed(weights[i])], weights[i] / top);
  });
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
  const top = row.reduce((most, w) => w > most ? w : most, 1e-9);
  resize(body, keys.length, newRow(1));
  keys.forEach((key, j) => {
    const w = row[j], out = !queriesKnown[i] || !known[j] || w !== w;
    const text = out ? t(known[j] && queriesKnown[i] ? "leftOut" : "unknown") : fixed(w);
    fillRow(body, j, key, [text], out ? null : w / top);
  });
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
