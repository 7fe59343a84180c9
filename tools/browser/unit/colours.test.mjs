import assert from "node:assert/strict";
import test from "node:test";
import { colours, fillPixels, inks, level, levels, pixels } from "./colours.js";
import { stops } from "./palette.js";

const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));

test("the colours go from the first stop to the last", () => {
  assert.equal(colours.length, levels);
  assert.deepEqual([colours[0], colours[levels - 1]], [stops[0], stops[stops.length - 1]]);
});

test("lightness grows from level to level, and text can be read on each", () => {
  const luminance = hex => rgb(hex).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  colours.forEach((c, i) => {
    const l = luminance(c), contrast = inks[i] === "#000" ? (l + .05) / .05 : 1.05 / (l + .05);
    assert.ok(i === 0 || l > luminance(colours[i - 1]), `level ${i}`);
    assert.ok(contrast >= 4.5, `level ${i}: ${contrast}`);
  });
});

test("levels are proportional to weights and end at the largest", () => {
  assert.deepEqual([level(0, 1), level(.5, 1), level(1, 1), level(2, 1), level(1, 0), level(-1, 1), level(NaN, 1)],
    [0, 32, 63, 63, 0, 0, 0]);
});

test("hidden pairs and unknown queries are transparent", () => {
  const to = new Uint32Array(6);
  fillPixels(to, [true, false, true], 2, Float32Array.of(0, 1, .5, .5, NaN, 2), 1);
  assert.deepEqual([...to], [pixels[0], pixels[63], 0, 0, 0, pixels[63]]);
  assert.deepEqual([...new Uint8Array(pixels.buffer.slice(0, 4))], [...rgb(colours[0]), 255]);
});
