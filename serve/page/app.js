// @ts-check
// The page: which view is shown, in which language, of which model. All of it is in the
// address, so that a link shows the same: ?lang=ko#view?name=value&….
//
// A view is a module with the functions
//   start(changed)      once: listens to its controls; calls changed after each change
//   begin(samples)      fills the controls with words of the model, unless the user has typed some
//   restore(parameters) fills them by the parameters of a link
//   state()             returns the parameters of a link
//   update()            sends the requests and shows the answers
import { $, field, h } from "./dom.js";
import { list } from "./api.js";
import { lang, setLanguage } from "./text.js";
import * as attend from "./attend.js";
import * as words from "./words.js";
import * as search from "./search.js";
import * as map from "./map.js";

/**
 * An element of the answer to /api/models. reading is the share of the corpus that the server has
 * read, 0 to 1; it is missing if all is read.
 * @typedef {{name: string, samples: string[], tokenizer: string, outputs: boolean, sentences: number,
 *   reading?: number}} Model
 * @typedef {{start: (changed: () => void) => void, begin: (samples: string[]) => Promise<void>,
 *   restore: (from: URLSearchParams) => void, state: () => Record<string, string>, update: () => void}} View
 */

/** @type {Record<string, View>} */
const views = { attend, words, search, map };
/** The views that have been shown with the chosen model. @type {Set<string>} */
const opened = new Set();
let view = "attend";
/** @type {Model[]} */
let models = [];

/** Returns the view that the address names and its parameters. */
function address() {
  const [name, query] = location.hash.slice(1).split(/\?(.*)/s);
  return { name: views[name] ? name : "attend", parameters: new URLSearchParams(query || "") };
}

/** @type {number|undefined} */
let timer;
/** Writes the state of the view into the address, 300 ms after the last change. */
function updateAddress() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const all = new URLSearchParams({ ...views[view].state(), model: field("model").value });
    for (const [name, value] of [...all]) if (!value) all.delete(name);
    history.replaceState(null, "", `?lang=${lang()}#${view}?${all}`);
  }, 300);
}

/** Shows a view and hides the others; the link of its name is marked as current. @param {string} name */
function show(name) {
  view = name;
  for (const id of Object.keys(views)) $(id).hidden = id !== name;
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("nav a"))) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** Whether a model has sentences to search, or will have them. @param {Model} m */
const searchable = m => m.sentences > 0 || m.reading !== undefined;

/**
 * Shows the view that the address names, of the model that it names. A view that is opened for
 * the first time without parameters starts with words of the model.
 */
async function open() {
  const { name: wanted, parameters } = address(), model = parameters.get("model");
  if (model && model !== field("model").value && models.some(m => m.name === model)) {
    field("model").value = model;
    opened.clear();
    updateNavigation();
  }
  const name = wanted === "search" && !searchable(chosenModel()) ? "attend" : wanted;
  show(name);
  const given = [...parameters.keys()].some(k => k !== "model" && k !== "lang");
  if (given) views[name].restore(parameters);
  else if (!opened.has(name)) await views[name].begin(chosenModel().samples);
  opened.add(name);
  views[name].update();
}

/** Returns the entry of /api/models for the chosen model. */
const chosenModel = () => /** @type {Model} */ (models.find(m => m.name === field("model").value));

/**
 * Shows the link to the search if the model has sentences, and the switches that its
 * tokenizer and its vectors allow.
 */
function updateNavigation() {
  attend.setModel(chosenModel());
  /** @type {HTMLElement} */ (document.querySelector("nav [data-view=search]")).hidden = !searchable(chosenModel());
  search.showReading(chosenModel().reading);
}

/** Asks for the models again while the server reads a corpus, and then searches. */
async function watchReading() {
  while (models.some(m => m.reading !== undefined)) {
    await new Promise(done => setTimeout(done, 500));
    const before = chosenModel().reading;
    models = await list().catch(() => models);
    updateNavigation();
    if (before !== undefined && chosenModel().reading === undefined && view === "search") views.search.update();
  }
}

/** @param {string} to */
function chooseLanguage(to) {
  setLanguage(to);
  field("language").value = lang();
}

/** Gives the page the colours of paper before the views draw for it. */
function startPaper() {
  const { classList } = document.documentElement;
  addEventListener("beforeprint", () => classList.add("paper"));
  addEventListener("afterprint", () => classList.remove("paper"));
}

/** Keeps the choice of large type in the browser, where that is allowed. */
function startLargeType() {
  const apply = () => document.documentElement.classList.toggle("large", field("large").checked);
  try { field("large").checked = localStorage.getItem("large") === "1"; } catch { /* not allowed */ }
  apply();
  field("large").addEventListener("input", () => {
    apply();
    try { localStorage.setItem("large", field("large").checked ? "1" : "0"); } catch { /* not allowed */ }
    views[view].update();
  });
}

/**
 * Starts the page: it sets the language, starts the views, loads the list of models and opens the
 * view of the address. The attribute data-ready of the body marks the end, for tests.
 */
async function main() {
  const { parameters } = address();
  // The server has set the language of the document, by ?lang= or Accept-Language.
  const asked = new URLSearchParams(location.search).get("lang") || parameters.get("lang");
  chooseLanguage(asked || document.documentElement.lang);
  startLargeType();
  startPaper(); // before the views listen
  // On a narrow screen the settings are folded, so that the result is near the sentence.
  if (matchMedia("(max-width: 820px)").matches) $("settingsBox").removeAttribute("open");
  for (const v of Object.values(views)) v.start(updateAddress);
  show(address().name);
  models = await list();
  $("model").replaceChildren(...models.map(m => h("option", { value: m.name, text: m.name })));
  updateNavigation();
  $("language").addEventListener("change", () => {
    chooseLanguage(field("language").value);
    updateNavigation();
    views[view].update();
    updateAddress();
  });
  $("model").addEventListener("change", async () => {
    opened.clear();
    updateNavigation();
    if (view === "search" && !searchable(chosenModel())) show("attend");
    await views[view].begin(chosenModel().samples);
    opened.add(view);
    views[view].update();
    updateAddress();
  });
  addEventListener("hashchange", open);
  /** @type {HTMLElement} */ (document.querySelector(".skip")).addEventListener("click", e => {
    e.preventDefault(); // the fragment of the address names the view
    $("main").focus();
  });
  await open();
  document.body.dataset.ready = "";
  watchReading();
}

main();
