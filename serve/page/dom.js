// Elements of the page. Text of models and users is set as text content: no function of
// the page makes markup of it.

// $ returns the element with an id.
export const $ = id => document.getElementById(id);

// h makes an HTML element. Properties: class, text (the text content), on (listeners by
// event), w (see share); all others are attributes.
export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

// s makes an SVG element; see h.
export function s(tag, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

// fill sets properties and appends children, which are elements or strings. A property that is
// undefined, null or false is left out.
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

// share sets the length of a bar, or the strength of a colour, from 0 to 1.
export function share(element, w) {
  element.style.setProperty("--w", Math.max(0, Math.min(1, w)).toFixed(4));
}

// word makes an element with a word, whose direction of writing does not change that of its
// neighbours.
export const word = text => h("bdi", { text: visible(text) });

// visible replaces control characters, also those of the direction of writing, by U+FFFD.
export const visible = text =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");

// wordButton makes a button with a word; press is called with the word.
export const wordButton = (text, press) =>
  h("button", { type: "button", on: { click: () => press(text) } }, word(text));

// split returns the words of a text that are separated by spaces or commas.
export const split = text => text.split(/[\s,]+/u).filter(Boolean);

// fixed returns a number with a number of decimals and the sign − (U+2212).
export const fixed = (x, digits = 4) => {
  const text = x.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
};

// save offers a Blob as a download.
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
