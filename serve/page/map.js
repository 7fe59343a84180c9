// @ts-check
// The map of the frequent words.
import { $, field, h, s, save, visible, wordButton } from "./dom.js";
import { get, latest, showError } from "./api.js";
import { Plot } from "./plot.js";
import { number, t } from "./text.js";

/**
 * A point of the answer of /api/map, with the label that is drawn.
 * @typedef {{word: string, x: number, y: number, count: number, label: string}} Point
 */

/** @type {Plot} */
let plot;
/** @type {Point[]} */
let points = [];
let loaded = ""; // the model and the number of points that are loaded
/** The index of each point by its word. @type {Map<string, number>} */
let index = new Map();

// update loads the map, unless it is loaded.
export const update = latest(async () => {
  const n = field("points").value, wanted = field("model").value + " " + n;
  if (wanted === loaded) return showReadout();
  try {
    points = (await get("/api/map", { n })).points;
    showError($("mapError"), null);
  } catch (error) {
    points = [];
    showError($("mapError"), error);
  }
  for (const p of points) p.label = visible(p.word);
  index = new Map(points.map((p, i) => [p.word, i]));
  loaded = wanted;
  plot.show(points);
  if (field("find").value) find();
});

// showReadout names the word at the pointer, the word that was found, or the number of words.
function showReadout() {
  const at = plot.pointed >= 0 ? plot.pointed : plot.found;
  const p = points[at];
  $("readout").textContent = p
    ? t("at", p.label, p.count ? number(p.count) : 0)
    : t("onMap", number(points.length));
}

// list lists the frequent words in view, 200 ms after the last movement of the map.
/** @type {number|undefined} */
let timer;
function list() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const some = (plot.visible || []).slice(0, 24).map(i => points[i]).filter(Boolean);
    $("inView").replaceChildren(...some.map(p => h("li", {}, wordButton(p.word, go))));
  }, 200);
}

/** Finds a word. @param {string} word */
function go(word) {
  field("find").value = word;
  find();
}

// find moves the typed word to the centre, as it is typed or in lower case. The text that it is not on
// the map is written after the drawing, which writes another one.
function find() {
  const typed = field("find").value.trim(), i = index.get(typed) ?? index.get(typed.toLowerCase());
  if (i !== undefined) return plot.go(i);
  plot.found = -1;
  plot.draw();
  if (typed) requestAnimationFrame(() => { $("readout").textContent = t("notOnMap", visible(typed)); });
}

// saveTSV saves word, coordinates and count of all points, with tabs between them.
function saveTSV() {
  const cell = (/** @type {string} */ text) => text.replace(/[\t\n\r]/g, " ");
  const rows = points.map(p => [cell(p.word), p.x, p.y, p.count].join("\t"));
  save(new Blob(["word\tx\ty\tcount\n" + rows.join("\n") + "\n"], { type: "text/tab-separated-values" }), "map.tsv");
}

// saveSVG saves the part of the map in view as SVG.
function saveSVG() {
  const [w, height] = [plot.canvas.clientWidth, plot.canvas.clientHeight];
  const picture = s("svg", {
    xmlns: "http://www.w3.org/2000/svg", width: w, height, viewBox: `0 0 ${w} ${height}`,
    "font-family": "system-ui, sans-serif", "font-size": 12,
  }, s("rect", { width: "100%", height: "100%", fill: "#fff" }));
  const named = new Set(plot.visible.slice(0, 80));
  points.forEach((p, i) => {
    const [x, y] = plot.position(i);
    if (x < 0 || y < 0 || x > w || y > height) return;
    const title = s("title", { text: p.label });
    picture.append(s("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 2, fill: "#2c728e" }, title));
    if (!named.has(i)) return;
    picture.append(s("text", { x: (x + 4).toFixed(1), y: (y + 4).toFixed(1), fill: "#1a1c20", text: p.label }));
  });
  save(new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" }), "map.svg");
}

export const state = () => ({ find: field("find").value, n: field("points").value });

/** @param {URLSearchParams} from */
export function restore(from) {
  field("find").value = from.get("find") ?? field("find").value;
  const { options } = /** @type {HTMLSelectElement} */ ($("points"));
  if ([...options].some(o => o.value === from.get("n"))) field("points").value = String(from.get("n"));
}

export const begin = async () => { field("find").value = ""; };

/** @param {() => void} changed */
export function start(changed) {
  plot = new Plot(/** @type {HTMLCanvasElement} */ ($("canvas")), () => { showReadout(); list(); });
  /** @param {string} id @param {string} event @param {() => void} f */
  const on = (id, event, f) => $(id).addEventListener(event, () => { f(); changed(); });
  $("mapForm").addEventListener("submit", e => e.preventDefault());
  on("find", "input", find);
  on("points", "change", update);
  on("zoomIn", "click", () => plot.zoomBy(1.5));
  on("zoomOut", "click", () => plot.zoomBy(1 / 1.5));
  on("whole", "click", () => plot.all());
  on("tsv", "click", saveTSV);
  on("mapSVG", "click", saveSVG);
}
