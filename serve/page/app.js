// The page: which view is shown, in which language, of which model. All of it
// stands in the address, so that a link shows the same.
import { $, h } from "./dom.js";
import { get } from "./api.js";
import { lang, preferred, speak } from "./text.js";
import * as attend from "./attend.js";
import * as words from "./words.js";
import * as search from "./search.js";
import * as map from "./map.js";

const views = { attend, words, search, map };
const begun = new Set();
let view = "attend", models = [];

// address takes the address apart: #view?name=value&….
function address() {
  const [name, query] = location.hash.slice(1).split(/\?(.*)/s);
  return { name: views[name] ? name : "attend", from: new URLSearchParams(query || "") };
}

// note puts what is shown into the address, once nothing has moved for a moment.
let moving;
function note() {
  clearTimeout(moving);
  moving = setTimeout(() => {
    const all = new URLSearchParams({ ...views[view].state(), model: $("model").value, lang: lang() });
    for (const [name, value] of [...all]) if (!value) all.delete(name);
    history.replaceState(null, "", `#${view}?${all}`);
  }, 300);
}

function show(name) {
  view = name;
  for (const id of Object.keys(views)) $(id).hidden = id !== name;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
}

// open shows what the address says. A view that is opened for the first time and
// is told nothing begins with something that the model knows.
async function open() {
  const { name: asked, from } = address();
  const name = asked === "search" && !served().sentences ? "attend" : asked;
  show(name);
  const told = [...from.keys()].some(k => k !== "model" && k !== "lang");
  if (told) views[name].restore(from);
  else if (!begun.has(name)) await views[name].begin(served().samples);
  begun.add(name);
  views[name].update();
}

// served is the model that is chosen.
const served = () => models.find(m => m.name === $("model").value);

// offer shows the way to the search where there are sentences to be searched.
const offer = () => { document.querySelector("nav [data-view=search]").hidden = !served().sentences; };

function setLanguage(to) {
  speak(to);
  $("language").value = lang();
  remember(lang());
}

// What is remembered is the language alone; where that is forbidden, nothing is.
function remember(value) {
  try { localStorage.setItem("lang", value); } catch { /* not allowed */ }
}
function remembered() {
  try { return localStorage.getItem("lang"); } catch { return null; }
}

async function main() {
  const { from } = address();
  setLanguage(from.get("lang") || remembered() || preferred());
  for (const v of Object.values(views)) v.start(note);
  show(address().name);
  models = await get("/api/models");
  $("model").replaceChildren(...models.map(m => h("option", { value: m.name, text: m.name })));
  if (models.some(m => m.name === from.get("model"))) $("model").value = from.get("model");
  offer();
  $("language").addEventListener("change", e => {
    setLanguage(e.target.value);
    views[view].update();
    note();
  });
  $("model").addEventListener("change", async () => {
    begun.clear();
    offer();
    if (view === "search" && !served().sentences) show("attend");
    await views[view].begin(served().samples);
    begun.add(view);
    views[view].update();
    note();
  });
  addEventListener("hashchange", open);
  document.querySelector(".skip").addEventListener("click", e => {
    e.preventDefault(); // the address is the view's
    $("main").focus();
  });
  await open();
  document.body.dataset.ready = "";
}

main();
