// @ts-check
// The view of search: sentences ranked for a query, each token shaded by its contribution to
// the score.
import { $, field, fixed, h, split, word } from "./dom.js";
import { latest, replacements, search, showError } from "./api.js";
import { piecesOf, shade } from "./shade.js";
import { lang, t } from "./text.js";
import { merged, timesOf } from "./weights.js";

/**
 * @typedef {{token: string, start: number, end: number, known: boolean, share: number}} Token
 * @typedef {{score: number, file: string, line: number, text: string, tokens: Token[],
 *   replaced?: Record<string, string[]>}} Hit
 */

let reading = false; // whether the server still reads the corpus
let edited = false; // whether the user has typed a query

/** Shows how much of the corpus the server has read; undefined: all. @param {number|undefined} share */
export function showReading(share) {
  reading = share !== undefined;
  $("reading").hidden = share === undefined;
  $("reading").textContent = share === undefined ? "" : t("reading", Math.floor(100 * share));
}

/** Sends the query and shows the sentences, or the error with words with a similar spelling. */
export const update = latest(async () => {
  const query = field("seek").value.trim();
  /** @type {Hit[]} */
  let hits = [];
  /** @type {string[]} */
  let unknown = [];
  try {
    showError($("searchError"), null);
    if (query && !reading) ({ hits, unknown } = await search(query, 20));
  } catch (error) {
    showError($("searchError"), error, (from, to) => {
      field("seek").value = split(field("seek").value).map(w => w === from ? to : w).join(" ");
      $("seek").dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  const asked = split(query).filter(w => !unknown.includes(w) && !unknown.includes(w.toLowerCase())).join(" ");
  const words = unknown.flatMap((w, i) => [i ? ", " : "", word(w)]);
  $("notSought").replaceChildren(...(words.length ? [t("notSought"), " ", ...words] : []));
  $("replacedSought").replaceChildren(...replacements(hits[0]?.replaced));
  $("found").replaceChildren(...hits.map(hit => item(hit, asked)));
});

/**
 * Makes the list item of a sentence: its text, score, largest contributions and position, and a
 * link that opens it in the view of attention.
 * @param {Hit} hit
 * @param {string} query
 */
function item(hit, query) {
  const most = Math.max(...hit.tokens.map(x => x.share), 1e-9);
  const largest = hit.tokens.filter(x => x.known && x.share > 0).sort((a, b) => b.share - a.share);
  const contributions = merged(largest.map(x => ({ name: x.token, cells: [fixed(x.share, 3)] }))).slice(0, 3)
    .flatMap(({ name, cells, times }, i) => [i ? ", " : "", word(name), `${timesOf(times)} ${cells[0]}`]);
  const text = h("p", { class: "shaded" });
  shade(text, piecesOf(hit.text, hit.tokens.map(x => ({ ...x, weight: x.share }))), most);
  const to = new URLSearchParams({ q: query, text: hit.text, model: field("model").value });
  return h("li", {}, text,
    h("p", { class: "where" }, `${t("score")} ${fixed(hit.score, 3)} · ${t("shares")} `, ...contributions,
      ` · ${t("line", hit.file, hit.line)} · `, h("a", { href: `?lang=${lang()}#attend?${to}`, text: t("attendTo") })));
}

export const state = () => ({ seek: field("seek").value });

/** @param {URLSearchParams} from */
export function restore(from) {
  field("seek").value = from.get("seek") ?? field("seek").value;
}

/** @param {string[]} samples */
export const begin = async samples => {
  if (!edited) field("seek").value = samples.slice(0, 2).join(" ");
};

/** @param {() => void} changed */
export function start(changed) {
  $("searchForm").addEventListener("submit", e => e.preventDefault());
  $("searchForm").addEventListener("input", () => { edited = true; update(); changed(); });
}
