// @ts-check
// The colours of heat maps: 64 levels between the stops of the palette, as in package picture.
import { stops } from "./palette.js";

/** The number of colours. */
export const levels = 64;

/** @param {string} hex @returns {number[]} red, green and blue, 0 to 255 */
const parse = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));

/** Red, green and blue of each level, by linear interpolation. */
const table = Array.from({ length: levels }, (_, level) => {
  const at = level / (levels - 1) * (stops.length - 1), i = Math.min(Math.floor(at), stops.length - 2);
  const [from, to] = [parse(stops[i]), parse(stops[i + 1])];
  return from.map((v, c) => Math.round(v + (at - i) * (to[c] - v)));
});

/** The colour of each level as #rrggbb. */
export const colours = table.map(rgb => "#" + rgb.map(v => v.toString(16).padStart(2, "0")).join(""));

// linear is the linear intensity of a component (IEC 61966-2-1).
const linear = (/** @type {number} */ v) => v <= 10.31475 ? v / 3294.6 : ((v / 255 + .055) / 1.055) ** 2.4;

/** The colour of text on each level: black or white, whichever has the larger contrast (WCAG 2.1). */
export const inks = table.map(([r, g, b]) => {
  const l = .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
  return (l + .05) / .05 > 1.05 / (l + .05) ? "#000" : "#fff";
});

/** The levels as 32-bit pixels of an ImageData, in the byte order of the machine. */
export const pixels = Uint32Array.from(table, rgb => new Uint32Array(Uint8Array.of(...rgb, 255).buffer)[0]);

/**
 * Returns the level of a weight, proportional to weight / top.
 * @param {number} weight
 * @param {number} top the end of the scale
 */
export const level = (weight, top) =>
  top > 0 && weight > 0 ? Math.round(Math.min(weight / top, 1) * (levels - 1)) : 0;

/**
 * Paints an image of a matrix, one pixel for each cell. Hidden pairs and queries without weights
 * of their own are transparent.
 * @param {HTMLCanvasElement} image
 * @param {import("./matrix.js").Matrix} matrix
 * @param {number} top the end of the scale
 */
export function paint(image, { queriesKnown, keys, weights }, top) {
  const [n, m] = [queriesKnown.length, keys.length];
  if (!n || !m) return;
  [image.width, image.height] = [m, n];
  const context = /** @type {CanvasRenderingContext2D} */ (image.getContext("2d"));
  const data = context.createImageData(m, n);
  fillPixels(new Uint32Array(data.data.buffer), queriesKnown, m, weights, top);
  context.putImageData(data, 0, 0);
}

/**
 * Writes the pixel of each weight; see paint.
 * @param {Uint32Array} to
 * @param {boolean[]} queriesKnown
 * @param {number} m the number of keys
 * @param {Float32Array} weights
 * @param {number} top
 */
export function fillPixels(to, queriesKnown, m, weights, top) {
  const factor = top > 0 ? (levels - 1) / top : 0;
  for (let i = 0, at = 0; i < queriesKnown.length; i++) {
    if (!queriesKnown[i]) { at += m; continue; }
    for (let j = 0; j < m; j++, at++) {
      const w = weights[at];
      if (w === w) to[at] = pixels[Math.min(levels - 1, Math.round(w * factor))];
    }
  }
}
