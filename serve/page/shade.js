// Sentences as they are written, shaded at the bytes of their tokens.
import { fixed, share, word } from "./dom.js";
import { t } from "./text.js";

// piecesOf cuts a text at its tokens, {start, end, known, weight} with byte offsets in UTF-8.
// Tokens of the same bytes, as the morphemes of 갔, are one piece, with the sum of their
// weights. Text between tokens, such as spaces, particles and endings, is a piece without a
// token. The pieces together are the text.
export function piecesOf(text, tokens) {
  const bytes = new TextEncoder().encode(text), decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const piece = (from, to, token) =>
    ({ text: decoder.decode(bytes.subarray(from, to)), token, known: false, weight: 0 });
  const all = [];
  let at = 0;
  for (const token of tokens) {
    if (token.start > at) all.push(piece(at, at = token.start, false));
    if (token.end > at || !all.length) all.push(piece(at, at = Math.max(at, token.end), true));
    const last = all[all.length - 1];
    last.known ||= token.known;
    last.weight += token.weight;
  }
  if (at < bytes.length) all.push(piece(at, bytes.length, false));
  return all;
}

// shadePiece shows a piece in an element: a token in the strength of its weight relative to
// top, all else faint.
export function shadePiece(element, { text, token, known, weight }, top) {
  element.replaceChildren(word(text));
  element.className = token ? known ? "" : "absent" : "rest";
  element.title = known ? fixed(weight) : token ? t("unknown") : "";
  share(element, known ? weight / top : 0);
}
