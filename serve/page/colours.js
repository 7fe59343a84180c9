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
