import assert from "node:assert/strict";
import test from "node:test";
import { merged, timesOf } from "./weights.js";

const row = (name, ...cells) => ({ name, cells, weight: .5 });

test("equal tokens with equal numbers are one row, where the first of them is", () => {
  const all = merged([row("a", "0.1"), row("b", "0.7"), row("a", "0.1"), row("a", "0.1")]);
  assert.deepEqual(all.map(r => r.name + timesOf(r.times)), ["a 3 ×", "b"]);
  assert.deepEqual(all[0].cells, ["0.1"]);
});

test("equal tokens with other numbers, and other tokens with equal numbers, are rows of their own", () => {
  assert.equal(merged([row("a", "0.1"), row("a", "0.2"), row("b", "0.1")]).length, 3);
  assert.equal(merged([row("a", "b", "c"), row("a", "b,c")]).length, 2, "cells are compared one by one");
  assert.deepEqual(merged([]), []);
});
