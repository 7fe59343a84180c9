// @ts-check
// Small pictures of the attention by every score at several temperatures, each on its own colour
// scale. A click on one takes its score and temperature.
import { $, colour, fixed, h, rem, sized } from "./dom.js";
import { post } from "./api.js";
import { paint } from "./colours.js";
import { largest, matrixOf } from "./matrix.js";
import { t } from "./text.js";

/** @typedef {import("./matrix.js").Answer} Answer */

/** The temperatures of the columns. @type {(number|"auto")[]} */
export const temperatures = ["auto", .5, 1, 2, 4];

let requests = 0; // that were begun; only the last one is shown

/**
 * Fills a box with the pictures for a request, a row for each score as its answers come.
 * @param {HTMLElement} box
 * @param {Record<string, any>} body the request of the view
 * @param {string[]} scores
 * @param {(score: string, temperature: number|"auto") => void} choose
 */
export async function showPanels(box, body, scores, choose) {
  const mine = ++requests;
  const row = async (/** @type {string} */ score) => {
    const answers = await Promise.all(temperatures.map(temperature =>
      post("/api/attend", { ...body, score, temperature, nearest: 0 })));
    return h("tr", {}, h("th", { scope: "row", text: score }),
      ...answers.map((a, i) => h("td", {}, panel(a, score, temperatures[i], body, choose))));
  };
  const rows = [];
  for (const score of scores) {
    rows.push(await row(score));
    if (mine !== requests) return;
  }
  const names = temperatures.map(T => h("th", { scope: "col", text: T === "auto" ? t("autoShort") : `T = ${T}` }));
  box.replaceChildren(h("table", { class: "panels" }, h("caption", { text: t("panels") }),
    h("thead", {}, h("tr", {}, h("td"), ...names)), h("tbody", {}, ...rows)));
}

/**
 * Makes the button with one picture, and below it the effective number of tokens.
 * @param {Answer} answer
 * @param {string} score
 * @param {number|"auto"} temperature
 * @param {Record<string, any>} body
 * @param {(score: string, temperature: number|"auto") => void} choose
 */
function panel(answer, score, temperature, body, choose) {
  const effective = Array.isArray(answer.effective)
    ? answer.effective.reduce((sum, x) => sum + x, 0) / Math.max(1, answer.effective.length) : answer.effective;
  const canvas = /** @type {HTMLCanvasElement} */ (h("canvas", { "aria-hidden": "true" }));
  draw(canvas, answer);
  const T = `T ${Number(answer.temperature.toPrecision(3))}`, tokens = t("effectiveShort", fixed(effective, 1));
  return h("button", {
    type: "button", class: "panel", "aria-pressed": String(body.score === score && body.temperature === temperature),
    "aria-label": `${score}, ${T} · ${tokens}`, on: { click: () => choose(score, temperature) },
  }, canvas, h("span", { text: temperature === "auto" ? `${T} · ${tokens}` : tokens }));
}

/**
 * Draws a matrix as colours, or the weights of one query as bars.
 * @param {HTMLCanvasElement} canvas
 * @param {Answer} answer
 */
function draw(canvas, answer) {
  const matrix = matrixOf(answer), { queries, keys, weights } = matrix, top = largest(matrix, false);
  const titles = matchMedia("(max-width: 480px)").matches ? 0 : 4.8 * rem(); // width of those of the rows
  const column = ($("panels").clientWidth - titles) / temperatures.length, space = column - 17; // without its edges
  const size = Math.max(2.2 * rem(), Math.min(6.5 * rem(), space)), bars = !!answer.query;
  const [n, m] = [queries.length, keys.length];
  const height = bars ? size * .6 : Math.max(8, Math.min(size, size * n / Math.max(1, m)));
  const c = sized(canvas, size, height, 2), width = size / Math.max(1, m);
  c.fillStyle = colour("--track");
  c.fillRect(0, 0, size, height);
  if (!bars) {
    const image = document.createElement("canvas");
    paint(image, matrix, top);
    c.imageSmoothingEnabled = false;
    if (n && m) c.drawImage(image, 0, 0, size, height);
    return;
  }
  c.fillStyle = colour("--accent");
  weights.forEach((w, j) => {
    const share = height * (w || 0) / (top || 1);
    c.fillRect((j + .1) * width, height - share, width * .8, share);
  });
}
