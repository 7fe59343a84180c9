// @ts-check
// What the view of attention begins with: a query and a sentence that make sense in the model.
import { get, post } from "./api.js";

/** Queries and sentences. @type {[string, string][]} */
const examples = [
  ["cat", "The cat reads a book about a dog in the library"], ["king", "The queen and her son rule the country"],
  ["music", "The band plays songs by a famous singer in the city"],
  ["movie", "A wonderful film with a great story and good actors"],
  ["고양이", "고양이 한 마리가 도서관에서 책을 읽는다"], ["왕", "왕과 왕비가 나라를 다스린다"],
  ["영화", "배우의 연기와 감독의 연출이 좋은 작품이다"], ["음악", "유명한 가수가 도시에서 노래를 부른다"],
];

/**
 * Returns the example of which the model knows the largest share of the tokens, at least three in
 * four and two tokens; else a word of the model, with words near it and others.
 * @param {string[]} samples words of the model
 * @returns {Promise<[string, string]>}
 */
export async function example(samples) {
  const isKorean = (/** @type {string} */ w) => /[가-힣]/.test(w);
  const korean = samples.filter(isKorean).length > samples.length / 2;
  /** @type {[string, string]|null} */
  let best = null;
  let most = .75;
  for (const [query, text] of examples.filter(e => isKorean(e[0]) === korean)) {
    /** @type {boolean[]} */
    const known = await post("/api/attend", { query, text, nearest: 0 }).then(a => a.known, () => []);
    const n = known.filter(Boolean).length;
    if (n >= 2 && n / known.length >= most && (!best || n / known.length > most)) {
      [best, most] = [[query, text], n / known.length];
    }
  }
  if (best) return best;
  const query = samples[0] ?? "";
  /** @type {{word: string}[]} */
  const near = query ? await get("/api/similar", { word: query, n: 3 }).catch(() => []) : [];
  return [query, [...new Set([...samples.slice(1, 4), ...near.map(n => n.word), ...samples.slice(4)])].join(" ")];
}
