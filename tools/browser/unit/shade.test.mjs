import assert from "node:assert/strict";
import test from "node:test";
import { piecesOf, unitsOf } from "./shade.js";

const token = (start, end, weight = 1) => ({ start, end, known: true, weight });

test("the pieces are the text", () => {
  const text = "고양이가 책을 읽었다.";
  const pieces = piecesOf(text, [token(0, 9, .5), token(13, 16, .25), token(20, 23, .25)]);
  assert.equal(pieces.map(p => p.text).join(""), text);
  assert.deepEqual(pieces.map(p => p.index), [0, -1, 1, -1, 2, -1]);
  assert.deepEqual(piecesOf("", []), []);
});

test("tokens of the same bytes are one piece with the sum of their weights", () => {
  const [piece] = piecesOf("갔다", [token(0, 3, .5), token(0, 3, .25)]);
  assert.deepEqual(piece, { text: "갔", index: 0, known: true, unknown: false, weight: .75 });
});

test("an eojeol is one unit, and the text between units is space", () => {
  const pieces = piecesOf("고양이가  책을\n읽었다.", [token(0, 9), token(14, 17), token(21, 24)]);
  const units = unitsOf(pieces);
  assert.deepEqual(units.map(u => u.pieces.map(p => p.text)), [["고양이", "가"], ["책", "을"], ["읽", "었다."]]);
  assert.deepEqual(units.map(u => u.space), ["  ", "\n", ""]);
});

test("space at the beginning, and a piece with spaces inside, are kept", () => {
  const units = unitsOf(piecesOf(" new york city", [token(1, 9)]));
  assert.equal(units.map(u => u.pieces.map(p => p.text).join("") + u.space).join(""), " new york city");
  assert.deepEqual(units.flatMap(u => u.pieces).map(p => p.index), [0, 0, -1]);
});
