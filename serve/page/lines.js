// @ts-check
// Lines from queries to keys, as wide and as dark as their weights (Vig 2019, arXiv:1906.05714).
// The names are buttons on both sides of a canvas with the lines. Pointing at a name, or giving it
// the focus, shows its lines only; a click locks it.
import { colour, fixed, h, isolated, rem, resize, sized, visible, word } from "./dom.js";
import { middles } from "./layout.js";
import { largest, strongest } from "./matrix.js";
import { t } from "./text.js";

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("./selection.js").Side} Side */
/** @typedef {import("./selection.js").Selection} Selection */

/** The largest number of lines: more cannot be distinguished. */
const maxLines = 2000;

/** The lines of a matrix in a box. */
export class Lines {
  /**
   * @param {HTMLElement} box
   * @param {Selection} selection
   */
  constructor(box, selection) {
    this.box = box;
    this.selection = selection;
    /** @type {Matrix|null} */
    this.matrix = null;
    this.threshold = 0;
    this.height = 30; // of a row, in pixels
    this.waiting = false;
    const side = (/** @type {Side} */ of) => h("ul", {
      class: "names " + of, "data-side": of,
      on: {
        pointerover: (/** @type {Event} */ e) => this.point(e), pointerleave: () => selection.point(null),
        focusin: (/** @type {Event} */ e) => this.point(e), focusout: () => selection.point(null),
        click: (/** @type {Event} */ e) => this.lock(e), keydown: (/** @type {KeyboardEvent} */ e) => this.key(e),
      },
    });
    this.queries = side("query");
    this.keys = side("key");
    this.canvas = /** @type {HTMLCanvasElement} */ (h("canvas", { role: "img", "aria-label": t("lines") }));
    this.middle = h("div", { class: "between" }, this.canvas);
    this.note = h("p", { class: "hint", role: "status" });
    box.append(this.note, h("div", { class: "sides" }, this.queries, this.middle, this.keys));
    selection.listeners.push(() => this.redraw());
    new ResizeObserver(() => this.redraw()).observe(box);
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", () => this.redraw());
    }
    addEventListener("beforeprint", () => { this.setHeight(true); this.draw(3); });
    addEventListener("afterprint", () => { this.setHeight(); this.redraw(); });
  }

  /**
   * Shows the lines of a matrix.
   * @param {Matrix} matrix
   * @param {number} threshold the smallest weight that is drawn, relative to the largest, 0 to 1
   */
  show(matrix, threshold) {
    this.matrix = matrix;
    this.threshold = threshold;
    const { queries, keys } = matrix;
    this.setHeight();
    this.name(this.queries, queries);
    this.name(this.keys, keys);
    this.draw();
  }

  /**
   * Sets the height of a row. On paper the rows of up to 100 tokens fit on a page.
   * @param {boolean} paper
   */
  setHeight(paper = false) {
    if (!this.matrix) return;
    const most = Math.max(this.matrix.queries.length, this.matrix.keys.length, 1);
    this.height = (most > 60 ? 1.35 : 1.9) * rem();
    if (paper) this.height = Math.max(9, Math.min(this.height, 900 / most));
    this.box.style.setProperty("--row", this.height + "px");
  }

  /** Forgets the matrix and its names. */
  clear() {
    this.matrix = null;
    this.queries.replaceChildren();
    this.keys.replaceChildren();
    this.note.textContent = "";
    this.canvas.setAttribute("aria-label", t("lines"));
    sized(this.canvas, 1, 1);
  }

  /** Fills a column with buttons. One of them is in the tab order. @param {HTMLElement} list @param {string[]} all */
  name(list, all) {
    resize(list, all.length, () => h("li", {}, h("button", { type: "button", tabindex: -1 })));
    all.forEach((name, i) => {
      const button = /** @type {HTMLElement} */ (list.children[i].firstElementChild);
      if (button.textContent !== visible(name)) button.replaceChildren(word(name));
      button.title = visible(name);
    });
    if (!list.querySelector("[tabindex='0']")) list.querySelector("button")?.setAttribute("tabindex", "0");
  }

  /** Draws the lines, and marks the names of the emphasised token. */
  draw(ratio = devicePixelRatio || 1) {
    const width = this.middle.clientWidth;
    if (!this.matrix || width < 20) return;
    const { queries, keys } = this.matrix, most = Math.max(queries.length, keys.length);
    const { place } = this.selection, [row, column] = ["query", "key"].map(s => place?.side === s ? place.index : -1);
    // Many pixels of a tall canvas take long and add little.
    const fine = Math.min(ratio, Math.max(1, 12000 / (most * this.height)));
    const c = sized(this.canvas, width, most * this.height, fine);
    this.canvas.style.height = most * this.height + "px";
    const top = largest(this.matrix, true), from = middles(queries.length, most, this.height);
    const to = middles(keys.length, most, this.height);
    const lines = strongest(this.matrix, Math.max(top * this.threshold, 1e-9), Infinity);
    const shown = lines.slice(Math.max(0, lines.length - maxLines));
    [c.strokeStyle, c.lineCap] = [colour("--accent"), "round"];
    for (const { i, j, w } of shown) {
      const strength = w / top, faded = place && i !== row && j !== column;
      c.globalAlpha = (faded ? .06 : 1) * (.06 + .84 * strength);
      c.lineWidth = .5 + 7 * strength;
      c.beginPath();
      c.moveTo(0, from[i]);
      c.bezierCurveTo(width / 2, from[i], width / 2, to[j], width, to[j]);
      c.stroke();
    }
    c.globalAlpha = 1;
    this.note.textContent = t("linesShown", shown.length, lines.length, fixed(top * this.threshold, 3));
    this.canvas.setAttribute("aria-label", this.description());
    for (const [list, marked] of /** @type {const} */ ([[this.queries, row], [this.keys, column]])) {
      const side = /** @type {Side} */ (list.dataset.side);
      [...list.children].forEach((item, i) => {
        const button = /** @type {HTMLElement} */ (item.firstElementChild);
        button.classList.toggle("marked", i === marked);
        button.setAttribute("aria-pressed", String(this.selection.isLocked(side, i)));
      });
    }
  }

  /** Draws once before the next frame. */
  redraw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  /** Returns the key with the largest weight of each of the first 30 queries. */
  description() {
    const { queries, keys, weights } = /** @type {Matrix} */ (this.matrix), m = keys.length;
    const best = queries.slice(0, 30).map((q, i) => {
      let at = -1;
      for (let j = 0; j < m; j++) if (weights[i * m + j] > (at < 0 ? 0 : weights[i * m + at])) at = j;
      return at < 0 ? isolated(q) : t("sees", isolated(q), isolated(keys[at]), fixed(weights[i * m + at]));
    });
    return `${t("lines")}. ${best.join(". ")}`;
  }

  /** Returns the name that an event is about. @param {Event} e @returns {import("./selection.js").Place|null} */
  placeOf(e) {
    const list = /** @type {HTMLElement} */ (e.currentTarget);
    const item = /** @type {Element} */ (e.target).closest("li");
    const side = /** @type {Side} */ (list.dataset.side);
    return item && { side, index: [...list.children].indexOf(item) };
  }

  /** @param {Event} e */
  point(e) { this.selection.point(this.placeOf(e)); }

  /** @param {Event} e */
  lock(e) {
    const place = this.placeOf(e);
    if (place) this.selection.lock(place);
  }

  /** Moves the focus in a column with the arrow keys, Home and End. @param {KeyboardEvent} e */
  key(e) {
    const place = this.placeOf(e), list = /** @type {HTMLElement} */ (e.currentTarget), n = list.children.length;
    /** @type {Record<string, number>} */
    const to = place ? { ArrowUp: place.index - 1, ArrowDown: place.index + 1, Home: 0, End: n - 1 } : {};
    if (!place || to[e.key] === undefined) return;
    e.preventDefault();
    const next = Math.max(0, Math.min(n - 1, to[e.key]));
    const button = (/** @type {number} */ i) => /** @type {HTMLElement} */ (list.children[i].firstElementChild);
    button(place.index).tabIndex = -1;
    button(next).tabIndex = 0;
    button(next).focus();
  }
}
