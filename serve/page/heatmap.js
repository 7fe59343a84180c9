// @ts-check
// The heat map of a matrix of weights, on two canvases: the names of the columns, which stay in
// view, and the names of the rows with the cells. A cell is one pixel of an image that is
// enlarged, so the time of drawing grows with what is shown only.
import { colour, fixed, fonts, h, isolated, rem, sized, visible } from "./dom.js";
import { colours, inks, level, levels, paint } from "./colours.js";
import { cellAt, fit, layoutOf, moved } from "./layout.js";
import { largest } from "./matrix.js";
import { legend } from "./palette.js";
import { lang, t } from "./text.js";

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("./selection.js").Selection} Selection */
/** @typedef {{row: number, column: number}} Cell */

/** A heat map in a box. It draws when it is shown, and when the width of the box changes. */
export class HeatMap {
  /**
   * @param {HTMLElement} box
   * @param {Selection} selection its query is the row that is framed
   */
  constructor(box, selection) {
    this.box = box;
    this.selection = selection;
    /** @type {Matrix|null} */
    this.matrix = null;
    /** @type {Cell|null} the cell at the pointer or the keyboard's */
    this.cursor = null;
    this.head = /** @type {HTMLCanvasElement} */ (h("canvas", { class: "names", "aria-hidden": "true" }));
    this.grid = /** @type {HTMLCanvasElement} */ (h("canvas", {
      class: "cells", tabindex: 0, role: "img", "aria-describedby": "heatReadout",
    }));
    this.scale = /** @type {HTMLCanvasElement} */ (h("canvas", { class: "scale", "aria-hidden": "true" }));
    this.readout = h("p", { id: "heatReadout", role: "status" });
    this.diagonal = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: "diagonal" }));
    this.diagonalText = h("span");
    this.diagonalBox = h("label", {}, this.diagonal, " ", this.diagonalText);
    this.keys = h("span", { class: "hint" });
    box.append(this.head, this.grid, this.readout,
      h("div", { class: "legend" }, this.scale, this.keys, this.diagonalBox));
    this.image = document.createElement("canvas");
    this.headContext = sized(this.head, 1, 1);
    this.gridContext = sized(this.grid, 1, 1);
    /** @type {import("./layout.js").Layout} */
    this.layout = { left: 0, above: 0, cell: 1, step: 1, font: 12, numbers: false };
    this.top = 0; // the end of the colour scale
    this.width = 0; // of the box when it was drawn last
    this.ink = { fg: "", bg: "", muted: "", track: "", mark: "" };
    this.waiting = false;
    this.listen();
  }

  /** Draws a matrix. The cursor stays where it is, if the matrix has that cell. @param {Matrix} matrix */
  show(matrix) {
    this.matrix = matrix;
    const { queries, keys } = matrix;
    if (this.cursor && (this.cursor.row >= queries.length || this.cursor.column >= keys.length)) this.cursor = null;
    this.diagonalBox.hidden = !matrix.square || queries.length < 2;
    this.diagonalText.textContent = t("withDiagonal");
    this.grid.setAttribute("aria-label", t("heatMap"));
    this.grid.dataset.size = `${queries.length}×${keys.length}`;
    this.top = largest(matrix, this.diagonal.checked);
    paint(this.image, matrix, this.top);
    this.draw();
    this.describe();
  }

  /** Forgets the matrix. */
  clear() { this.matrix = null; }

  /** Draws everything for the width of the box. @param {number} [ratio] pixels for each CSS pixel */
  draw(ratio = devicePixelRatio || 1) {
    const width = this.box.clientWidth;
    if (!this.matrix || width < 40) return;
    const { queries, keys } = this.matrix, [n, m] = [queries.length, keys.length];
    const measure = /** @type {CanvasRenderingContext2D} */ (this.image.getContext("2d"));
    const widest = (/** @type {number} */ font) => {
      measure.font = `${font}px ${fonts}`;
      const of = (/** @type {string[]} */ all) =>
        all.reduce((w, name) => Math.max(w, measure.measureText(visible(name).slice(0, 40)).width), 0);
      const row = of(queries);
      return { row, column: queries === keys ? row : of(keys) };
    };
    this.layout = layoutOf(n, m, width, rem(), ratio, widest);
    const { left, above, cell } = this.layout, across = left + cell * m;
    this.headContext = sized(this.head, across, above, ratio);
    this.gridContext = sized(this.grid, across, cell * n, ratio);
    this.ink = {
      fg: colour("--fg"), bg: colour("--bg"), muted: colour("--muted"), track: colour("--track"),
      mark: colour("--mark"),
    };
    this.drawCells();
    this.drawNames();
    this.drawScale(ratio);
  }

  drawCells() {
    const { queriesKnown, keys, known, weights } = /** @type {Matrix} */ (this.matrix);
    const { left, cell, numbers } = this.layout, c = this.gridContext, [n, m] = [queriesKnown.length, keys.length];
    if (!n || !m) return;
    c.fillStyle = this.ink.track;
    c.fillRect(left, 0, cell * m, cell * n);
    c.imageSmoothingEnabled = false;
    c.drawImage(this.image, left, 0, cell * m, cell * n);
    if (cell >= 10) { // lines between the cells
      c.fillStyle = this.ink.bg;
      for (let i = 1; i < n; i++) c.fillRect(left, i * cell - .5, cell * m, 1);
      for (let j = 1; j < m; j++) c.fillRect(left + j * cell - .5, 0, 1, cell * n);
    }
    queriesKnown.forEach((is, i) => { if (!is) this.hatch(left, i * cell, m * cell, cell); });
    known.forEach((is, j) => { if (!is) this.hatch(left + j * cell, 0, cell, n * cell); });
    if (!numbers) return;
    c.font = `${Math.min(.78 * rem(), cell * .36)}px ${fonts}`;
    [c.textAlign, c.textBaseline] = ["center", "middle"];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) {
        const w = weights[i * m + j];
        if (w !== w || !queriesKnown[i] || !known[j]) continue;
        c.fillStyle = inks[level(w, this.top)];
        c.fillText(w.toFixed(2), left + (j + .5) * cell, (i + .5) * cell + .5);
      }
    }
  }

  /**
   * Hatches a row or a column without weights of its own.
   * @param {number} x @param {number} y @param {number} w @param {number} h
   */
  hatch(x, y, w, h) {
    const c = this.gridContext;
    c.fillStyle = this.ink.bg;
    c.fillRect(x, y, w, h);
    c.fillStyle = this.pattern(c);
    c.fillRect(x, y, w, h);
  }

  /** Returns diagonal lines as a fill. @param {CanvasRenderingContext2D} c @returns {CanvasPattern} */
  pattern(c) {
    const tile = document.createElement("canvas"), size = 6;
    tile.width = tile.height = size;
    const d = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
    d.strokeStyle = this.ink.muted;
    d.beginPath();
    for (const at of [-size, 0, size]) {
      d.moveTo(at - 1, size + 1);
      d.lineTo(at + size + 1, -1);
    }
    d.stroke();
    return /** @type {CanvasPattern} */ (c.createPattern(tile, "repeat"));
  }

  /** Writes the names beside the cells, and frames the selected row and the cell of the cursor. */
  drawNames() {
    const { queries, keys } = /** @type {Matrix} */ (this.matrix), { left, above, cell, step, font } = this.layout;
    const { headContext: a, gridContext: c } = this, { place } = this.selection;
    const row = place?.side === "query" ? place.index : this.cursor?.row ?? -1;
    const column = this.cursor?.column ?? (place?.side === "key" ? place.index : -1);
    const across = left + cell * keys.length;
    for (const [context, w, y] of /** @type {const} */ ([[a, across, above], [c, left, cell * queries.length]])) {
      context.clearRect(0, 0, w, y);
      context.font = `${font}px ${fonts}`;
      context.textBaseline = "middle";
    }
    const near = (/** @type {number} */ i, /** @type {number} */ marked) =>
      marked >= 0 && i !== marked && Math.abs(i - marked) < step;
    const name = (/** @type {CanvasRenderingContext2D} */ to, /** @type {string} */ text, /** @type {number} */ width,
      /** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ marked) => {
      to.fillStyle = marked ? this.ink.mark : this.ink.fg;
      to.fillText(fit(visible(text), width, s => to.measureText(s).width), x, y);
    };
    c.textAlign = "right";
    let last = -Infinity; // where the name before is
    for (let i = 0; i < queries.length; i++) {
      if (i !== row && (i % step || near(i, row))) continue;
      const at = this.inside((i + .5) * cell, font, cell * queries.length);
      if (i !== row && at - last < font) continue;
      name(c, queries[i], left - 6, left - 6, last = at, i === row);
    }
    a.textAlign = "left";
    last = -Infinity;
    for (let j = 0; j < keys.length; j++) {
      if (j !== column && (j % step || near(j, column))) continue;
      const at = this.inside(left + (j + .5) * cell, font, across);
      if (j !== column && at - last < font) continue;
      a.save();
      a.translate(last = at, above - 5);
      a.rotate(-Math.PI / 2);
      name(a, keys[j], above - 6, 0, 0, j === column);
      a.restore();
    }
    this.frame(row);
  }

  /**
   * Keeps the middle of a name half a line from the edge.
   * @param {number} at
   * @param {number} font
   * @param {number} end
   */
  inside(at, font, end) { return Math.max(font * .55, Math.min(Math.max(end, font) - font * .55, at)); }

  /** Frames a row and the cell of the cursor. @param {number} row */
  frame(row) {
    const { keys } = /** @type {Matrix} */ (this.matrix), { left, cell } = this.layout, c = this.gridContext;
    /** @param {number} x @param {number} y @param {number} w @param {number} h */
    const box = (x, y, w, h) => {
      for (const [ink, width] of /** @type {const} */ ([[this.ink.bg, 4], [this.ink.mark, 2]])) {
        [c.strokeStyle, c.lineWidth] = [ink, width];
        c.strokeRect(x, y, w, h);
      }
    };
    if (row >= 0) box(left + 1, row * cell + 1, Math.max(1, keys.length * cell - 2), Math.max(1, cell - 2));
    if (this.cursor) {
      const size = Math.max(2, cell - 2);
      box(left + this.cursor.column * cell + 1, this.cursor.row * cell + 1, size, size);
    }
  }

  /** Draws the colour scale from 0 to the largest weight, and says what is hatched. @param {number} ratio */
  drawScale(ratio) {
    const { queriesKnown, known, square } = /** @type {Matrix} */ (this.matrix);
    const texts = legend[/** @type {"en"|"ko"} */ (lang())];
    const size = .82 * rem(), [width, height] = [11 * rem(), 2.2 * rem()];
    const c = sized(this.scale, width, height, ratio);
    for (let i = 0; i < levels; i++) {
      c.fillStyle = colours[i];
      c.fillRect(Math.floor(i * width / levels), 0, Math.ceil(width / levels) + 1, .8 * rem());
    }
    c.font = `${size}px ${fonts}`;
    c.fillStyle = this.ink.muted;
    [c.textBaseline, c.textAlign] = ["alphabetic", "left"];
    const baseline = height - .32 * size;
    c.fillText("0", 0, baseline);
    c.textAlign = "center";
    c.fillText(texts.weight, width / 2, baseline);
    c.textAlign = "right";
    const beyond = square && !this.diagonal.checked && largest(/** @type {Matrix} */ (this.matrix), true) > this.top;
    c.fillText((beyond ? "≥ " : "") + fixed(this.top, 3), width, baseline);
    const all = [];
    if (beyond) all.push(texts.offDiagonal);
    if (queriesKnown.includes(false) || known.includes(false)) all.push("▨ " + texts.noWeights);
    this.keys.textContent = all.join(" · ");
  }

  /** Writes what the cell of the cursor is. */
  describe() {
    if (!this.matrix || !this.cursor) {
      this.readout.textContent = t("point");
      return;
    }
    const { queries, queriesKnown, keys, weights } = this.matrix, { row, column } = this.cursor;
    const w = weights[row * keys.length + column], names = [isolated(queries[row]), isolated(keys[column])];
    this.readout.textContent = !queriesKnown[row] ? t("ownless", names[0])
      : w !== w ? t("hidden", ...names) : t("sees", ...names, fixed(w));
  }

  /** Moves the cursor; null: it is removed. @param {Cell|null} cell */
  go(cell) {
    if (cell?.row === this.cursor?.row && cell?.column === this.cursor?.column) return;
    this.cursor = cell;
    this.describe();
    this.selection.point(cell && { side: "query", index: cell.row });
    this.redraw();
  }

  /** Draws once before the next frame, however often it is called. */
  redraw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      if (!this.matrix) return;
      this.drawCells();
      this.drawNames();
    });
  }

  listen() {
    const { grid } = this;
    const at = (/** @type {MouseEvent} */ e) => this.matrix &&
      cellAt(this.layout, this.matrix.queries.length, this.matrix.keys.length, e.offsetX, e.offsetY);
    grid.addEventListener("pointermove", e => this.go(at(e) || null));
    grid.addEventListener("pointerleave", () => { if (document.activeElement !== grid) this.go(null); });
    grid.addEventListener("click", e => {
      const cell = at(e);
      if (cell) this.selection.lock({ side: "query", index: cell.row });
    });
    grid.addEventListener("keydown", e => this.key(e));
    this.selection.listeners.push(() => this.redraw());
    this.diagonal.addEventListener("input", e => {
      e.stopPropagation(); // it changes the picture, not the request
      if (this.matrix) this.show(this.matrix);
    });
    new ResizeObserver(() => {
      if (this.box.clientWidth !== this.width) this.draw();
      this.width = this.box.clientWidth;
    }).observe(this.box);
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", () => this.draw());
    }
    addEventListener("beforeprint", () => this.draw(3));
    addEventListener("afterprint", () => this.draw());
  }

  /** Moves the cursor with the arrow keys, and locks its row with Enter or space. @param {KeyboardEvent} e */
  key(e) {
    if (!this.matrix || !this.matrix.queries.length || !this.matrix.keys.length) return;
    const [n, m] = [this.matrix.queries.length, this.matrix.keys.length];
    const from = this.cursor ?? { row: 0, column: 0 }, to = moved(e.key, from, n, m);
    if (to) this.go(this.cursor ? to : from);
    else if (e.key === "Enter" || e.key === " ") this.selection.lock({ side: "query", index: from.row });
    else if (e.key === "Escape") this.selection.lock(this.selection.locked);
    else return;
    e.preventDefault();
  }
}
