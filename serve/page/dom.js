// Elements of the page. Whatever comes from a model or a person goes in as text:
// nothing here, or anywhere in the page, makes markup of it.

export const $ = id => document.getElementById(id);

// h makes an element. Of the properties, class and text are what they say, on is
// listeners by event, w is the share that the style sheet draws; the others are
// attributes.
export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

// s makes an element of a picture.
export function s(tag, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

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

// share tells the style sheet how much of a bar or a colour there is, 0 to 1.
export function share(element, w) {
  element.style.setProperty("--w", Math.max(0, Math.min(1, w)).toFixed(4));
}

// word is a word as text of its own direction.
export const word = text => h("bdi", { text: visible(text) });

// visible shows what would not be seen, or would move what stands around it.
export const visible = text => text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");

// wordButton is a word that something happens with when it is pressed.
export const wordButton = (text, press) => h("button", { type: "button", on: { click: () => press(text) } }, word(text));

// split takes what was typed apart into words: at spaces and commas.
export const split = text => text.split(/[\s,]+/u).filter(Boolean);

// fixed is a number with so many decimals and a true minus.
export const fixed = (x, digits = 4) => {
  const text = x.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
};

// save hands a file to the browser.
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
