// @ts-check
// Sentences as they are written, shaded at the bytes of their tokens.
import { fixed, h, share, visible, word } from "./dom.js";
import { t } from "./text.js";

/**
 * A part of a sentence: what tokens come from, or the text between them. index is that of the
 * first of the tokens; −1 without a token. known: a token of it takes part. unknown: the model
 * has no vector for any of its tokens.
 * @typedef {{text: string, index: number, known: boolean, unknown: boolean, weight: number}} Piece
 */

/**
 * Cuts a text at its tokens, whose byte offsets are those in UTF-8. Tokens of the same bytes, as
 * the morphemes of 갔, are one piece, with the sum of their weights. Text between tokens, such as
 * spaces, particles and endings, is a piece without a token. The pieces together are the text.
 * @param {string} text
 * @param {{start: number, end: number, known: boolean, unknown?: boolean, weight: number}[]} tokens
 *   unknown is !known if it is missing
 * @returns {Piece[]}
 */
export function piecesOf(text, tokens) {
  const bytes = new TextEncoder().encode(text), decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const piece = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ index) =>
    ({ text: decoder.decode(bytes.subarray(from, to)), index, known: false, unknown: true, weight: 0 });
  /** @type {Piece[]} */
  const all = [];
  let at = 0;
  tokens.forEach((token, i) => {
    if (token.start > at) all.push(piece(at, at = token.start, -1));
    if (token.end > at || !all.length) all.push(piece(at, at = Math.max(at, token.end), i));
    const last = all[all.length - 1];
    last.known ||= token.known;
    last.unknown &&= token.unknown ?? !token.known;
    last.weight += token.weight;
  });
  if (at < bytes.length) all.push(piece(at, bytes.length, -1));
  return all;
}

/**
 * Groups pieces by the units between spaces, so that none is torn across lines: each group is
 * the pieces without a space between them, and the space after them. A piece with spaces inside
 * is cut there, and so is one with line feeds.
 * @param {Piece[]} pieces
 * @returns {{pieces: Piece[], space: string}[]}
 */
export function unitsOf(pieces) {
  /** @type {{pieces: Piece[], space: string}[]} */
  const all = [{ pieces: [], space: "" }];
  for (const piece of pieces) {
    for (const text of piece.text.split(/(\s+)/u)) {
      if (!text) continue;
      const last = all[all.length - 1];
      if (!/^\s/u.test(text)) last.pieces.push({ ...piece, text });
      else if (last.pieces.length || !last.space) {
        last.space += text;
        all.push({ pieces: [], space: "" });
      }
    }
  }
  return all.filter(unit => unit.pieces.length || unit.space);
}

/**
 * Shows a sentence in a box: its units, each with spans of its pieces. Elements are kept if the
 * text has not changed, so that the shades move from one answer to the next.
 * @param {HTMLElement} box
 * @param {Piece[]} pieces
 * @param {number} top the weight of the strongest shade
 */
export function shade(box, pieces, top) {
  const text = pieces.map(p => p.text + "\u0000" + p.index).join("\u0001");
  if (box.dataset.text !== text) {
    box.dataset.text = text;
    box.replaceChildren(...unitsOf(pieces).flatMap(({ pieces: parts, space }) => [
      ...parts.length ? [h("span", { class: "unit" }, ...parts.map(spanOf))] : [],
      visible(space.replace(/\s/gu, " ")),
    ]));
  }
  const byToken = new Map(pieces.map(p => [p.index, p]));
  for (const span of /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll(".unit > span"))) {
    const piece = span.dataset.token === undefined ? undefined : byToken.get(Number(span.dataset.token));
    const state = !piece ? "rest" : piece.known ? "" : piece.unknown ? "absent" : "left";
    if (span.className !== state) span.className = state;
    span.title = piece?.known ? fixed(piece.weight) : piece ? t(piece.unknown ? "unknown" : "leftOut") : "";
    share(span, piece?.known && top > 0 ? piece.weight / top : 0);
  }
}

/** Makes the span of a piece. @param {Piece} piece */
const spanOf = ({ text, index }) => h("span", { "data-token": index < 0 ? null : index }, word(text));

/** Empties a box that shade has filled. @param {HTMLElement} box */
export function unshade(box) {
  delete box.dataset.text;
  box.replaceChildren();
}
