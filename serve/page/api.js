// @ts-check
// Requests to the server.
import { field, visible, wordButton, word } from "./dom.js";
import { t } from "./text.js";

/**
 * An answer of the server that is an error: its HTTP status (0 if the server cannot be reached),
 * its message and, if words are unknown, these words and for each the words with a similar spelling.
 */
export class ServerError extends Error {
  /**
   * @param {number} status
   * @param {{error: string, unknown?: string[], near?: string[][]}} body
   */
  constructor(status, body) {
    super(body.error);
    this.status = status;
    this.unknown = body.unknown || [];
    this.near = body.near || [];
  }
}

/** @typedef {Record<string, any>} Values */

/**
 * Sends a GET request, or a POST request if there is a body, and returns the response. It throws
 * a ServerError. Parameters that are undefined or empty are left out, and a list gives the
 * parameter several times.
 * @param {string} path
 * @param {Values} parameters
 * @param {Values} [body]
 */
async function request(path, parameters, body) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const v of [value].flat()) if (v !== undefined && v !== "") query.append(name, v);
  }
  const language = { "Accept-Language": document.documentElement.lang }; // of error messages
  const options = body
    ? { method: "POST", headers: { "Content-Type": "application/json", ...language }, body: JSON.stringify(body) }
    : { headers: language };
  const text = query.toString();
  let response;
  try {
    response = await fetch(path + (text ? "?" + text : ""), options);
  } catch {
    throw new ServerError(0, { error: t("unreachable") });
  }
  if (response.ok) return response;
  throw new ServerError(response.status, await response.json().catch(() => ({ error: response.statusText })));
}

/** The name of the chosen model; undefined before the models are loaded, which stands for the first one. */
const model = () => field("model").value || undefined;

/** Returns the JSON answer to a GET request about the chosen model. @param {string} path @param {Values} parameters */
export const get = async (path, parameters = {}) => (await request(path, { model: model(), ...parameters })).json();

/** Returns the list of models. */
export const list = async () => (await request("/api/models", {})).json();

/** Returns the JSON answer to a POST request about the chosen model. @param {string} path @param {Values} body */
export const post = async (path, body) => (await request(path, {}, { model: model(), ...body })).json();

/**
 * Returns the sentences that a query finds and the words of the query that the model does not know.
 * @param {string} query
 * @param {number} n
 */
export async function search(query, n) {
  const response = await request("/api/search", {}, { model: model(), query, n });
  const unknown = decodeURIComponent(response.headers.get("X-Unknown-Words") || "");
  return { hits: await response.json(), unknown: unknown.split(" ").filter(Boolean) };
}

/**
 * Returns the answer to a POST request as a Blob.
 * @param {string} path
 * @param {Values} parameters
 * @param {Values} body
 */
export async function file(path, parameters, body) {
  return (await request(path, parameters, { model: model(), ...body })).blob();
}

/**
 * Returns a function that calls run one call at a time. Of the calls that come while run is
 * running, only the last one is made, so that answers come as fast as the server can give them,
 * and never out of order.
 * @param {(...args: any[]) => Promise<void>} run
 */
export function latest(run) {
  let running = false;
  /** @type {any[]|null} */
  let next = null;
  return async (/** @type {any[]} */ ...args) => {
    next = args;
    if (running) return;
    running = true;
    while (next) {
      const now = next;
      next = null;
      try { await run(...now); } catch (e) { console.error(e); }
    }
    running = false;
  };
}

/**
 * Returns what names the unknown words of a request and the words that took their place; nothing
 * if there are none.
 * @param {Record<string, string[]>|undefined} replaced
 */
export const replacements = replaced => Object.entries(replaced || {}).flatMap(([unknown, words], i) =>
  [i ? ", " : t("replaced") + " ", word(unknown), " → ", ...words.flatMap((w, k) => [k ? " + " : "", word(w)])]);

/**
 * Shows an error in a box, with words with a similar spelling as buttons that call replace with the unknown
 * word and the chosen one. The error null hides the box. Errors that are no ServerError are
 * thrown again.
 * @param {HTMLElement} box
 * @param {unknown} error
 * @param {(unknown: string, near: string) => void} [replace]
 */
export function showError(box, error, replace) {
  box.hidden = !error;
  box.replaceChildren();
  if (!error) return;
  if (!(error instanceof ServerError)) throw error;
  if (!error.unknown.length) {
    box.append(error.status === 422 || error.status === 400 ? t("refused") + " " : "", visible(error.message));
    return;
  }
  error.unknown.forEach((unknown, i) => {
    box.append(t("unknownWord"), " ", word(unknown), ". ");
    const near = error.near[i] || [];
    if (!near.length) return;
    box.append(t("similarSpelling"), " ", ...near.flatMap(w => [wordButton(w, () => replace?.(unknown, w)), " "]));
  });
}
