// @ts-check
// Elements of the page. Text of models and users is set as text content: no function of
// the page makes markup of it.

/** Returns the element with an id. @param {string} id @returns {HTMLElement} */
export const $ = id => /** @type {HTMLElement} */ (document.getElementById(id));

/** Returns the input, text area or select with an id. @param {string} id @returns {HTMLInputElement} */
export const field = id => /** @type {HTMLInputElement} */ (document.getElementById(id));

/** @typedef {Record<string, any>} Properties */

/**
 * Makes an HTML element. Properties: class, text (the text content), on (listeners by event),
 * w (see share); all others are attributes.
 * @param {string} tag
 * @param {Properties} properties
 * @param {...(Node|string)} children
 */
export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/**
 * Makes an SVG element; see h.
 * @param {string} tag
 * @param {Properties} properties
 * @param {...(Node|string)} children
 */
export function s(tag, properties = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  return fill(/** @type {SVGElement} */ (element), properties, children);
}

/**
 * Sets properties and appends children. A property that is undefined, null or false is left out.
 * @template {HTMLElement|SVGElement} E
 * @param {E} element
 * @param {Properties} properties
 * @param {(Node|string)[]} children
 * @returns {E}
 */
function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.setAttribute("class", value);
    else if (name === "text") element.textContent = value;
    else if (name === "w") share(element, value);
    else if (name === "on") for (const [event, f] of Object.entries(value)) element.addEventListener(event, f);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/**
 * Sets the length of a bar, or the strength of a colour, from 0 to 1.
 * @param {HTMLElement|SVGElement} element
 * @param {number} w
 */
export function share(element, w) {
  element.style.setProperty("--w", Math.max(0, Math.min(1, w)).toFixed(4));
}

/**
 * Makes an element with a word, whose direction of writing does not change that of its neighbours.
 * @param {string} text
 */
export const word = text => h("bdi", { text: visible(text) });

/**
 * Returns a formula as nodes, with a line above the letters or digits that a radical sign covers.
 * @param {string} text
 * @returns {(Node|string)[]}
 */
export const formula = text => text.split(/(?<=√)([\w.]+)/).map((part, i) =>
  i % 2 ? h("span", { class: "radicand", text: part }) : part);

/** Returns a word as plain text with the same isolation. @param {string} text */
export const isolated = text => "\u2068" + visible(text) + "\u2069";

/**
 * Replaces control characters, also those of the direction of writing, by U+FFFD.
 * @param {string} text
 */
export const visible = text =>
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");

/**
 * Makes a button with a word; press is called with the word.
 * @param {string} text
 * @param {(word: string) => void} press
 */
export const wordButton = (text, press) =>
  h("button", { type: "button", on: { click: () => press(text) } }, word(text));

/** Returns the words of a text that are separated by spaces or commas. @param {string} text */
export const split = text => text.split(/[\s,]+/u).filter(Boolean);

/**
 * Returns a number with a number of decimals and the sign − (U+2212).
 * @param {number} x
 */
export const fixed = (x, digits = 4) => {
  const text = x.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
};

/**
 * Makes a box have n children. It keeps those that are there, so that changes from one answer
 * to the next are animated.
 * @param {HTMLElement} box
 * @param {number} n
 * @param {() => HTMLElement} make
 */
export function resize(box, n, make) {
  while (box.children.length > n) /** @type {Element} */ (box.lastElementChild).remove();
  while (box.children.length < n) box.append(make());
}

/** Offers a Blob as a download. @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Returns a custom property of the style, as a colour. @param {string} name */
export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The pixels of one rem, which the switch for large type changes. */
export const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** The fonts of canvases: those of the page. */
export const fonts = "'Noto Sans KR', 'Noto Sans CJK KR', 'Apple SD Gothic Neo', 'Malgun Gothic', NanumGothic, " +
  "system-ui, sans-serif";

/**
 * Makes the bitmap of a canvas fit its size in CSS pixels, and returns its context, in which a
 * unit is a CSS pixel.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {number} ratio pixels of the bitmap for each CSS pixel
 */
export function sized(canvas, width, height, ratio = devicePixelRatio || 1) {
  const [w, h2] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== w || canvas.height !== h2) [canvas.width, canvas.height] = [w, h2];
  canvas.style.width = width + "px";
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
