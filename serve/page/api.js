// The server's answers.
import { $, visible, wordButton, word } from "./dom.js";
import { t } from "./text.js";

// A Refusal is an answer that says why there is none.
export class Refusal extends Error {
  constructor(status, complaint) {
    super(complaint.error);
    this.status = status;
    this.unknown = complaint.unknown || [];
    this.near = complaint.near || [];
  }
}

async function ask(path, parameters, body) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const v of [value].flat()) if (v !== undefined && v !== "") query.append(name, v);
  }
  const request = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {};
  const text = query.toString();
  let response;
  try {
    response = await fetch(path + (text ? "?" + text : ""), request);
  } catch {
    throw new Refusal(0, { error: t("unreachable") });
  }
  if (response.ok) return response;
  throw new Refusal(response.status, await response.json().catch(() => ({ error: response.statusText })));
}

const model = () => $("model").value || undefined;

export const get = async (path, parameters = {}) => (await ask(path, { model: model(), ...parameters })).json();
export const post = async (path, body) => (await ask(path, {}, { model: model(), ...body })).json();

// search answers the sentences that a query finds and the words of it that took no
// part.
export async function search(query, n) {
  const response = await ask("/api/search", {}, { model: model(), query, n });
  return { hits: await response.json(), unknown: decodeURIComponent(response.headers.get("X-Unknown-Words") || "").split(" ").filter(Boolean) };
}

export const file = async (path, parameters, body) => (await ask(path, parameters, { model: model(), ...body })).blob();

// latest runs one call at a time and, of those that come meanwhile, the last:
// what is typed is answered as fast as the server can, and never out of order.
export function latest(run) {
  let busy = false, next = null;
  return async (...args) => {
    next = args;
    if (busy) return;
    busy = true;
    while (next) {
      const now = next;
      next = null;
      try { await run(...now); } catch (e) { console.error(e); }
    }
    busy = false;
  };
}

// complain shows in a box why there is no answer, with words spelt alike to be
// taken instead; null empties it.
export function complain(box, error, take) {
  box.hidden = !error;
  box.replaceChildren();
  if (!error) return;
  if (!(error instanceof Refusal)) throw error;
  if (!error.unknown.length) {
    box.append(error.status === 422 || error.status === 400 ? t("refused") + " " : "", visible(error.message));
    return;
  }
  error.unknown.forEach((unknown, i) => {
    box.append(t("unknownWord"), " ", word(unknown), ". ");
    const near = error.near[i] || [];
    if (near.length) box.append(t("speltAlike"), " ", ...near.flatMap(w => [wordButton(w, () => take(unknown, w)), " "]));
  });
}
