// @ts-check
// The view of near words, analogies and the odd one out.
import { $, field, fixed, h, share, split, wordButton } from "./dom.js";
import { get, latest, replacements, showError } from "./api.js";
import { t } from "./text.js";

/** @typedef {{word: string, cosine: number, replaced?: Record<string, string[]>}} Near */

/** Returns the words in a field. @param {string} id */
const typed = id => split(field(id).value);
const ids = ["plus", "minus", "a", "b", "c", "odd"];
let edited = false; // whether the user has typed something

/**
 * Fills a list with words, each with its cosine as a bar. press is called with a word. The word
 * that is marked has a note.
 * @param {HTMLElement} list
 * @param {Near[]} near
 * @param {(word: string) => void} press
 * @param {string} [marked]
 */
function bars(list, near, press, marked) {
  list.replaceChildren(...near.map(n => {
    const bar = h("i", { "aria-hidden": "true" });
    share(bar, Math.max(0, n.cosine));
    const name = h("span", { class: "name" }, wordButton(n.word, press),
      ...(n.word === marked ? [h("strong", { text: t("oddMark") })] : []));
    return h("li", {}, name, h("span", { text: fixed(n.cosine) }), bar);
  }));
}

/** Returns a function that replaces an unknown word in fields by one with a similar spelling. @param {string[]} ids */
const replaceIn = ids => (/** @type {string} */ unknown, /** @type {string} */ near) => {
  for (const id of ids) field(id).value = typed(id).map(w => w === unknown ? near : w).join(" ");
  $(ids[0]).dispatchEvent(new Event("input", { bubbles: true }));
};

/**
 * Returns a function that sends the request that parameters returns, and shows the answer in a
 * list, replaced words in a note, or the error in a box.
 * @param {string} list
 * @param {string} note
 * @param {string} box
 * @param {string[]} ids of the fields
 * @param {(word: string) => void} press
 * @param {() => [string, Record<string, any>]|null} parameters
 */
const updater = (list, note, box, ids, press, parameters) => latest(async () => {
  const request = parameters();
  /** @type {Near[]} */
  let near = [];
  try {
    showError($(box), null);
    if (request) near = await get(...request);
  } catch (error) {
    showError($(box), error, replaceIn(ids));
  }
  $(note).replaceChildren(...replacements(near[0]?.replaced));
  bars($(list), near, press);
});

/** Shows which of three words or more belongs least to the others. */
const odd = latest(async () => {
  const words = typed("odd");
  /** @type {{word: string, cosines: Record<string, number>}|null} */
  let answer = null;
  try {
    showError($("oddError"), null);
    if (words.length > 2) answer = await get("/api/odd", { word: words });
  } catch (error) {
    showError($("oddError"), error, replaceIn(["odd"]));
  }
  const all = Object.entries(answer?.cosines ?? {}).map(([word, cosine]) => ({ word, cosine }));
  bars($("oddOnes"), all.sort((a, b) => b.cosine - a.cosine), press, answer?.word);
});

/** @type {() => Promise<void>} */
let neighbours;
/** @type {() => Promise<void>} */
let analogy;
/** @type {() => void} */
let changed = () => {};

/** Shows the near words of a word. @param {string} text */
function press(text) {
  field("plus").value = text;
  field("minus").value = "";
  neighbours();
  changed();
}

export function update() {
  neighbours();
  analogy();
  odd();
}

export const state = () => Object.fromEntries(ids.map(id => [id, field(id).value]));

/** @param {URLSearchParams} from */
export function restore(from) {
  for (const id of ids) field(id).value = from.get(id) ?? field(id).value;
}

/** Questions of which a model may know all words: an analogy, and words of which one is odd. */
const examples = {
  en: [["man", "woman", "king"], ["breakfast", "lunch", "dinner", "river"], ["red", "blue", "green", "monday"]],
  ko: [["남자", "여자", "왕"], ["봄", "여름", "가을", "도서관"], ["영화", "배우", "감독", "물"]],
};

/** Fills the fields with words that the model knows, unless the user has typed some. @param {string[]} samples */
export async function begin(samples) {
  if (edited) return;
  const knows = (/** @type {string|string[]} */ word) => get("/api/vector", { word }).then(() => true, () => false);
  const [three, ...sets] = examples[samples.some(w => /[가-힣]/.test(w)) ? "ko" : "en"];
  field("plus").value = await knows(three[2]) ? three[2] : samples[0] || "";
  field("minus").value = "";
  const known = await knows(three);
  ["a", "b", "c"].forEach((id, i) => { field(id).value = known ? three[i] : ""; });
  field("odd").value = samples.slice(0, 4).join(" ");
  for (const set of sets) {
    if (!await knows(set)) continue;
    field("odd").value = set.join(" ");
    return;
  }
}

/** @param {() => void} afterChange */
export function start(afterChange) {
  changed = afterChange;
  neighbours = updater("neighbours", "neighbourNote", "neighbourError", ["plus", "minus"], press, () => {
    const word = typed("plus");
    const n = Math.max(1, Math.min(100, Math.round(Number(field("howMany").value)) || 12));
    return word.length ? ["/api/similar", { word, minus: typed("minus"), n }] : null;
  });
  analogy = updater("answers", "analogyNote", "analogyError", ["a", "b", "c"], press, () => {
    const [a, b, c] = ["a", "b", "c"].map(id => field(id).value.trim());
    return a && b && c ? ["/api/analogy", { a, b, c, n: 8 }] : null;
  });
  const forms = /** @type {const} */ ([["neighbourForm", neighbours], ["analogyForm", analogy], ["oddForm", odd]]);
  for (const [form, run] of forms) {
    $(form).addEventListener("submit", e => e.preventDefault());
    $(form).addEventListener("input", () => { edited = true; run(); changed(); });
  }
}
