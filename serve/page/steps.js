// @ts-check
// The steps of one query's attention, from the vectors to the context vector, as tables with a row
// for each token. They are revealed one by one, and pointing at a token marks it in every step. The
// terms are computed here from the vectors; the results are those of the server.
import { $, field, fixed, formula, h, split, word } from "./dom.js";
import { get } from "./api.js";
import { stepTexts } from "./palette.js";
import { lang, number, t } from "./text.js";
import { axis, barOf } from "./weights.js";

/** @typedef {import("./matrix.js").Answer} Answer */
/** @typedef {{name: string, index: number, k: number[], score: number, weight: number}} Token */

// maxWords is the maximum of words whose vectors one request returns, as in the server; termsShown is
// the number of terms of a sum that are written out.
const maxWords = 64, termsShown = 3;
const sum = (/** @type {number[]} */ all) => all.reduce((a, b) => a + b, 0);
// bracketed returns a number with three decimals, in parentheses if it is negative.
const bracketed = (/** @type {number} */ x) => x < 0 ? `(${fixed(x, 3)})` : fixed(x, 3);
let requests = 0; // that were sent; only the last one is shown
let revealed = 1; // the number of steps that are shown

/**
 * Loads the vectors and writes the steps of an answer into a box. auto says that the temperature
 * was found automatically.
 * @param {HTMLElement} box
 * @param {Answer} answer
 * @param {boolean} auto
 */
export async function showSteps(box, answer, auto) {
  const mine = ++requests;
  const visible = answer.tokens.map((_, i) => i).filter(i => answer.scores[i] !== null);
  const names = [...new Set(visible.map(i => answer.tokens[i]))], queries = split(field("query").value);
  if (queries.length + names.length > maxWords || visible.length === 0) {
    box.replaceChildren(h("p", { text: visible.length ? t("tooMany") : t("noToken") }));
    return;
  }
  /** @type {{word: string, vector: number[]}[]|null} */
  const vectors = await get("/api/vector", { word: [...queries, ...names] }).catch(() => null);
  if (!vectors || mine !== requests) return;
  const byName = new Map(names.map((name, i) => [name, vectors[queries.length + i].vector]));
  const q = meanOf(vectors.slice(0, queries.length).map(v => v.vector));
  /** @type {Token[]} */
  const tokens = visible.map(i => ({
    name: answer.tokens[i], index: i, k: byName.get(answer.tokens[i]) ?? [], score: Number(answer.scores[i]),
    weight: answer.weights[i],
  }));
  const steps = [...scoreStep(q, tokens, answer.score), ...weightSteps(tokens, answer, auto),
    ...contextSteps(tokens, answer.context)];
  box.replaceChildren(...steps, controls(box, steps.length));
  reveal(box);
}

/** Returns the mean of vectors. @param {number[][]} vectors */
const meanOf = vectors => vectors[0].map((_, d) => sum(vectors.map(v => v[d])) / vectors.length);

/** Makes the buttons that reveal the steps. @param {HTMLElement} box @param {number} n */
function controls(box, n) {
  const button = (/** @type {string} */ name, /** @type {() => number} */ to) => h("button", {
    type: "button", "data-step": name, text: t(name),
    on: { click: () => { revealed = Math.max(1, Math.min(n, to())); reveal(box); } },
  });
  return h("p", { class: "stepping" }, button("previousStep", () => revealed - 1),
    button("nextStep", () => revealed + 1), button("allSteps", () => n), h("span", { class: "hint", role: "status" }));
}

/** Hides the steps that are not revealed yet. @param {HTMLElement} box */
function reveal(box) {
  const steps = [...box.querySelectorAll("section")], shown = Math.min(revealed, steps.length);
  steps.forEach((step, i) => { step.hidden = i >= shown; });
  const disable = (/** @type {string} */ name, /** @type {boolean} */ is) =>
    /** @type {HTMLElement} */ (box.querySelector(`[data-step=${name}]`)).setAttribute("aria-disabled", String(is));
  disable("previousStep", shown <= 1);
  disable("nextStep", shown >= steps.length);
  disable("allSteps", shown >= steps.length);
  /** @type {HTMLElement} */ (box.querySelector(".stepping .hint")).textContent = t("stepOf", shown, steps.length);
}

/**
 * Marks a token in every step and in the sentence.
 * @param {HTMLElement} box
 * @param {EventTarget|null} target
 */
function mark(box, target) {
  const token = target instanceof Element ? target.closest("[data-token]")?.getAttribute("data-token") : undefined;
  for (const e of [...box.querySelectorAll("[data-token]"), ...$("tokens").querySelectorAll("[data-token]")]) {
    e.classList.toggle("marked", token !== undefined && e.getAttribute("data-token") === token);
  }
}

/** Makes a box mark the token at the pointer. @param {HTMLElement} box */
export function startSteps(box) {
  box.addEventListener("pointerover", e => mark(box, e.target));
  box.addEventListener("pointerleave", () => mark(box, null));
}

/** Returns the formula of a score. @param {string} score */
const formulaOf = score =>
  document.querySelector(`input[name="score"][value="${score}"] ~ .formula`)?.textContent ?? "";

/**
 * Returns a title or another text of the steps of reports, in which the arguments replace %s and %d.
 * @param {keyof typeof stepTexts.en} name
 * @param {(string|number)[]} args
 */
const stepText = (name, ...args) =>
  stepTexts[/** @type {"en"|"ko"} */ (lang())][name].replace(/%[sd]/g, () => String(args.shift() ?? ""));

/**
 * Makes a step: a heading, paragraphs and a table. A row is the cells of a token, or of what name
 * says; the last cell may be a cell with a bar.
 * @param {string} title
 * @param {string[]} notes
 * @param {(string|HTMLElement)[]} names of the columns, the first of which has tokens
 * @param {{token?: Token, name?: string, cells: (string|HTMLElement)[]}[]} rows
 */
function section(title, notes, names, rows) {
  const cell = (/** @type {string|HTMLElement} */ c) =>
    typeof c === "string" ? h("td", { class: c.includes(" + ") && "terms" }, ...formula(c)) : c;
  const body = rows.map(({ token, name, cells }) => h("tr", { "data-token": token?.index },
    h("th", { scope: "row" }, token ? word(token.name) : name ?? stepText("sum")), ...cells.map(cell)));
  const head = names.map(n => typeof n === "string" && n ? h("th", { scope: "col" }, ...formula(n)) : cell(n));
  const table = h("table", {}, h("caption", { text: title }), h("thead", {}, h("tr", {}, ...head)),
    h("tbody", {}, ...body));
  const scroll = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title }, table);
  return h("section", {}, h("h3", {}, ...formula(title)), ...notes.map(text => h("p", { text })),
    ...rows.length ? [scroll] : []);
}

/** Returns a sum as text: its first terms, and the number of the others. @param {string[]} all */
function terms(all) {
  const rest = all.length - termsShown;
  return all.slice(0, termsShown).join(" + ") + (rest > 0 ? ` + ${t("more", number(rest))}` : "");
}

const length = (/** @type {number[]} */ x) => Math.sqrt(sum(x.map(v => v * v)));

/**
 * Returns the step that computes the score of each token from the query vector q and its key. A
 * score without a calculation here shows the result only.
 * @param {number[]} q
 * @param {Token[]} tokens
 * @param {string} score
 */
function scoreStep(q, tokens, score) {
  const rows = tokens.map(token => {
    const { k, score: value } = token;
    const products = q.map((x, d) => `${bracketed(x)}×${bracketed(k[d])}`);
    const dot = sum(q.map((x, d) => x * k[d])), root = fixed(Math.sqrt(q.length));
    /** @type {Record<string, () => string[]>} */
    const calculations = {
      dot: () => [terms(products)],
      scaled: () => [terms(products), `${fixed(dot)} / ${root}`],
      cosine: () => length(q) * length(k) === 0 ? [t("zero"), ""]
        : [terms(products), `${fixed(dot)} / (${fixed(length(q))} × ${fixed(length(k))})`],
      euclidean: () => [`−(${terms(q.map((x, d) => `(${fixed(x, 3)} − ${bracketed(k[d])})²`))})`],
    };
    return { token, cells: [...(calculations[score] ?? (() => []))(), fixed(value)] };
  });
  /** @type {Record<string, string[]>} */
  const names = {
    dot: ["q·k"], scaled: ["q·k", `q·k / √${q.length}`], cosine: ["q·k", "q·k / (‖q‖ ‖k‖)"], euclidean: ["−‖q − k‖²"],
  };
  const title = stepText("scores", `${score} ${formulaOf(score)}`, q.length);
  return [section(title, [], [t("token"), ...names[score] ?? [], t("scoreColumn")], rows)];
}

/**
 * Returns the steps of softmax: the largest score, exp((score − largest) / T), and the weights,
 * each the exponential divided by the sum. The bars are relative to weight 1.
 * @param {Token[]} tokens
 * @param {Answer} answer
 * @param {boolean} auto
 */
function weightSteps(tokens, { temperature, effective }, auto) {
  const n = number(tokens.length), top = Math.max(...tokens.map(x => x.score));
  const maximum = top < 0 ? `(${fixed(top)})` : fixed(top), T = Number(temperature.toPrecision(5));
  const exponentials = tokens.map(x => Math.exp((x.score - top) / temperature)), total = sum(exponentials);
  return [
    section(stepText("maximum"), [stepText("maximumIs", fixed(top))], [], []),
    section(stepText("exponentials", T),
      !auto ? [] : [temperature === 1 ? t("notHalf", n) : t("half", fixed(effective, 3), n)],
      [t("token"), "(s − max) / T", "exp"], [...tokens.map((token, i) => ({
        token, cells: [`(${fixed(token.score)} − ${maximum}) / ${T}`, fixed(exponentials[i])],
      })), { cells: ["", fixed(total)] }]),
    section(stepText("weights"), [], [t("token"), `exp / ${stepText("sum")}`, t("weight"), axis()], [
      ...tokens.map((token, i) => ({
        token, cells: [`${fixed(exponentials[i])} / ${fixed(total)}`, fixed(token.weight), barOf(token.weight)],
      })), { cells: ["", fixed(sum(tokens.map(x => x.weight))), ""] },
    ]),
  ];
}

/**
 * Returns the steps of the weighted values and of their sum, for the first three dimensions.
 * @param {Token[]} tokens
 * @param {number[]} context
 */
function contextSteps(tokens, context) {
  const shown = context.slice(0, termsShown);
  const rows = tokens.map(token => ({
    token, cells: shown.map((_, d) =>
      `${fixed(token.weight)}×${bracketed(token.k[d])} = ${fixed(token.weight * token.k[d])}`),
  }));
  const columns = (/** @type {string} */ name) => shown.map((_, d) => name + subscript(d + 1));
  return [
    section(stepText("values"), [t("firstNumbers")], [t("token"), ...columns("w·v")], rows),
    section(stepText("context"), [], ["", ...columns("c")], [{ name: "c", cells: shown.map(x => fixed(x)) }]),
  ];
}

/** Returns a number in subscript digits. @param {number} n */
const subscript = n => [...String(n)].map(d => String.fromCodePoint(0x2080 + Number(d))).join("");
