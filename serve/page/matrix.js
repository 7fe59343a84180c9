// @ts-check
// The weights of an answer as a matrix with a row for each query.

/**
 * The parts of the answers of /api/attend that the page reads. scores, context and norms are
 * those of one query; weights is a list for one query and a string for a matrix (packed).
 * @typedef {{word: string, cosine: number}} Near
 * @typedef {{eojeol: string, first: number, last: number, weight: number}} Eojeol
 * @typedef {object} Answer
 * @property {string[]} [query]
 * @property {string[]} [to]
 * @property {boolean[]} [to_known]
 * @property {"outputs"} [keys]
 * @property {string} score
 * @property {number} temperature
 * @property {string[]} tokens
 * @property {boolean[]} known
 * @property {(number|null)[]} scores
 * @property {any} weights
 * @property {number[]} context
 * @property {number[]} norms
 * @property {any} entropy
 * @property {any} effective
 * @property {any} [nearest]
 * @property {Record<string, string[]>} [replaced]
 * @property {Eojeol[]} [eojeols]
 * @property {Eojeol[]} [to_eojeols]
 * @property {string} [eojeol_weights]
 * @property {string} text
 * @property {[number, number][]} spans
 */

/**
 * A matrix of weights: rows are queries, columns keys. A hidden pair is NaN. A query that is
 * not known has no weights of its own. square: the queries are the keys, with the same
 * vectors.
 * @typedef {object} Matrix
 * @property {string[]} queries
 * @property {boolean[]} queriesKnown
 * @property {string[]} keys
 * @property {boolean[]} known
 * @property {Float32Array} weights row by row
 * @property {boolean} square
 */

/**
 * Returns the numbers of a packed matrix: base64 of float32, little-endian.
 * @param {string} packed
 */
export function unpack(packed) {
  const text = atob(packed), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  if (new Uint8Array(Uint32Array.of(1).buffer)[0] === 1) return new Float32Array(bytes.buffer);
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

/**
 * Returns the matrix of an answer: of one query, with one row; of self- or cross-attention; or
 * of eojeol.
 * @param {Answer} answer
 * @returns {Matrix}
 */
export function matrixOf(answer) {
  const { tokens, known, query, to, eojeols } = answer;
  if (query) return rowOf(answer);
  if (eojeols && answer.eojeol_weights) {
    const [keys, any] = [namesOf(eojeols), knownOf(eojeols, known)], { to_eojeols: own, to_known: ownKnown } = answer;
    return {
      queries: own ? namesOf(own) : keys, queriesKnown: own && ownKnown ? knownOf(own, ownKnown) : any,
      keys, known: any, weights: unpack(answer.eojeol_weights), square: !own && answer.keys !== "outputs",
    };
  }
  return {
    queries: to ?? tokens, queriesKnown: answer.to_known ?? known, keys: tokens, known,
    weights: unpack(answer.weights), square: !to && answer.keys !== "outputs",
  };
}

/** Returns the texts of eojeol. @param {Eojeol[]} all */
const namesOf = all => all.map(e => e.eojeol);

/** Returns for each eojeol whether a token of it is known. @param {Eojeol[]} all @param {boolean[]} known */
const knownOf = (all, known) => all.map(e => known.slice(e.first, e.last).some(Boolean));

/**
 * Returns the matrix of one query, whose keys are tokens or, if the answer has them, eojeol.
 * @param {Answer} answer
 * @returns {Matrix}
 */
function rowOf({ tokens, known, query, eojeols, scores, weights }) {
  const name = [/** @type {string[]} */ (query).join(" + ")];
  if (!eojeols) {
    const row = Float32Array.from(/** @type {number[]} */ (weights), (w, j) => scores[j] === null ? NaN : w);
    return { queries: name, queriesKnown: [true], keys: tokens, known, weights: row, square: false };
  }
  const seen = eojeols.map(e => scores.slice(e.first, e.last).some(s => s !== null));
  return {
    queries: name, queriesKnown: [true], keys: eojeols.map(e => e.eojeol), known: seen,
    weights: Float32Array.from(eojeols, (e, j) => seen[j] ? e.weight : NaN), square: false,
  };
}

/**
 * Returns the row of a query as weights, 0 for hidden pairs.
 * @param {Matrix} matrix
 * @param {number} i
 */
export const rowAt = ({ weights, keys }, i) =>
  Array.from(weights.subarray(i * keys.length, (i + 1) * keys.length), w => w || 0);

/**
 * Returns the largest weight of the known queries, the end of the colour scale; 0 if there is
 * none. Without the diagonal a square matrix is scaled by the other cells, unless all are 0.
 * @param {Matrix} matrix
 * @param {boolean} diagonal whether the diagonal counts
 */
export function largest({ queriesKnown, keys, weights, square }, diagonal) {
  let top = 0, all = 0;
  const m = keys.length;
  for (let i = 0; i < queriesKnown.length; i++) {
    if (!queriesKnown[i]) continue;
    for (let j = 0, at = i * m; j < m; j++, at++) {
      const w = weights[at]; // NaN is larger than nothing
      if (w > all) all = w;
      if (w > top && (diagonal || !square || i !== j)) top = w;
    }
  }
  return top > 0 ? top : all;
}

/**
 * Returns the pairs of query and key with the largest weights, at least least and at most n, the
 * smallest first, so that strong lines are drawn over weak ones.
 * @param {Matrix} matrix
 * @param {number} least
 * @param {number} n
 * @returns {{i: number, j: number, w: number}[]}
 */
export function strongest({ queriesKnown, keys, weights }, least, n) {
  const all = [], m = keys.length;
  for (let i = 0; i < queriesKnown.length; i++) {
    if (!queriesKnown[i]) continue;
    for (let j = 0; j < m; j++) {
      const w = weights[i * m + j];
      if (w > 0 && w >= least) all.push({ i, j, w });
    }
  }
  all.sort((a, b) => a.w - b.w || b.i - a.i || b.j - a.j);
  return all.slice(Math.max(0, all.length - n));
}
