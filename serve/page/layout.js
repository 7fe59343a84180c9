// @ts-check
// Where the parts of a heat map are, in CSS pixels. No function here draws.

/**
 * The layout of a heat map: the grid begins at (left, 0) of its canvas, cells are squares, and
 * every step-th name is written beside it.
 * @typedef {object} Layout
 * @property {number} left width of the names of the rows
 * @property {number} above height of the names of the columns
 * @property {number} cell width and height of a cell
 * @property {number} step names that are written: those of index 0, step, 2·step, …
 * @property {number} font size of the names
 * @property {boolean} numbers whether the cells are large enough for weights
 */

// The sizes below are in units of the font size of the page, which the switch for large type changes.
const maxCell = 2.75, numbered = 2.4, spaced = .92;

/**
 * Returns the layout of a heat map of rows × columns cells that is at most width wide.
 * @param {number} rows
 * @param {number} columns
 * @param {number} width
 * @param {number} rem pixels of the font size of the page
 * @param {number} ratio pixels of the screen for each CSS pixel
 * @param {(font: number) => {row: number, column: number}} widest widths of the longest names
 * @returns {Layout}
 */
export function layoutOf(rows, columns, width, rem, ratio, widest) {
  const many = Math.max(rows, columns) > 40;
  const font = rem * (many ? .72 : .84), names = widest(font);
  const left = Math.ceil(Math.min(names.row + 8, width * .3));
  let cell = Math.min(maxCell * rem, (width - left) / Math.max(1, columns));
  // Cells of whole pixels have equal widths; narrow ones would lose much of the width by it.
  if (cell >= 8) cell = Math.floor(cell * ratio) / ratio;
  return {
    left, cell, font,
    above: Math.ceil(Math.min(names.column + 8, 9 * rem)),
    step: Math.max(1, Math.ceil(spaced * rem / cell)),
    numbers: cell >= numbered * rem && columns <= 20,
  };
}

/**
 * Returns the cell at a position of the canvas of the grid, null outside.
 * @param {Layout} layout
 * @param {number} rows
 * @param {number} columns
 * @param {number} x
 * @param {number} y
 * @returns {{row: number, column: number}|null}
 */
export function cellAt({ left, cell }, rows, columns, x, y) {
  const [row, column] = [Math.floor(y / cell), Math.floor((x - left) / cell)];
  return row >= 0 && row < rows && column >= 0 && column < columns ? { row, column } : null;
}

/**
 * Returns where a key moves a cursor in rows × columns cells: the arrow keys by a cell, Home and
 * End to the ends of the row, Page Up and Page Down to those of the column. Other keys: null.
 * @param {string} key
 * @param {{row: number, column: number}} from
 * @param {number} rows
 * @param {number} columns
 */
export function moved(key, from, rows, columns) {
  /** @type {Record<string, [number, number]>} */
  const steps = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    Home: [0, -columns], End: [0, columns], PageUp: [-rows, 0], PageDown: [rows, 0],
  };
  const step = steps[key];
  if (!step) return null;
  const within = (/** @type {number} */ x, /** @type {number} */ n) => Math.max(0, Math.min(n - 1, x));
  return { row: within(from.row + step[0], rows), column: within(from.column + step[1], columns) };
}

/**
 * Shortens a text to a width, with … at its end.
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 */
export function fit(text, width, measure) {
  if (measure(text) <= width) return text;
  const all = [...text];
  let [low, high] = [0, all.length];
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (measure(all.slice(0, mid).join("") + "…") <= width) low = mid; else high = mid - 1;
  }
  return low > 0 ? all.slice(0, low).join("") + "…" : all[0] ?? "";
}

/**
 * Returns the places of texts in a column, as from: two columns of lines are centred.
 * @param {number} rows of this column
 * @param {number} most rows of the longer column
 * @param {number} height of a row
 */
export const middles = (rows, most, height) =>
  Array.from({ length: rows }, (_, i) => height * ((most - rows) / 2 + i + .5));
