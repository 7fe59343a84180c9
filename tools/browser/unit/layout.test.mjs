import assert from "node:assert/strict";
import test from "node:test";
import { cellAt, fit, layoutOf, middles, moved } from "./layout.js";

const widest = () => ({ row: 60, column: 80 });

test("a heat map of any size fits the width", () => {
  for (const n of [1, 2, 14, 50, 200, 512]) {
    for (const width of [240, 366, 900, 1400]) {
      for (const ratio of [1, 1.5, 3]) {
        const { left, cell } = layoutOf(n, n, width, 16, ratio, widest);
        assert.ok(left + n * cell <= width + 1e-9, `${n} cells of ${cell} beside ${left} in ${width}`);
        assert.ok(cell > 0 && cell <= 44);
        if (cell >= 8) assert.ok(Math.abs(cell * ratio - Math.round(cell * ratio)) < 1e-9, "not whole pixels");
      }
    }
  }
});

test("names do not overlap, and long ones leave space for the cells", () => {
  for (const n of [10, 60, 200, 512]) {
    const { cell, step, font } = layoutOf(n, n, 900, 16, 1, widest);
    assert.ok(step * cell >= font, `${step} cells of ${cell} for a font of ${font}`);
  }
  const { left, above } = layoutOf(5, 5, 300, 16, 1, () => ({ row: 1000, column: 1000 }));
  assert.ok(left <= 90 && above <= 144);
});

test("weights are written into large cells only", () => {
  assert.equal(layoutOf(10, 10, 900, 16, 1, widest).numbers, true);
  assert.equal(layoutOf(10, 10, 300, 16, 1, widest).numbers, false);
  assert.equal(layoutOf(21, 21, 2000, 16, 1, widest).numbers, false);
});

test("large type enlarges names and cells", () => {
  const [small, large] = [16, 24].map(rem => layoutOf(5, 5, 1000, rem, 1, widest));
  assert.ok(large.font > small.font && large.cell > small.cell);
});

test("a position is in the cell that is drawn there", () => {
  const layout = layoutOf(3, 4, 500, 16, 1, widest), { left, cell } = layout;
  assert.deepEqual(cellAt(layout, 3, 4, left + 1, 1), { row: 0, column: 0 });
  assert.deepEqual(cellAt(layout, 3, 4, left + 3.5 * cell, 2.5 * cell), { row: 2, column: 3 });
  for (const [x, y] of [[left - 1, 1], [left + 1, -1], [left + 4 * cell + 1, 1], [left + 1, 3 * cell + 1]]) {
    assert.equal(cellAt(layout, 3, 4, x, y), null);
  }
});

test("keys move the cursor and stop at the edges", () => {
  const from = { row: 1, column: 1 };
  assert.deepEqual(moved("ArrowLeft", from, 3, 5), { row: 1, column: 0 });
  assert.deepEqual(moved("ArrowDown", { row: 2, column: 1 }, 3, 5), { row: 2, column: 1 });
  assert.deepEqual(moved("End", from, 3, 5), { row: 1, column: 4 });
  assert.deepEqual(moved("PageUp", from, 3, 5), { row: 0, column: 1 });
  assert.equal(moved("x", from, 3, 5), null);
});

test("texts are shortened to the longest beginning that fits", () => {
  const measure = text => 10 * [...text].length;
  assert.equal(fit("word", 40, measure), "word");
  assert.equal(fit("words", 40, measure), "wor…");
  assert.equal(fit("👩‍👧고양이가", 30, measure).endsWith("…"), true);
  assert.equal(fit("w".repeat(40), 5, measure), "w");
  assert.equal(fit("", 5, measure), "");
});

test("the shorter column of lines is centred", () => {
  assert.deepEqual(middles(4, 4, 10), [5, 15, 25, 35]);
  assert.deepEqual(middles(2, 4, 10), [15, 25]);
  assert.deepEqual(middles(1, 4, 10), [20]);
});
