// Every step of one query's attention, from the vectors to the context, worked
// out here from the vectors; the results are the server's.
import { fixed, h, split, $, word } from "./dom.js";
import { get } from "./api.js";
import { number, t } from "./text.js";

const most = 64, termsShown = 3;
const sum = all => all.reduce((a, b) => a + b, 0);
const bracketed = x => x < 0 ? `(${fixed(x, 3)})` : fixed(x, 3);
let asked = 0;

// showSteps asks for the vectors and writes the steps into a box.
export async function showSteps(box, answer, auto) {
  const mine = ++asked;
  const taking = answer.tokens.map((_, i) => i).filter(i => answer.scores[i] !== null);
  const names = [...new Set(taking.map(i => answer.tokens[i]))], queries = split($("query").value);
  if (queries.length + names.length > most || taking.length === 0) {
    box.replaceChildren(h("p", { text: taking.length ? t("tooMany") : t("noToken") }));
    return;
  }
  const vectors = await get("/api/vector", { word: [...queries, ...names] }).catch(() => null);
  if (!vectors || mine !== asked) return;
  const byName = new Map(vectors.slice(queries.length).map(v => [v.word, v.vector]));
  const asking = vectors.slice(0, queries.length).map(v => v.vector);
  const q = asking[0].map((_, d) => sum(asking.map(v => v[d])) / asking.length);
  const tokens = taking.map(i => ({ name: answer.tokens[i], k: byName.get(answer.tokens[i]), score: answer.scores[i], weight: answer.weights[i] }));
  box.replaceChildren(...scoreStep(q, tokens, answer.score), ...weightSteps(tokens, answer, auto), ...contextStep(tokens, answer.context));
}

const formulaOf = score => document.querySelector(`input[name="score"][value="${score}"] ~ .formula`).textContent;
const heading = text => h("h3", { text });

// terms writes out a sum of so many numbers, its first ones in full.
function terms(all) {
  const rest = all.length - termsShown;
  return all.slice(0, termsShown).join(" + ") + (rest > 0 ? ` + ${t("more", number(rest))}` : "");
}

const length = x => Math.sqrt(sum(x.map(v => v * v)));

function scoreStep(q, tokens, score) {
  const rows = tokens.map(({ name, k, score: value }) => {
    const products = q.map((x, d) => `${bracketed(x)}×${bracketed(k[d])}`), dot = sum(q.map((x, d) => x * k[d]));
    const how = ({
      dot: () => `${terms(products)} = ${fixed(value)}`,
      scaled: () => `(${terms(products)}) / √${q.length} = ${fixed(dot)} / ${fixed(Math.sqrt(q.length))} = ${fixed(value)}`,
      cosine: () => length(q) * length(k) === 0 ? t("zero") : `(${terms(products)}) / (${fixed(length(q))} × ${fixed(length(k))}) = ${fixed(value)}`,
      euclidean: () => `−(${terms(q.map((x, d) => `(${fixed(x, 3)} − ${bracketed(k[d])})²`))}) = ${fixed(value)}`,
    }[score] ?? (() => fixed(value)))();
    return h("li", {}, word(name), ": " + how);
  });
  return [heading(t("step1", formulaOf(score))), h("ul", {}, ...rows)];
}

function weightSteps(tokens, { temperature, effective }, auto) {
  const n = number(tokens.length), how = auto && h("p", { text: temperature === 1 ? t("notHalf", n) : t("half", fixed(effective, 3), n) });
  const top = Math.max(...tokens.map(x => x.score)), T = Number(temperature.toPrecision(5));
  const exponentials = tokens.map(x => Math.exp((x.score - top) / temperature)), total = sum(exponentials);
  const exp = tokens.map((x, i) => h("li", {}, word(x.name), `: exp((${fixed(x.score)} − ${top < 0 ? `(${fixed(top)})` : fixed(top)}) / ${T}) = ${fixed(exponentials[i])}`));
  const shares = tokens.map((x, i) => h("li", {}, word(x.name), `: ${fixed(exponentials[i])} / ${fixed(total)} = ${fixed(x.weight)}`));
  return [
    heading(t("step2")), h("p", { text: fixed(top) }),
    heading(t("step3", T)), ...(how ? [how] : []), h("ul", {}, ...exp),
    heading(t("step4")), h("p", { text: `${t("sum")}: ${fixed(total)}` }), h("ul", {}, ...shares),
  ];
}

function contextStep(tokens, context) {
  const row = d => h("li", { text: `${terms(tokens.map(x => `${fixed(x.weight)}×${bracketed(x.k[d])}`))} = ${fixed(context[d])}` });
  return [heading(t("step5")), h("ol", {}, ...context.slice(0, 3).map((_, d) => row(d)))];
}
