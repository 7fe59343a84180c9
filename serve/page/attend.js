// The playground of attention: whatever is typed, chosen or moved is asked for at
// once, and the weights move.
import { $, fixed, h, save, share, split, word, wordButton } from "./dom.js";
import { complain, file, latest, post } from "./api.js";
import { heatMap, lines } from "./pictures.js";
import { showSteps } from "./steps.js";
import { lang, number, t } from "./text.js";

const chosen = name => document.querySelector(`input[name=${name}]:checked`).value;
const isSelf = () => chosen("mode") === "self";
let shown = null; // the last answer

// call is what the controls ask for, as the body of /api/attend; null while there
// is nothing to ask.
export function call() {
  const query = split($("query").value), text = $("text").value;
  if (!text.trim() || !isSelf() && !query.length) return null;
  return {
    ...(isSelf() ? { self: true, causal: $("causal").checked } : { query }),
    text, score: chosen("score"), temperature: $("auto").checked ? "auto" : temperature(), exclude_self: $("exclude").checked, nearest: isSelf() ? 1 : 5,
  };
}

const temperature = () => Number((10 ** Number($("temperature").value)).toPrecision(4));

// update asks and shows.
export const update = latest(async () => {
  $("causal").disabled = !isSelf();
  $("query").disabled = isSelf();
  const body = call();
  if (!body) return empty();
  try {
    show(await post("/api/attend", body), body);
    complain($("attendError"), null);
  } catch (error) {
    empty();
    complain($("attendError"), error, replace);
  }
});

// replace takes a word spelt alike for one that is unknown.
function replace(unknown, near) {
  $("query").value = split($("query").value).map(w => w === unknown ? near : w).join(" ");
  $("query").dispatchEvent(new Event("input", { bubbles: true }));
}

function empty() {
  shown = null;
  for (const id of ["tokens", "weights", "nearest", "lines", "steps", "heat"]) $(id).replaceChildren();
  complain($("attendError"), null);
  $("summary").textContent = call() ? "" : t("nothingYet");
}

function show(answer, body) {
  shown = { answer, body };
  const self = !!body.self;
  showTemperature(answer, body);
  $("heat").hidden = !self;
  $("weights").hidden = self;
  $("stepsBox").hidden = self;
  $("tokens").hidden = self;
  if (self) {
    showSelf(answer);
  } else {
    $("heat").replaceChildren();
    showTokens(answer);
    showTable(answer);
    showNearest(answer.nearest);
  }
  showFolded();
}

// showFolded draws what is folded out.
function showFolded() {
  if (!shown) return;
  const { answer, body } = shown;
  $("lines").replaceChildren();
  const wide = Math.min(640, $("lines").clientWidth);
  if ($("linesBox").open) $("lines").append(body.self ? lines(answer.tokens, answer.tokens, answer.weights, wide) : lines([body.query.join(" + ")], answer.tokens, [answer.weights], wide));
  if ($("stepsBox").open && !body.self) showSteps($("steps"), answer, body.temperature === "auto"); else $("steps").replaceChildren();
}

// showTemperature moves the slider to where an automatic temperature came out.
function showTemperature(answer, body) {
  const slider = $("temperature");
  if (body.temperature === "auto") slider.value = Math.log10(answer.temperature);
  const text = Number(answer.temperature.toPrecision(3)).toString();
  $("temperatureValue").textContent = text;
  slider.setAttribute("aria-valuetext", text);
}

// said is a temperature, and whether it was found. One that was is never exactly 1.
const said = (x, auto) => [Number(x.toPrecision(4)).toString(), auto ? t(x === 1 ? "unreached" : "found") : ""];

function showTokens(answer) {
  const box = $("tokens"), top = Math.max(...answer.weights, 1e-9);
  keep(box, answer.tokens.length, () => h("span"));
  answer.tokens.forEach((token, i) => {
    const e = box.children[i], out = answer.scores[i] === null;
    e.replaceChildren(word(token));
    e.classList.toggle("absent", out);
    e.title = out ? t(answer.known[i] ? "leftOut" : "unknown") : fixed(answer.weights[i]);
    share(e, answer.weights[i] / top);
  });
  const n = answer.scores.filter(s => s !== null).length;
  $("summary").textContent = n === 0 ? t("noToken")
    : t("summary", fixed(answer.effective, 1), number(n), fixed(answer.entropy, 3), ...said(answer.temperature, $("auto").checked));
}

// keep makes a box have n children, those that it has among them: what moves from
// one answer to the next can be seen to move.
function keep(box, n, make) {
  while (box.children.length > n) box.lastElementChild.remove();
  while (box.children.length < n) box.append(make());
}

const heads = names => h("thead", {}, h("tr", {}, ...names.map(n => n ? h("th", { scope: "col", class: n === t("norm") && "formula", text: n }) : h("td"))));

function showTable(answer) {
  let table = $("weights").firstElementChild;
  if (!table || table.dataset.lang !== lang()) {
    table = h("table", { "data-lang": lang() }, h("caption", { text: t("weightsTable") }), heads([t("token"), t("norm"), t("scoreColumn"), t("weight"), ""]), h("tbody"));
    $("weights").replaceChildren(table);
  }
  const rows = table.tBodies[0], top = Math.max(...answer.weights, 1e-9);
  keep(rows, answer.tokens.length, () => h("tr", {}, h("th", { scope: "row" }), h("td"), h("td"), h("td"), h("td", { class: "bar" }, h("i"))));
  answer.tokens.forEach((token, i) => {
    const [name, norm, score, weight, bar] = rows.children[i].children, out = answer.scores[i] === null;
    name.replaceChildren(word(token));
    norm.textContent = out ? "" : fixed(answer.norms[i], 2);
    score.textContent = out ? "" : fixed(answer.scores[i]);
    weight.textContent = out ? t(answer.known[i] ? "leftOut" : "unknown") : fixed(answer.weights[i]);
    weight.classList.toggle("absent", out);
    bar.firstElementChild.hidden = out;
    share(bar.firstElementChild, answer.weights[i] / top);
  });
}

function showNearest(near) {
  $("nearest").className = "near";
  $("nearest").replaceChildren(t("nearest"), " ", ...(near.length ? near.flatMap(n => [wordButton(n.word, ask), ` ${fixed(n.cosine, 3)}  `]) : [t("none")]));
}

// ask makes a word the query.
function ask(text) {
  $("query").value = text;
  document.querySelector("input[name=mode][value=query]").checked = true;
  $("query").dispatchEvent(new Event("input", { bubbles: true }));
}

function showSelf(answer) {
  $("summary").textContent = t("selfSummary", number(answer.tokens.length), ...said(answer.temperature, $("auto").checked));
  $("heat").replaceChildren(heatMap(answer));
  $("nearest").className = "near";
  $("nearest").replaceChildren(t("nearEach"), " ", ...answer.tokens.flatMap((token, i) => {
    const near = answer.nearest[i][0];
    return near ? [i ? " · " : "", word(token), " → ", wordButton(near.word, ask)] : [];
  }));
}

async function exportAs(format, view) {
  const body = call();
  if (!body) return;
  try {
    const name = "attention." + (format === "latex" ? "tex" : format);
    save(await file("/api/report", { format, view, lang: lang() }, body), name);
    $("exported").textContent = t("saved", name);
  } catch (error) {
    complain($("attendError"), error, replace);
  }
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    $("exported").textContent = t("copied");
  } catch {
    $("exported").textContent = t("copyThis");
  }
}

// state is what a link to the view has to say.
export function state() {
  return {
    q: $("query").value, text: $("text").value, score: chosen("score"), mode: chosen("mode"),
    t: $("auto").checked ? "auto" : String(temperature()), causal: $("causal").checked ? "1" : "", exclude: $("exclude").checked ? "1" : "",
  };
}

// restore puts the controls as a link says.
export function restore(from) {
  const choose = (name, value) => { for (const e of document.getElementsByName(name)) if (e.value === value) e.checked = true; };
  if (from.has("q")) $("query").value = from.get("q");
  if (from.has("text")) $("text").value = from.get("text");
  choose("score", from.get("score"));
  choose("mode", from.get("mode"));
  $("causal").checked = from.get("causal") === "1";
  $("exclude").checked = from.get("exclude") === "1";
  const given = Number(from.get("t"));
  if (given > 0) {
    $("auto").checked = false;
    $("temperature").value = Math.log10(given);
  }
}

const beginnings = [
  ["cat", "The cat reads a book about a dog in the library"], ["king", "The queen and her son rule the country"],
  ["고양이", "고양이 한 마리가 도서관에서 책을 읽는다"], ["왕", "왕과 왕비가 나라를 다스린다"],
];

// begin fills the controls with something that the model knows.
export async function begin(samples) {
  const korean = samples.filter(w => /[가-힣]/.test(w)).length > samples.length / 2;
  for (const [query, text] of beginnings.filter(b => /[가-힣]/.test(b[0]) === korean)) {
    const known = await post("/api/attend", { query, text, nearest: 0 }).then(a => a.known.filter(Boolean).length, () => 0);
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
