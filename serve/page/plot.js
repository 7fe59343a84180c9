// @ts-check
// Named points on a canvas that can be moved and zoomed.
import { colour, fonts } from "./dom.js";

/** A point and the name that is drawn beside it. @typedef {{x: number, y: number, label: string}} Named */

// A Plot draws points with coordinates from −1 to 1, and the names of those that have enough
// space; names of earlier points come first. It calls changed after each drawing.
//
// Coordinates: x grows to the right and y upwards. (this.x, this.y) is the point in the middle
// of the canvas. A unit is scale pixels long, and with zoom 1 the units from −1 to 1 fill the
// shorter side. Pixels are CSS pixels from the top left; drawNow multiplies them by the number
// of pixels of the screen for each.
export class Plot {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} changed
   */
  constructor(canvas, changed) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.changed = changed;
    /** @type {Named[]} */
    this.points = [];
    this.xs = this.ys = new Float32Array(0);
    /** @type {number[]} */
    this.visible = [];
    this.x = this.y = 0;
    this.zoom = 1;
    this.waiting = false;
    this.found = -1;
    this.pointed = -1;
    this.all();
    new ResizeObserver(() => this.draw()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    this.listen();
  }

  /**
   * Replaces the points. Their coordinates are divided by the largest of all, so that they are
   * from −1 to 1.
   * @param {Named[]} points
   */
  show(points) {
    this.points = points;
    this.found = this.pointed = -1;
    let reach = 1e-9;
    for (const p of points) reach = Math.max(reach, Math.abs(p.x), Math.abs(p.y));
    this.xs = Float32Array.from(points, p => p.x / reach);
    this.ys = Float32Array.from(points, p => p.y / reach);
    this.all();
  }

  // all shows the whole plot.
  all() {
    [this.x, this.y, this.zoom] = [0, 0, 1];
    this.draw();
  }

  /** Moves a point to the centre and marks it as found. @param {number} i */
  go(i) {
    this.found = i;
    [this.x, this.y] = [this.xs[i], this.ys[i]];
    this.zoom = Math.max(this.zoom, 6);
    this.draw();
  }

  // scale is the number of pixels of one unit.
  get scale() { return this.zoom * Math.min(this.canvas.clientWidth, this.canvas.clientHeight) / 2.1; }

  /** Returns the position of a point on the canvas, in pixels. @param {number} i */
  position(i) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    return [width / 2 + (this.xs[i] - this.x) * this.scale, height / 2 - (this.ys[i] - this.y) * this.scale];
  }

  /** Zooms; the point at (px, py) stays where it is. @param {number} factor */
  zoomBy(factor, px = this.canvas.clientWidth / 2, py = this.canvas.clientHeight / 2) {
    const before = this.scale;
    this.zoom = Math.max(.5, Math.min(400, this.zoom * factor));
    const dx = px - this.canvas.clientWidth / 2, dy = py - this.canvas.clientHeight / 2;
    const change = 1 / before - 1 / this.scale;
    this.x += dx * change;
    this.y -= dy * change;
    this.draw();
  }

  /** Moves the plot by pixels. @param {number} dx @param {number} dy */
  moveBy(dx, dy) {
    this.x -= dx / this.scale;
    this.y += dy / this.scale;
    this.draw();
  }

  // draw draws once before the next frame, however often it is called.
  draw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.drawNow();
      this.changed();
    });
  }

  // drawNow draws the points, as squares that shrink with the number of points and grow with the
  // zoom. visible are the numbers of the first 400 points in view, from which names are chosen.
  drawNow() {
    const { canvas, context: c } = this;
    const [w, h, ratio] = [canvas.clientWidth, canvas.clientHeight, devicePixelRatio || 1];
    const [width, height] = [Math.round(w * ratio), Math.round(h * ratio)];
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, w, h);
    const crowding = Math.log2(1 + this.points.length / 500);
    const size = Math.max(1.5, Math.min(5, 4.5 - crowding + Math.log2(this.zoom)));
    c.fillStyle = colour("--point");
    this.visible = [];
    const { scale, xs, ys, x, y } = this;
    for (let i = 0; i < this.points.length; i++) {
      const px = w / 2 + (xs[i] - x) * scale, py = h / 2 - (ys[i] - y) * scale;
      if (px < 0 || py < 0 || px > w || py > h) continue;
      c.fillRect(px - size / 2, py - size / 2, size, size);
      if (this.visible.length < 400) this.visible.push(i);
    }
    this.names(c, w);
  }

  /**
   * Writes the names of the found and the pointed-at point, and of the points in view whose names
   * do not overlap earlier ones. The canvas is divided into cells of 18 pixels; a name takes the
   * cells that it touches and is left out if one is taken. No more names are written when 600
   * cells are taken.
   * @param {CanvasRenderingContext2D} c
   * @param {number} w width of the canvas
   */
  names(c, w) {
    c.font = `13px ${fonts}`;
    c.textBaseline = "middle";
    const taken = new Set(), cell = 18;
    const first = [this.found, this.pointed].filter(i => i >= 0);
    for (const i of [...first, ...this.visible]) {
      const [px, py] = this.position(i), name = this.points[i].label;
      const end = px + c.measureText(name).width + 8, cells = [];
      for (let x = Math.floor(px / cell); x <= Math.floor(end / cell); x++) {
        cells.push(x + ":" + Math.floor((py - 7) / cell), x + ":" + Math.floor((py + 7) / cell));
      }
      if (!first.includes(i) && (end > w || cells.some(k => taken.has(k)))) continue;
      for (const k of cells) taken.add(k);
      c.strokeStyle = colour("--bg");
      c.lineWidth = 3;
      const right = px + (first.includes(i) ? 9 : 5);
      c.strokeText(name, right, py);
      c.fillStyle = colour(i === this.found ? "--found" : "--fg");
      c.fillText(name, right, py);
      if (first.includes(i)) {
        c.fillStyle = colour("--found");
        c.beginPath();
        c.arc(px, py, 5, 0, 7);
        c.fill();
      }
      if (taken.size > 600) return;
    }
  }

  /**
   * Returns the point closest to a position, within 14 pixels; −1 if there is none.
   * @param {number} px
   * @param {number} py
   */
  nearest(px, py) {
    const { scale } = this, { clientWidth: width, clientHeight: height } = this.canvas;
    const x = this.x + (px - width / 2) / scale, y = this.y - (py - height / 2) / scale;
    let best = -1, least = (14 / scale) ** 2;
    for (let i = 0; i < this.points.length; i++) {
      const d = (this.xs[i] - x) ** 2 + (this.ys[i] - y) ** 2;
      if (d < least) [best, least] = [i, d];
    }
    return best;
  }

  /**
   * Reacts to wheel, pointers and keys. pointers has the last position of each finger or button
   * that is down, by its id.
   */
  listen() {
    const { canvas } = this;
    /** @type {Map<number, [number, number]>} */
    const pointers = new Map();
    canvas.addEventListener("wheel", e => {
      e.preventDefault();
      this.zoomBy(2 ** (-e.deltaY / 300), e.offsetX, e.offsetY);
    }, { passive: false });
    canvas.addEventListener("pointerdown", e => {
      canvas.setPointerCapture(e.pointerId);
      pointers.set(e.pointerId, [e.offsetX, e.offsetY]);
      canvas.classList.add("dragged");
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) canvas.addEventListener(end, e => {
      pointers.delete(e.pointerId);
      canvas.classList.toggle("dragged", pointers.size > 0);
    });
    canvas.addEventListener("pointermove", e => {
      const before = pointers.get(e.pointerId);
      /** @type {[number, number]} */
      const now = [e.offsetX, e.offsetY];
      if (before) this.drag(pointers, e.pointerId, before, now);
      else this.point(this.nearest(...now));
    });
    canvas.addEventListener("pointerleave", () => this.point(-1));
    canvas.addEventListener("keydown", e => this.key(e));
  }

  /**
   * Moves with one finger and zooms with two.
   * @param {Map<number, [number, number]>} pointers
   * @param {number} id
   * @param {[number, number]} before
   * @param {[number, number]} now
   */
  drag(pointers, id, before, now) {
    pointers.set(id, now);
    const other = [...pointers].find(([k]) => k !== id);
    if (!other) return this.moveBy(now[0] - before[0], now[1] - before[1]);
    const distance = (/** @type {[number, number]} */ at) => Math.hypot(at[0] - other[1][0], at[1] - other[1][1]);
    this.zoomBy(distance(now) / Math.max(1, distance(before)), (now[0] + other[1][0]) / 2, (now[1] + other[1][1]) / 2);
  }

  /** Marks point i as pointed at; −1: none. @param {number} i */
  point(i) {
    if (i === this.pointed) return;
    this.pointed = i;
    this.draw();
  }

  /** Moves and zooms by keys. @param {KeyboardEvent} e */
  key(e) {
    const pixels = 60;
    /** @type {Record<string, () => void>} */
    const actions = {
      ArrowLeft: () => this.moveBy(pixels, 0), ArrowRight: () => this.moveBy(-pixels, 0),
      ArrowUp: () => this.moveBy(0, pixels), ArrowDown: () => this.moveBy(0, -pixels),
      "+": () => this.zoomBy(1.5), "=": () => this.zoomBy(1.5), "-": () => this.zoomBy(1 / 1.5), 0: () => this.all(),
    };
    const action = actions[e.key];
    if (!action || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    action();
  }
}
