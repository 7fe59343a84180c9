// @ts-check
// The controls of the view of attention: as a request, and as the parameters of a link.
import { $, field, split } from "./dom.js";
import { t } from "./text.js";

/** @typedef {"query"|"self"|"cross"} Mode */

/** Returns the value of the chosen radio button. @param {string} name */
const chosen = name => /** @type {HTMLInputElement} */ (document.querySelector(`input[name=${name}]:checked`)).value;

/** Returns what the queries are: words, every token, or the tokens of another sentence. @returns {Mode} */
export const mode = () => /** @type {Mode} */ (chosen("mode"));

/** Returns the chosen score. */
export const score = () => chosen("score");

/** Returns the names of all scores. */
export const scores = () =>
  [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=score]"))].map(e => e.value);

/** Chooses the radio button with a value, if there is one. @param {string} name @param {string|null} value */
export function choose(name, value) {
  for (const e of /** @type {NodeListOf<HTMLInputElement>} */ (document.getElementsByName(name))) {
    if (e.value === value) e.checked = true;
  }
}

/** Whether the temperature is found automatically. */
export const isAuto = () => field("auto").checked;

/** The temperature of the slider, which is logarithmic: from 10^−3 to 10^2, with four digits. */
const temperature = () => Number((10 ** Number(field("temperature").value)).toPrecision(4));

/** Sets the temperature. @param {number|"auto"} to */
export function setTemperature(to) {
  field("auto").checked = to === "auto";
  if (to !== "auto") field("temperature").value = String(Math.log10(to));
}

/** Shows the temperature of an answer, and moves the slider to an automatic one. @param {number} to */
export function showTemperature(to) {
  const slider = field("temperature"), text = Number(to.toPrecision(3)).toString();
  if (isAuto()) slider.value = String(Math.log10(to));
  $("temperatureValue").textContent = text;
  slider.setAttribute("aria-valuetext", text);
  $("settingsNow").textContent = [t({ query: "oneQuery", self: "everyToken", cross: "otherText" }[mode()]), score(),
    `T ${text}`].join(" · ");
}

/**
 * Returns the controls as the body of a request to /api/attend; null while the query or the
 * sentence is missing. A matrix is asked for in packed form and without nearest words, which
 * take longer than all else.
 * @returns {Record<string, any>|null}
 */
export function call() {
  const query = field("query").value, words = split(query), text = field("text").value, is = mode();
  if (!text.trim() || is !== "self" && !words.length) return null;
  return {
    ...{
      query: { query: words, nearest: 5 },
      self: { self: true, causal: field("causal").checked, packed: true, nearest: 0, keys: keys() },
      cross: { to: query, packed: true, nearest: 0 },
    }[is],
    text, spans: true, score: score(), temperature: isAuto() ? "auto" : temperature(),
    exclude_self: field("exclude").checked, nearest_others: field("others").checked,
    ...field("eojeol").checked ? { eojeol: true } : {},
  };
}

/** Returns which vectors are the keys of self-attention. */
const keys = () => field("outputs").checked && !$("outputsChoice").hidden ? "outputs" : "vectors";

/** Makes the controls fit what the queries are. */
export function updateControls() {
  const is = mode();
  field("causal").disabled = field("outputs").disabled = is !== "self";
  field("query").disabled = is === "self";
  for (const [id, name] of [["queryLabel", "query"], ["queryHint", "queryHint"]]) {
    $(id).dataset.t = is === "cross" ? name + "Cross" : name;
    $(id).textContent = t($(id).dataset.t ?? name);
  }
}

/** Returns the parameters of a link to the view. */
export const state = () => ({
  q: field("query").value, text: field("text").value, score: score(), mode: mode(),
  t: isAuto() ? "auto" : String(temperature()),
  causal: field("causal").checked ? "1" : "", exclude: field("exclude").checked ? "1" : "",
  eojeol: field("eojeol").checked ? "1" : "", others: field("others").checked ? "1" : "",
  keys: mode() === "self" && keys() === "outputs" ? "outputs" : "",
});

/** Sets the controls by the parameters of a link. @param {URLSearchParams} from */
export function restore(from) {
  field("query").value = from.get("q") ?? field("query").value;
  field("text").value = from.get("text") ?? field("text").value;
  choose("score", from.get("score"));
  choose("mode", from.get("mode") ?? "query");
  field("causal").checked = from.get("causal") === "1";
  field("exclude").checked = from.get("exclude") === "1";
  field("others").checked = from.get("others") === "1";
  field("outputs").checked = from.get("keys") === "outputs";
  field("eojeol").checked = !$("eojeolChoice").hidden && from.get("eojeol") === "1";
  const given = Number(from.get("t"));
  if (given > 0) setTemperature(given);
  else if (from.get("t") === "auto") setTemperature("auto");
}

/**
 * Shows the switch for eojeol if the tokenizer of the model cuts them, and the one for output
 * vectors if the model has them.
 * @param {{tokenizer: string, outputs: boolean}} model
 */
export function setModel({ tokenizer, outputs }) {
  $("eojeolChoice").hidden = tokenizer !== "korean";
  if (tokenizer !== "korean") field("eojeol").checked = false;
  $("outputsChoice").hidden = !outputs;
}
