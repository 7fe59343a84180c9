// The steps of one query's attention, from the vectors to the context vector. The terms are
// computed here from the vectors; the results are those of the server.
import { fixed, h, split, $, word } from "./dom.js";
import { get } from "./api.js";
import { number, t } from "./text.js";

// maxWords is the maximum of words whose vectors one request returns, as in the server; termsShown is
// the number of terms of a sum that are written out.
const maxWords = 64, termsShown = 3;
const sum = all => all.reduce((a, b) => a + b, 0);
// bracketed returns a number with three decimals, in parentheses if it is negative.
const bracketed = x => x < 0 ? `(${fixed(x, 3)})` : fixed(x, 3);
let requests = 0; // that were sent; only the last one is shown

// showSteps loads the vectors and writes the steps of an answer into a box. auto says that
// the temperature was found automatically.
export async function showSteps(box, answer, auto) {
  const mine = ++requests;
  const visible = answer.tokens.map((_, i) => i).filter(i => answer.scores[i] !== null);
  const names = [...new Set(visible.map(i => answer.tokens[i]))], queries = split($("query").value);
  if (queries.length + names.length > maxWords || visible.length === 0) {
    box.replaceChildren(h("p", { text: visible.length ? t("tooMany") : t("noToken") }));
    return;
  }
  const vectors = await get("/api/vector", { word: [...queries, ...names] }).catch(() => null);
  if (!vectors || mine !== requests) return;
  const byName = new Map(vectors.slice(queries.length).map(v => [v.word, v.vector]));
  const queryVectors = vectors.slice(0, queries.length).map(v => v.vector);
  const q = queryVectors[0].map((_, d) => sum(queryVectors.map(v => v[d])) / queryVectors.length);
  const tokens = visible.map(i => ({
    name: answer.tokens[i], k: byName.get(answer.tokens[i]), score: answer.scores[i], weight: answer.weights[i],
  }));
  box.replaceChildren(...scoreStep(q, tokens, answer.score), ...weightSteps(tokens, answer, auto),
    ...contextStep(tokens, answer.context));
}

const formulaOf = score =>
  document.querySelector(`input[name="score"][value="${score}"] ~ .formula`).textContent;
const heading = text => h("h3", { text });

// terms returns a sum as text: its first terms, and the number of the others.
function terms(all) {
  const rest = all.length - termsShown;
  return all.slice(0, termsShown).join(" + ") + (rest > 0 ? ` + ${t("more", number(rest))}` : "");
}

const length = x => Math.sqrt(sum(x.map(v => v * v)));

// scoreStep returns the step that computes the score of each token from the query vector q and its key
// k. A score without a calculation here shows the result only.
function scoreStep(q, tokens, score) {
  const rows = tokens.map(({ name, k, score: value }) => {
    const products = q.map((x, d) => `${bracketed(x)}×${bracketed(k[d])}`);
    const dot = sum(q.map((x, d) => x * k[d])), root = fixed(Math.sqrt(q.length));
    const calculation = ({
      dot: () => `${terms(products)} = ${fixed(value)}`,
      scaled: () => `(${terms(products)}) / √${q.length} = ${fixed(dot)} / ${root} = ${fixed(value)}`,
      cosine: () => length(q) * length(k) === 0 ? t("zero")
        : `(${terms(products)}) / (${fixed(length(q))} × ${fixed(length(k))}) = ${fixed(value)}`,
      euclidean: () => `−(${terms(q.map((x, d) => `(${fixed(x, 3)} − ${bracketed(k[d])})²`))}) = ${fixed(value)}`,
    }[score] ?? (() => fixed(value)))();
    return h("li", {}, word(name), ": " + calculation);
  });
  return [heading(t("step1", formulaOf(score))), h("ul", {}, ...rows)];
}

// weightSteps returns the steps of softmax: the largest score, exp((score − largest) / T), and the
// weights, each the exponential divided by the sum.
function weightSteps(tokens, { temperature, effective }, auto) {
  const n = number(tokens.length);
  const found = auto && h("p", { text: temperature === 1 ? t("notHalf", n) : t("half", fixed(effective, 3), n) });
  const top = Math.max(...tokens.map(x => x.score)), maximum = top < 0 ? `(${fixed(top)})` : fixed(top);
  const T = Number(temperature.toPrecision(5));
  const exponentials = tokens.map(x => Math.exp((x.score - top) / temperature)), total = sum(exponentials);
  const exp = tokens.map((x, i) =>
    h("li", {}, word(x.name), `: exp((${fixed(x.score)} − ${maximum}) / ${T}) = ${fixed(exponentials[i])}`));
  const weights = tokens.map((x, i) =>
    h("li", {}, word(x.name), `: ${fixed(exponentials[i])} / ${fixed(total)} = ${fixed(x.weight)}`));
  return [
    heading(t("step2")), h("p", { text: fixed(top) }),
    heading(t("step3", T)), ...(found ? [found] : []), h("ul", {}, ...exp),
    heading(t("step4")), h("p", { text: `${t("sum")}: ${fixed(total)}` }), h("ul", {}, ...weights),
  ];
}

// contextStep returns the step that sums the weighted values, for the first three dimensions.
function contextStep(tokens, context) {
  const products = d => tokens.map(x => `${fixed(x.weight)}×${bracketed(x.k[d])}`);
  const row = d => h("li", { text: `${terms(products(d))} = ${fixed(context[d])}` });
  return [heading(t("step5")), h("ol", {}, ...context.slice(0, 3).map((_, d) => row(d)))];
}
