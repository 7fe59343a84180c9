// The view of search: sentences ranked for a query, each token shaded by its contribution to
// the score.
import { $, fixed, h, split, word } from "./dom.js";
import { latest, replacements, search, showError } from "./api.js";
import { piecesOf, shadePiece } from "./shade.js";
import { t } from "./text.js";

// update sends the query and shows the sentences, or the error with words spelt alike.
export const update = latest(async () => {
  const query = $("seek").value.trim();
  let hits = [], unknown = [];
  try {
    showError($("searchError"), null);
    if (query) ({ hits, unknown } = await search(query, 20));
  } catch (error) {
    showError($("searchError"), error, (from, to) => {
      $("seek").value = split($("seek").value).map(w => w === from ? to : w).join(" ");
      $("seek").dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  const words = unknown.flatMap((w, i) => [i ? ", " : "", word(w)]);
  $("notSought").replaceChildren(...(words.length ? [t("notSought"), " ", ...words] : []));
  $("replacedSought").replaceChildren(...replacements(hits[0]?.replaced));
  $("found").replaceChildren(...hits.map(item));
});

// item makes the list item of a sentence: its text, score, largest contributions and position.
function item(hit) {
  const most = Math.max(...hit.tokens.map(x => x.share), 1e-9);
  const largest = hit.tokens.filter(x => x.known && x.share > 0).sort((a, b) => b.share - a.share).slice(0, 3);
  const contributions = largest.flatMap((x, i) => [i ? ", " : "", word(x.token), ` ${fixed(x.share, 3)}`]);
  return h("li", {},
    h("p", { class: "shaded written" }, ...pieces(hit, most)),
    h("p", { class: "where" }, `${t("score")} ${fixed(hit.score, 3)} · ${t("shares")} `, ...contributions,
      ` · ${t("line", hit.file, hit.line)}`));
}

// pieces returns the text with its tokens shaded by their contributions.
function pieces(hit, most) {
  const tokens = hit.tokens.map(x => ({ ...x, weight: x.share }));
  return piecesOf(hit.text, tokens).map(piece => {
    const e = h("span");
    shadePiece(e, piece, most);
    return e;
  });
}

export const state = () => ({ seek: $("seek").value });

export function restore(from) {
  if (from.has("seek")) $("seek").value = from.get("seek");
}

export const begin = async samples => { $("seek").value = samples.slice(0, 2).join(" "); };

export function start(changed) {
  $("searchForm").addEventListener("submit", e => e.preventDefault());
  $("searchForm").addEventListener("input", () => { update(); changed(); });
}
