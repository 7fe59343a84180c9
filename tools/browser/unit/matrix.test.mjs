import assert from "node:assert/strict";
import test from "node:test";
import { largest, matrixOf, rowAt, strongest, unpack } from "./matrix.js";

const pack = all => Buffer.from(Float32Array.from(all).buffer).toString("base64");
const square = (weights, known = [true, true]) => ({
  queries: ["a", "b"], queriesKnown: known, keys: ["a", "b"], known, weights: Float32Array.from(weights), square: true,
});

test("packed weights are read exactly", () => {
  const all = [0, 1, .1, NaN, 1e-30];
  assert.deepEqual([...unpack(pack(all))], [...Float32Array.from(all)]);
  assert.equal(unpack("").length, 0);
});

test("answers become matrices", () => {
  const self = matrixOf({ tokens: ["a", "b"], known: [true, false], weights: pack([1, 0, .5, .5]) });
  assert.equal(self.square, true);
  assert.deepEqual(rowAt(self, 1), [.5, .5]);
  const cross = matrixOf({ to: ["q"], to_known: [false], tokens: ["a", "b"], known: [true, true], weights: pack([NaN, 1]) });
  assert.deepEqual([cross.square, cross.queries, cross.queriesKnown], [false, ["q"], [false]]);
  assert.deepEqual(rowAt(cross, 0), [0, 1]);
  const one = matrixOf({ query: ["q", "r"], tokens: ["a", "b"], known: [true, false], scores: [1, null], weights: [1, 0] });
  assert.deepEqual([one.queries, [...one.weights]], [["q + r"], [1, NaN]]);
});

test("eojeol take the place of tokens", () => {
  const eojeols = [{ eojeol: "책을", first: 0, last: 1, weight: .25 }, { eojeol: "읽었다", first: 1, last: 3, weight: .75 }];
  const rest = { tokens: ["책", "읽다", "x"], known: [true, false, true], eojeols };
  const self = matrixOf({ ...rest, weights: pack(Array(9).fill(0)), eojeol_weights: pack([.5, .5, 1, 0]) });
  assert.deepEqual([self.keys, self.known, rowAt(self, 1)], [["책을", "읽었다"], [true, true], [1, 0]]);
  const one = matrixOf({ ...rest, query: ["q"], scores: [null, null, 1], weights: [0, 0, 1] });
  assert.deepEqual([...one.weights], [NaN, .75]);
  const cross = matrixOf({
    ...rest, to: ["q", "r"], to_known: [false, true], weights: pack(Array(6).fill(0)), eojeol_weights: pack([.25, .75]),
    to_eojeols: [{ eojeol: "qr", first: 0, last: 2 }],
  });
  assert.deepEqual([cross.queries, cross.queriesKnown, cross.keys, cross.square, rowAt(cross, 0)],
    [["qr"], [true], ["책을", "읽었다"], false, [.25, .75]]);
});

test("the scale leaves out the diagonal, hidden pairs and unknown queries", () => {
  assert.equal(largest(square([.875, .125, .25, .75]), false), .25);
  assert.equal(largest(square([.875, .125, .25, .75]), true), .875);
  assert.equal(largest(square([1, NaN, NaN, 1]), false), 1, "only the diagonal has weights");
  assert.equal(largest(square([.5, .5, .25, .75], [true, false]), true), .5);
  assert.equal(largest(square([0, 0, 0, 0]), false), 0);
  assert.equal(largest({ ...square([]), queries: [], queriesKnown: [], keys: [] }, false), 0);
});

test("the strongest lines come last, and weak ones are left out", () => {
  const lines = strongest(square([.875, .125, .25, .75]), .2, 10);
  assert.deepEqual(lines.map(l => [l.i, l.j]), [[1, 0], [1, 1], [0, 0]]);
  assert.equal(strongest(square([.875, .125, .25, .75]), 0, 2).length, 2);
  assert.equal(strongest(square([NaN, NaN, NaN, NaN]), 0, 2).length, 0);
});
