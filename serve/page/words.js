// The view of near words and analogies.
import { $, fixed, h, share, split, wordButton } from "./dom.js";
import { get, latest, replacements, showError } from "./api.js";

// typed returns the words in a field.
const typed = id => split($(id).value);

// bars fills a list with near words, each with its cosine as a bar. press is called with a word.
function bars(list, near, press) {
  list.replaceChildren(...near.map(n => {
    const bar = h("i", { "aria-hidden": "true" });
    share(bar, Math.max(0, n.cosine));
    return h("li", {}, wordButton(n.word, press), h("span", { text: fixed(n.cosine) }), bar);
  }));
}

// replaceIn returns a function that replaces an unknown word in fields by one spelt alike.
const replaceIn = ids => (unknown, near) => {
  for (const id of ids) $(id).value = typed(id).map(w => w === unknown ? near : w).join(" ");
  $(ids[0]).dispatchEvent(new Event("input", { bubbles: true }));
};

// updater returns a function that sends the request that parameters returns, and shows the
// answer in a list, replaced words in a note, or the error in a box.
const updater = (list, note, box, ids, press, parameters) => latest(async () => {
  const request = parameters();
  let near = [];
  try {
    showError(box, null);
    if (request) near = await get(...request);
  } catch (error) {
    showError(box, error, replaceIn(ids));
  }
  note.replaceChildren(...replacements(near[0]?.replaced));
  bars(list, near, press);
});

let neighbours, analogy;

export function update() {
  neighbours();
  analogy();
}

export const state = () => Object.fromEntries(["plus", "minus", "a", "b", "c"].map(id => [id, $(id).value]));

export function restore(from) {
  for (const id of ["plus", "minus", "a", "b", "c"]) if (from.has(id)) $(id).value = from.get(id);
}

// begin fills the fields with words that the model knows.
export async function begin(samples) {
  const knows = word => get("/api/vector", { word }).then(() => true, () => false);
  const korean = samples.some(w => /[가-힣]/.test(w));
  const [a, b, c] = korean ? ["남자", "여자", "왕"] : ["man", "woman", "king"];
  $("plus").value = await knows(c) ? c : samples[0] || "";
  $("minus").value = "";
  [$("a").value, $("b").value, $("c").value] = await knows([a, b, c]) ? [a, b, c] : ["", "", ""];
}

export function start(changed) {
  const press = word => {
    $("plus").value = word;
    $("minus").value = "";
    neighbours();
    changed();
  };
  neighbours = updater($("neighbours"), $("neighbourNote"), $("neighbourError"), ["plus", "minus"], press, () => {
    const word = typed("plus");
    const n = Math.max(1, Math.min(100, Math.round(Number($("howMany").value)) || 12));
    return word.length ? ["/api/similar", { word, minus: typed("minus"), n }] : null;
  });
  analogy = updater($("answers"), $("analogyNote"), $("analogyError"), ["a", "b", "c"], press, () => {
    const [a, b, c] = ["a", "b", "c"].map(id => $(id).value.trim());
    return a && b && c ? ["/api/analogy", { a, b, c, n: 8 }] : null;
  });
  for (const [form, run] of [["neighbourForm", neighbours], ["analogyForm", analogy]]) {
    $(form).addEventListener("submit", e => e.preventDefault());
    $(form).addEventListener("input", () => { run(); changed(); });
  }
}
