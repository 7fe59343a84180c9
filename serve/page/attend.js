// @ts-check
// The view of attention. Every change of a control sends a request, and the weights follow.
import { $, field, fixed, save, word } from "./dom.js";
import { file, latest, post, replacements, showError } from "./api.js";
import { example } from "./examples.js";
import { HeatMap } from "./heatmap.js";
import { Lines } from "./lines.js";
import { matrixOf, rowAt } from "./matrix.js";
import { showPanels } from "./panels.js";
import { Selection } from "./selection.js";
import * as settings from "./settings.js";
import { piecesOf, shade, unshade } from "./shade.js";
import { showSteps, startSteps } from "./steps.js";
import { lang, number, t } from "./text.js";
import { showNearest, showRow, showTable } from "./weights.js";

export { restore, setModel, state } from "./settings.js";

/** @typedef {import("./matrix.js").Answer} Answer */
/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("./matrix.js").Near} Near */
/** @typedef {{answer: Answer, body: Record<string, any>, matrix: Matrix, near: Near[][]|null}} Shown */

/** @type {Shown|null} the last answer, the body of its request and its weights */
let shown = null;
/** @type {HeatMap} */
let heat;
/** @type {Lines} */
let lines;
const selection = new Selection();
let typed = false; // whether the user has typed a query or a sentence

/** Sends the request and shows its answer. */
export const update = latest(async () => {
  settings.updateControls();
  const body = settings.call();
  if (!body) return empty();
  try {
    show(await post("/api/attend", body), body);
    showError($("attendError"), null);
  } catch (error) {
    empty();
    showError($("attendError"), error, replace);
  }
});

/**
 * Replaces an unknown word of the query by one with a similar spelling.
 * @param {string} unknown
 * @param {string} near
 */
function replace(unknown, near) {
  field("query").value = field("query").value.split(/([\s,]+)/u).map(w => w === unknown ? near : w).join("");
  field("query").dispatchEvent(new Event("input", { bubbles: true }));
}

/** Removes the last answer, and says what is missing for the next one. */
function empty() {
  shown = null;
  unshade($("tokens"));
  for (const id of ["replaced", "weights", "nearest", "steps", "panels"]) $(id).replaceChildren();
  heat.clear();
  lines.clear();
  $("heat").hidden = true;
  showError($("attendError"), null);
  $("summary").textContent = settings.call() ? "" : t("nothingYet");
}

/**
 * Shows an answer: for one query the sentence, the table and the nearest words, for a matrix the
 * heat map, and the sentence and the nearest words of one row.
 * @param {Answer} answer
 * @param {Record<string, any>} body
 */
function show(answer, body) {
  const matrix = matrixOf(answer), rows = !body.query;
  shown = { answer, body, matrix, near: null };
  selection.limit(matrix.queries.length, matrix.keys.length);
  settings.showTemperature(answer.temperature);
  $("heat").hidden = !rows;
  if (rows) heat.show(matrix);
  else heat.clear();
  // One query has a table, a matrix the heat map; what the reader opens and closes then is kept.
  if (rows !== $("stepsBox").hidden) $("tableBox").toggleAttribute("open", !rows);
  $("stepsBox").hidden = rows;
  $("rowName").hidden = !rows;
  $("replaced").replaceChildren(...replacements(answer.replaced));
  showSummary();
  showSelected();
  if (rows) findNearest();
  else showNearest($("nearest"), null, answer.nearest, setQuery);
  showFolded();
  $("attend").dispatchEvent(new CustomEvent("shown"));
}

/** Writes the number of tokens, the entropy and the temperature. */
function showSummary() {
  const { answer, matrix, body } = /** @type {Shown} */ (shown);
  const { temperature } = answer, auto = body.temperature === "auto";
  // The automatic temperature is exactly 1 only if there is none that makes the effective tokens half of all.
  const how = auto ? t(temperature === 1 ? "unreached" : "found") : "";
  const found = [Number(temperature.toPrecision(4)).toString(), how];
  const part = body.query ? answer.scores.filter(s => s !== null).length : matrix.known.filter(Boolean).length;
  $("summary").textContent = part === 0 ? t("noToken")
    : body.self ? t("selfSummary", number(matrix.keys.length), ...found)
      : body.to ? t("crossSummary", number(matrix.queries.length), number(matrix.keys.length), ...found)
        : t("summary", fixed(answer.effective, 1), number(part), fixed(answer.entropy, 3), ...found);
}

/** Returns the row that the sentence shows: the emphasised one, else the first with weights. @param {Matrix} matrix */
const rowOf = ({ queriesKnown }) => selection.row >= 0 ? selection.row : Math.max(0, queriesKnown.indexOf(true));

/** Shows the sentence, the table and the nearest words of the query, or of a row of the matrix. */
function showSelected() {
  if (!shown) return;
  const { answer, body, matrix, near } = shown, i = body.query ? 0 : rowOf(matrix);
  const weights = matrix.queriesKnown[i] ? rowAt(matrix, i) : matrix.keys.map(() => 0);
  const pieces = answer.eojeols ? eojeolPieces(answer, weights)
    : piecesOf(answer.text, answer.spans.map(([start, end], j) =>
      ({ start, end, known: isShown(matrix, i, j), unknown: !matrix.known[j], weight: weights[j] })));
  shade($("tokens"), pieces, Math.max(...pieces.map(p => p.weight), 1e-9));
  const name = matrix.queries[i];
  const title = t(selection.locked?.side === "query" ? "rowLocked" : "rowOf");
  $("rowName").replaceChildren(...name === undefined ? [] : [title, " ", word(name)]);
  if ($("tableBox").hasAttribute("open")) {
    if (body.query && !answer.eojeols) showTable(answer);
    else if (name !== undefined) showRow(matrix, i, t(answer.eojeols ? "eojeolColumn" : "token"));
  }
  if (body.query || !near || name === undefined) return;
  const parts = answer.to_eojeols ?? answer.eojeols, own = parts ? parts[i].first : i; // contexts are those of tokens
  showNearest($("nearest"), (answer.to ?? answer.tokens)[own], near[own] ?? [], setQuery);
}

/** Whether a key takes part in a row. @param {Matrix} matrix @param {number} i @param {number} j */
const isShown = ({ queriesKnown, keys, known, weights }, i, j) => {
  const w = weights[i * keys.length + j];
  return queriesKnown[i] && known[j] && w === w;
};

/** Returns the sentence of an answer cut at its eojeol. @param {Answer} answer @param {number[]} weights */
function eojeolPieces({ text, eojeols, known }, weights) {
  const bytes = (/** @type {string} */ s) => new TextEncoder().encode(s).length;
  let at = 0;
  return piecesOf(text, (eojeols ?? []).map((e, i) => {
    const begin = text.indexOf(e.eojeol, at);
    at = begin + e.eojeol.length;
    const any = known.slice(e.first, e.last).some(Boolean);
    return { start: bytes(text.slice(0, begin)), end: bytes(text.slice(0, at)), known: any, weight: weights[i] };
  }));
}

/** Loads the nearest words of each row, a moment after the last change, because that takes long. */
function findNearest() {
  clearTimeout(nearestTimer);
  $("nearest").replaceChildren();
  const mine = shown;
  nearestTimer = setTimeout(async () => {
    if (!mine || mine !== shown) return;
    /** @type {Answer|null} */
    const answer = await post("/api/attend", { ...mine.body, spans: false, nearest: 5 }).catch(() => null);
    if (!answer || mine !== shown) return;
    mine.near = answer.nearest;
    showSelected();
  }, 300);
}
/** @type {number|undefined} */
let nearestTimer;

/** Draws the lines, the steps and the small pictures if their boxes are open. */
function showFolded() {
  if (!shown) return;
  const { answer, body } = shown, open = (/** @type {string} */ id) => $(id).hasAttribute("open");
  if (open("linesBox")) showLines();
  else lines.clear();
  if (open("stepsBox") && body.query) showSteps($("steps"), answer, body.temperature === "auto");
  else $("steps").replaceChildren();
  if (!open("panelsBox")) return $("panels").replaceChildren();
  showPanels($("panels"), body, settings.scores(), (score, temperature) => {
    settings.choose("score", score);
    settings.setTemperature(temperature);
    update();
    changed();
  }).catch(error => showError($("attendError"), error, replace));
}

/** Draws the lines that reach the threshold. */
function showLines() {
  const threshold = Number(field("threshold").value) / 100;
  $("thresholdValue").textContent = `${field("threshold").value} %`;
  if (shown) lines.show(shown.matrix, threshold);
}

/** Makes a word the query. @param {string} text */
function setQuery(text) {
  field("query").value = text;
  settings.choose("mode", "query");
  field("query").dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Saves a report of the attention that the controls describe, which the server computes again.
 * @param {string} format
 * @param {string} [view] "lines" or undefined
 */
async function exportAs(format, view) {
  const body = settings.call();
  if (!body) return;
  try {
    const name = "attention." + (format === "latex" ? "tex" : format);
    const whole = { ...body, packed: false, nearest: body.query ? 5 : 1 };
    save(await file("/api/report", { format, view, lang: lang() }, whole), name);
    $("exported").textContent = t("saved", name);
  } catch (error) {
    showError($("attendError"), error, replace);
  }
}

/** Copies the address; browsers allow that on localhost and with https only. */
async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    $("exported").textContent = t("copied");
  } catch {
    $("exported").textContent = t("copyThis");
  }
}

/** Fills the controls with an example, unless the user has typed something. @param {string[]} samples */
export async function begin(samples) {
  if (typed && field("text").value.trim()) return;
  [field("query").value, field("text").value] = await example(samples);
}

/** @type {() => void} is called after each change of the controls */
let changed = () => {};

/** Listens to the controls. @param {() => void} afterChange */
export function start(afterChange) {
  changed = afterChange;
  heat = new HeatMap($("heat"), selection);
  lines = new Lines($("lines"), selection);
  startSteps($("steps"));
  selection.listeners.push(() => requestAnimationFrame(showSelected));
  const form = /** @type {HTMLFormElement} */ (document.querySelector("#attend form"));
  form.addEventListener("submit", e => e.preventDefault());
  form.addEventListener("input", e => {
    const id = /** @type {HTMLElement} */ (e.target).id;
    if (id === "threshold") return showLines();
    if (id === "temperature") field("auto").checked = false;
    if (id === "query" || id === "text") typed = true;
    update();
    changed();
  });
  for (const id of ["linesBox", "stepsBox", "panelsBox"]) $(id).addEventListener("toggle", showFolded);
  $("tableBox").addEventListener("toggle", showSelected);
  $("tokens").addEventListener("click", e => lockToken(e.target));
  const exports = document.querySelectorAll(".exports button[data-format]");
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (exports)) {
    button.addEventListener("click", () => exportAs(button.dataset.format ?? "", button.dataset.picture));
  }
  $("link").addEventListener("click", copyLink);
}

/**
 * Locks the token of the sentence that was clicked: as query of self-attention, else as key.
 * @param {EventTarget|null} target
 */
function lockToken(target) {
  const token = target instanceof Element ? target.closest("[data-token]")?.getAttribute("data-token") : null;
  if (token) selection.lock({ side: shown?.body.self ? "query" : "key", index: Number(token) });
}
