// @ts-check
// The token that the views of a result emphasise: the query or key that a click has locked, or
// the one at the pointer.

/** @typedef {"query"|"key"} Side */
/** @typedef {{side: Side, index: number}} Place */

export class Selection {
  constructor() {
    /** @type {Place|null} */
    this.pointed = null;
    /** @type {Place|null} */
    this.locked = null;
    /** @type {(() => void)[]} */
    this.listeners = [];
  }

  /** The token that is emphasised, null if there is none. @returns {Place|null} */
  get place() { return this.locked ?? this.pointed; }

  /** The index of the emphasised query, −1 if there is none. */
  get row() { return this.place?.side === "query" ? this.place.index : -1; }

  /** Whether a token is the locked one. @param {Side} side @param {number} index */
  isLocked(side, index) { return this.locked?.side === side && this.locked.index === index; }

  /** Emphasises a token while the pointer is on it, unless one is locked; null: none. @param {Place|null} place */
  point(place) {
    if (same(place, this.pointed)) return;
    this.pointed = place;
    this.changed();
  }

  /** Locks a token, or releases it if it is the locked one. @param {Place|null} place */
  lock(place) {
    this.locked = same(place, this.locked) ? null : place;
    this.pointed = null;
    this.changed();
  }

  /**
   * Releases tokens that a new answer does not have.
   * @param {number} queries
   * @param {number} keys
   */
  limit(queries, keys) {
    const gone = (/** @type {Place|null} */ p) => p && p.index >= (p.side === "query" ? queries : keys);
    if (gone(this.locked)) this.locked = null;
    if (gone(this.pointed)) this.pointed = null;
  }

  changed() { for (const f of this.listeners) f(); }
}

/** @param {Place|null} a @param {Place|null} b */
const same = (a, b) => a === b || a !== null && b !== null && a.side === b.side && a.index === b.index;
