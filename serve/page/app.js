// The page: which view is shown, in which language, of which model. All of it is in the
// address, so that a link shows the same: ?lang=ko#view?name=value&….
//
// A view is a module with the functions
//   start(changed)      once: listens to its controls; calls changed after each change
//   begin(samples)      fills the controls with words of the model, for a first visit
//   restore(parameters) fills them by the parameters of a link
//   state()             returns the parameters of a link
//   update()            sends the requests and shows the answers
import { $, h } from "./dom.js";
import { get } from "./api.js";
import { lang, setLanguage } from "./text.js";
import * as attend from "./attend.js";
import * as words from "./words.js";
import * as search from "./search.js";
import * as map from "./map.js";

const views = { attend, words, search, map };
// opened are the views that have been shown with the chosen model.
const opened = new Set();
let view = "attend", models = [];

// address returns the view that the address names and its parameters.
function address() {
  const [name, query] = location.hash.slice(1).split(/\?(.*)/s);
  return { name: views[name] ? name : "attend", parameters: new URLSearchParams(query || "") };
}

// updateAddress writes the state of the view into the address, 300 ms after the last change.
let timer;
function updateAddress() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const all = new URLSearchParams({ ...views[view].state(), model: $("model").value });
    for (const [name, value] of [...all]) if (!value) all.delete(name);
    history.replaceState(null, "", `?lang=${lang()}#${view}?${all}`);
  }, 300);
}

// show shows a view and hides the others; the link of its name is marked as current.
function show(name) {
  view = name;
  for (const id of Object.keys(views)) $(id).hidden = id !== name;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// open shows the view that the address names. A view that is opened for the first time
// without parameters starts with words of the model.
async function open() {
  const { name: wanted, parameters } = address();
  const name = wanted === "search" && !chosenModel().sentences ? "attend" : wanted;
  show(name);
  const given = [...parameters.keys()].some(k => k !== "model" && k !== "lang");
  if (given) views[name].restore(parameters);
  else if (!opened.has(name)) await views[name].begin(chosenModel().samples);
  opened.add(name);
  views[name].update();
}

// chosenModel returns the entry of /api/models for the chosen model.
const chosenModel = () => models.find(m => m.name === $("model").value);

// updateNavigation shows the link to the search if the model has sentences, and the switch for
// eojeol if its tokenizer cuts them.
function updateNavigation() {
  attend.setTokenizer(chosenModel().tokenizer);
  document.querySelector("nav [data-view=search]").hidden = !chosenModel().sentences;
}

function chooseLanguage(to) {
  setLanguage(to);
  $("language").value = lang();
}

// main starts the page: it sets the language, starts the views, loads the list of models and opens
// the view of the address. The attribute data-ready of the body marks the end, for tests.
async function main() {
  const { parameters } = address();
  // The server has set the language of the document, by ?lang= or Accept-Language.
  const asked = new URLSearchParams(location.search).get("lang") || parameters.get("lang");
  chooseLanguage(asked || document.documentElement.lang);
  for (const v of Object.values(views)) v.start(updateAddress);
  show(address().name);
  models = await get("/api/models");
  $("model").replaceChildren(...models.map(m => h("option", { value: m.name, text: m.name })));
  if (models.some(m => m.name === parameters.get("model"))) $("model").value = parameters.get("model");
  updateNavigation();
  $("language").addEventListener("change", e => {
    chooseLanguage(e.target.value);
    views[view].update();
    updateAddress();
  });
  $("model").addEventListener("change", async () => {
    opened.clear();
    updateNavigation();
    if (view === "search" && !chosenModel().sentences) show("attend");
    await views[view].begin(chosenModel().samples);
    opened.add(view);
    views[view].update();
    updateAddress();
  });
  addEventListener("hashchange", open);
  document.querySelector(".skip").addEventListener("click", e => {
    e.preventDefault(); // the fragment of the address names the view
    $("main").focus();
  });
  await open();
  document.body.dataset.ready = "";
}

main();
