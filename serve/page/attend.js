// The view of attention. Every change of a control sends a request, and the weights follow.
import { $, fixed, h, save, share, split, word, wordButton } from "./dom.js";
import { file, latest, post, replacements, showError } from "./api.js";
import { heatMap, lines } from "./pictures.js";
import { piecesOf, shadePiece } from "./shade.js";
import { showSteps } from "./steps.js";
import { lang, number, t } from "./text.js";

// chosen returns the value of the chosen radio button.
const chosen = name => document.querySelector(`input[name=${name}]:checked`).value;
const isSelf = () => chosen("mode") === "self";
let shown = null; // the last answer and the body of its request

// call returns the controls as the body of a request to /api/attend; null while the query
// or the sentence is missing.
export function call() {
  const query = split($("query").value), text = $("text").value;
  if (!text.trim() || !isSelf() && !query.length) return null;
  return {
    ...(isSelf() ? { self: true, causal: $("causal").checked } : { query, spans: true }),
    text,
    score: chosen("score"),
    temperature: $("auto").checked ? "auto" : temperature(),
    exclude_self: $("exclude").checked,
    nearest: isSelf() ? 1 : 5,
    ...($("eojeol").checked ? { eojeol: true } : {}),
  };
}

// temperature returns the temperature of the slider, which is logarithmic: from 10^−3 to 10^2, with
// four digits.
const temperature = () => Number((10 ** Number($("temperature").value)).toPrecision(4));

// update sends the request and shows its answer.
export const update = latest(async () => {
  $("causal").disabled = !isSelf();
  $("query").disabled = isSelf();
  const body = call();
  if (!body) return empty();
  try {
    show(await post("/api/attend", body), body);
    showError($("attendError"), null);
  } catch (error) {
    empty();
    showError($("attendError"), error, replace);
  }
});

// replace replaces an unknown word of the query by one that is spelt alike.
function replace(unknown, near) {
  $("query").value = split($("query").value).map(w => w === unknown ? near : w).join(" ");
  $("query").dispatchEvent(new Event("input", { bubbles: true }));
}

// empty removes the last answer, and says what is missing for the next one.
function empty() {
  shown = null;
  for (const id of ["tokens", "replaced", "weights", "nearest", "lines", "steps", "heat"]) $(id).replaceChildren();
  showError($("attendError"), null);
  $("summary").textContent = call() ? "" : t("nothingYet");
}

// show shows an answer: for one query the tokens, the table and the nearest words, for
// self-attention the heat map.
function show(answer, body) {
  shown = { answer, body };
  const self = !!body.self;
  showTemperature(answer, body);
  $("replaced").replaceChildren(...replacements(answer.replaced));
  $("heat").hidden = !self;
  $("weights").hidden = self;
  $("stepsBox").hidden = self;
  $("tokens").hidden = self;
  if (self) {
    showSelf(answer);
  } else {
    $("heat").replaceChildren();
    showTokens(answer);
    if (answer.eojeols) showEojeols(answer.eojeols);
    else showTable(answer);
    showNearest(answer.nearest);
  }
  showFolded();
}

// showFolded draws the lines and the steps if their boxes are open.
function showFolded() {
  if (!shown) return;
  const { answer, body } = shown;
  $("lines").replaceChildren();
  const width = Math.min(640, $("lines").clientWidth);
  if ($("linesBox").open) {
    const [queries, weights] = body.self
      ? [answer.tokens, answer.weights]
      : [[body.query.join(" + ")], [answer.weights]];
    $("lines").append(lines(queries, answer.tokens, weights, width));
  }
  if ($("stepsBox").open && !body.self) showSteps($("steps"), answer, body.temperature === "auto");
  else $("steps").replaceChildren();
}

// showTemperature shows the temperature, and moves the slider to an automatic one.
function showTemperature(answer, body) {
  const slider = $("temperature");
  if (body.temperature === "auto") slider.value = Math.log10(answer.temperature);
  const text = Number(answer.temperature.toPrecision(3)).toString();
  $("temperatureValue").textContent = text;
  slider.setAttribute("aria-valuetext", text);
}

// temperatureTexts returns a temperature as text, and how it was found. The automatic
// temperature is exactly 1 only if there is none that makes the effective tokens half of all.
const temperatureTexts = (x, auto) =>
  [Number(x.toPrecision(4)).toString(), auto ? t(x === 1 ? "unreached" : "found") : ""];

// showTokens shows the sentence as it is written, its tokens, or its eojeol, shaded by their
// weights relative to the largest. Particles and endings are faint. A token with the score null
// takes no part and is struck through. The small number avoids a division by 0.
function showTokens(answer) {
  const box = $("tokens"), pieces = answer.eojeols ? eojeolPieces(answer) : tokenPieces(answer);
  const top = Math.max(...pieces.map(p => p.weight), 1e-9);
  resize(box, pieces.length, () => h("span"));
  pieces.forEach((piece, i) => shadePiece(box.children[i], piece, top));
  const n = answer.scores.filter(s => s !== null).length;
  $("summary").textContent = n === 0 ? t("noToken")
    : t("summary", fixed(answer.effective, 1), number(n), fixed(answer.entropy, 3),
      ...temperatureTexts(answer.temperature, $("auto").checked));
}

// tokenPieces returns the sentence of an answer cut at its tokens.
const tokenPieces = ({ text, spans, scores, weights }) => piecesOf(text, spans.map(([start, end], i) =>
  ({ start, end, known: scores[i] !== null, weight: weights[i] })));

// eojeolPieces returns the sentence of an answer cut at its eojeol.
function eojeolPieces({ text, eojeols, scores }) {
  const bytes = s => new TextEncoder().encode(s).length;
  let at = 0;
  return piecesOf(text, eojeols.map(e => {
    const begin = text.indexOf(e.eojeol, at);
    at = begin + e.eojeol.length;
    const known = scores.slice(e.first, e.last).some(s => s !== null);
    return { start: bytes(text.slice(0, begin)), end: bytes(text.slice(0, at)), known, weight: e.weight };
  }));
}

// resize makes a box have n children. It keeps those that are there, so that changes from
// one answer to the next are animated.
function resize(box, n, make) {
  while (box.children.length > n) box.lastElementChild.remove();
  while (box.children.length < n) box.append(make());
}

// showEojeols fills the table with the sum of the weights of each eojeol.
function showEojeols(eojeols) {
  const top = Math.max(...eojeols.map(e => e.weight), 1e-9);
  const row = e => h("tr", {}, h("th", { scope: "row" }, word(e.eojeol)), h("td", { text: fixed(e.weight) }),
    h("td", { class: "bar" }, h("i", { w: e.weight / top })));
  $("weights").replaceChildren(h("table", { "data-of": "eojeols" }, h("caption", { text: t("weightsTable") }),
    tableHead([t("eojeolColumn"), t("weight"), ""]), h("tbody", {}, ...eojeols.map(row))));
}

const tableHead = names => h("thead", {}, h("tr", {}, ...names.map(n =>
  n ? h("th", { scope: "col", class: n === t("norm") && "formula", text: n }) : h("td"))));

// showTable fills the table of the weights. The table is kept from answer to answer, so that the bars
// move; it is made again only for another language.
function showTable(answer) {
  let table = $("weights").firstElementChild;
  if (!table || table.dataset.lang !== lang()) { // or a table of eojeol
    const names = [t("token"), t("norm"), t("scoreColumn"), t("weight"), ""];
    const caption = h("caption", { text: t("weightsTable") });
    table = h("table", { "data-lang": lang() }, caption, tableHead(names), h("tbody"));
    $("weights").replaceChildren(table);
  }
  const rows = table.tBodies[0], top = Math.max(...answer.weights, 1e-9);
  const bar = () => h("td", { class: "bar" }, h("i"));
  resize(rows, answer.tokens.length, () => h("tr", {}, h("th", { scope: "row" }), h("td"), h("td"), h("td"), bar()));
  answer.tokens.forEach((token, i) => {
    const [name, norm, score, weight, cell] = rows.children[i].children, out = answer.scores[i] === null;
    name.replaceChildren(word(token));
    norm.textContent = out ? "" : fixed(answer.norms[i], 2);
    score.textContent = out ? "" : fixed(answer.scores[i]);
    weight.textContent = out ? t(answer.known[i] ? "leftOut" : "unknown") : fixed(answer.weights[i]);
    weight.classList.toggle("absent", out);
    cell.firstElementChild.hidden = out;
    share(cell.firstElementChild, answer.weights[i] / top);
  });
}

function showNearest(near) {
  $("nearest").className = "near";
  const words = near.flatMap(n => [wordButton(n.word, setQuery), ` ${fixed(n.cosine, 3)}  `]);
  $("nearest").replaceChildren(t("nearest"), " ", ...(words.length ? words : [t("none")]));
}

// setQuery makes a word the query.
function setQuery(text) {
  $("query").value = text;
  document.querySelector("input[name=mode][value=query]").checked = true;
  $("query").dispatchEvent(new Event("input", { bubbles: true }));
}

function showSelf(answer) {
  $("summary").textContent = t("selfSummary", number(answer.tokens.length),
    ...temperatureTexts(answer.temperature, $("auto").checked));
  $("heat").replaceChildren(heatMap(answer.eojeols ? byEojeol(answer) : answer));
  $("nearest").className = "near";
  $("nearest").replaceChildren(t("nearEach"), " ", ...answer.tokens.flatMap((token, i) => {
    const near = answer.nearest[i][0];
    return near ? [i ? " · " : "", word(token), " → ", wordButton(near.word, setQuery)] : [];
  }));
}

// byEojeol returns the part of an answer that a heat map shows, with eojeol in place of tokens.
// A cell is hidden if each of its pairs of tokens is.
function byEojeol({ eojeols, scores }) {
  const hidden = (a, b) => scores.slice(a.first, a.last).every(row =>
    row.slice(b.first, b.last).every(score => score === null));
  return {
    tokens: eojeols.map(e => e.eojeol), weights: eojeols.map(e => e.weights),
    scores: eojeols.map(a => eojeols.map(b => hidden(a, b) ? null : 0)),
  };
}

// exportAs saves a report of the attention that the controls describe, which the server computes
// again. view is "lines" or undefined.
async function exportAs(format, view) {
  const body = call();
  if (!body) return;
  try {
    const name = "attention." + (format === "latex" ? "tex" : format);
    save(await file("/api/report", { format, view, lang: lang() }, body), name);
    $("exported").textContent = t("saved", name);
  } catch (error) {
    showError($("attendError"), error, replace);
  }
}

// copyLink copies the address; browsers allow that on localhost and with https only.
async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    $("exported").textContent = t("copied");
  } catch {
    $("exported").textContent = t("copyThis");
  }
}

// state returns the parameters of a link to the view.
export function state() {
  return {
    q: $("query").value, text: $("text").value, score: chosen("score"), mode: chosen("mode"),
    t: $("auto").checked ? "auto" : String(temperature()),
    causal: $("causal").checked ? "1" : "", exclude: $("exclude").checked ? "1" : "",
    eojeol: $("eojeol").checked ? "1" : "",
  };
}

// restore sets the controls by the parameters of a link.
export function restore(from) {
  const choose = (name, value) => {
    for (const e of document.getElementsByName(name)) if (e.value === value) e.checked = true;
  };
  if (from.has("q")) $("query").value = from.get("q");
  if (from.has("text")) $("text").value = from.get("text");
  choose("score", from.get("score"));
  choose("mode", from.get("mode"));
  $("causal").checked = from.get("causal") === "1";
  $("exclude").checked = from.get("exclude") === "1";
  $("eojeol").checked = !$("eojeolChoice").hidden && from.get("eojeol") === "1";
  const given = Number(from.get("t"));
  if (given > 0) {
    $("auto").checked = false;
    $("temperature").value = Math.log10(given);
  }
}

// setTokenizer shows the switch for eojeol if the tokenizer cuts them.
export function setTokenizer(name) {
  $("eojeolChoice").hidden = name !== "korean";
  if (name !== "korean") $("eojeol").checked = false;
}

// examples are queries and sentences to begin with.
const examples = [
  ["cat", "The cat reads a book about a dog in the library"], ["king", "The queen and her son rule the country"],
  ["고양이", "고양이 한 마리가 도서관에서 책을 읽는다"], ["왕", "왕과 왕비가 나라를 다스린다"],
];

// begin fills the controls with an example of which the model knows two tokens or more,
// else with words of the model.
export async function begin(samples) {
  const korean = samples.filter(w => /[가-힣]/.test(w)).length > samples.length / 2;
  for (const [query, text] of examples.filter(b => /[가-힣]/.test(b[0]) === korean)) {
    const known = await post("/api/attend", { query, text, nearest: 0 })
      .then(a => a.known.filter(Boolean).length, () => 0);
    if (known < 2) continue;
    [$("query").value, $("text").value] = [query, text];
    return;
  }
  $("query").value = samples[0] || "";
  $("text").value = samples.join(" ");
}

export function start(changed) {
  const form = document.querySelector("#attend form");
  form.addEventListener("submit", e => e.preventDefault());
  form.addEventListener("input", e => {
    if (e.target.id === "temperature") $("auto").checked = false;
    update();
    changed();
  });
  $("linesBox").addEventListener("toggle", showFolded);
  $("stepsBox").addEventListener("toggle", showFolded);
  for (const button of document.querySelectorAll(".exports button[data-format]")) {
    button.addEventListener("click", () => exportAs(button.dataset.format, button.dataset.picture));
  }
  $("link").addEventListener("click", copyLink);
}
