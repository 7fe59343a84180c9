// What the page says, in English and Korean.
const says = {
  en: {
    skip: "Skip to the content", views: "Views", attention: "Attention", words: "Words", map: "Map", search: "Search", model: "Model", language: "Language",
    attendTitle: "How a query attends over a sentence", query: "Query", queryHint: "The word that asks; of several, the mean of their vectors does.",
    sentence: "Sentence", whoAsks: "Who asks?", oneQuery: "the query", everyToken: "every token (self-attention)",
    causal: "sees only itself and what came before", exclude: "does not see itself", score: "Score", temperature: "Temperature",
    auto: "automatic: half of the tokens count", found: " (automatic)", unreached: " (automatic: no temperature makes half of the tokens count)",
    half: (effective, n) => `T is found automatically: at it, exp(entropy), the effective number of tokens, is ${effective}, half of ${n}.`,
    notHalf: n => `T is 1: no temperature makes the effective number of tokens half of ${n}.`,
    shadedTokens: "The sentence, each token shaded by its weight", weightsTable: "The weights as a table",
    token: "token", scoreColumn: "score", norm: "‖k‖", weight: "weight", unknown: "unknown", leftOut: "left out", nearEach: "Nearest to the context of each token:",
    summary: (effective, n, entropy, temperature, auto) => `Effective tokens ${effective} of ${n} (entropy ${entropy} nats) · temperature ${temperature}${auto}`,
    selfSummary: (n, temperature, auto) => `${n === 1 ? "1 token attends to itself" : n + " tokens attend to each other"} · temperature ${temperature}${auto}`,
    noToken: "No token takes part: none of them is known to the model, or all are left out.",
    nothingYet: "Type a query and a sentence.",
    nearest: "Nearest to the context:", none: "none", lines: "Lines from query to tokens", steps: "Every step, worked out", export: "Export",
    linesSVG: "Lines as SVG", link: "Copy link", copied: "The link is copied.", saved: name => `${name} is saved.`, copyThis: "Copy the address of this page.",
    heatMap: "Heat map: a row shows what its token sees. The arrow keys move from cell to cell.", sees: (a, b, w) => `${a} sees ${b}: ${w}`, hidden: (a, b) => `${a} does not see ${b}`,
    point: "Point at a cell, or use the arrow keys.",
    step1: formula => `1. The scores: ${formula}`, step2: "2. The largest score, taken off so that no exponential is too large",
    step3: t => `3. The exponentials: exp((score − largest) / ${t})`, step4: "4. Their sum, and each one's share of it: the weights", step5: "5. The context: the tokens' vectors, mixed by weight (the first three numbers of each)",
    more: n => `… ${n} more`, sum: "sum", tooMany: "The steps are worked out for one query and up to 64 tokens.", zero: "0, by definition, with a vector of zeros",
    wordsTitle: "Near words and analogies", neighbours: "Near words", plus: "Words to add", minus: "Words to subtract", howMany: "How many",
    analogy: "Analogy", analogyA: "A", analogyB: "B", analogyC: "C", isTo: "is to", as: "as", isToWhat: "is to …",
    searchTitle: "Sentences that a query finds", searchHint: "The score is the cosine of the query and what it takes home from a sentence; the shares of the words add up to it.",
    notSought: "The model does not know, and does not look for:", shares: "most of it from", line: (file, n) => `${file}, line ${n}`,
    mapTitle: "A map of the frequent words", mapHint: "The vectors, each of length 1, seen from where they lie furthest apart (principal components).",
    find: "Find a word", zoomIn: "Zoom in", zoomOut: "Zoom out", whole: "All of it", mapLabel: "Map of words. Arrow keys move it, plus and minus zoom, 0 shows all of it.", inView: "Frequent words in view",
    notOnMap: w => `${w} is not on the map.`, at: (w, n) => n ? `${w}, which the corpus has ${n} times` : w, onMap: n => `${n} words`,
    unreachable: "The server does not answer. Is it still running?", refused: "That cannot be computed:", unknownWord: "The model does not know", speltAlike: "Spelt alike:",
  },
  ko: {
    skip: "본문으로 건너뛰기", views: "보기", attention: "어텐션", words: "낱말", map: "지도", search: "검색", model: "모델", language: "언어",
    attendTitle: "질문(Query)이 문장을 어떻게 보는가", query: "질문(Query)", queryHint: "묻는 낱말입니다. 여럿이면 벡터의 평균이 묻습니다.",
    sentence: "문장", whoAsks: "누가 묻나요?", oneQuery: "질문 낱말", everyToken: "모든 토큰(셀프 어텐션)",
    causal: "자신과 앞의 토큰만 봄", exclude: "자기 자신은 보지 않음", score: "점수", temperature: "온도",
    auto: "자동: 유효 토큰 수가 절반이 되게", found: " (자동)", unreached: " (자동: 유효 토큰 수가 절반이 되는 온도가 없음)",
    half: (effective, n) => `T는 자동으로 찾았습니다. 이 온도에서 유효 토큰 수 exp(엔트로피)가 ${effective}, 곧 ${n}의 절반입니다.`,
    notHalf: n => `T는 1입니다. 유효 토큰 수가 ${n}의 절반이 되는 온도가 없습니다.`,
    shadedTokens: "가중치만큼 짙게 칠한 문장", weightsTable: "가중치 표",
    token: "토큰", scoreColumn: "점수", norm: "‖k‖", weight: "가중치", unknown: "모르는 말", leftOut: "제외", nearEach: "토큰마다 문맥 벡터와 가장 가까운 낱말:",
    summary: (effective, n, entropy, temperature, auto) => `유효 토큰 ${effective} / ${n}개 (엔트로피 ${entropy} 나트) · 온도 ${temperature}${auto}`,
    selfSummary: (n, temperature, auto) => `토큰 ${n}개가 서로를 봅니다 · 온도 ${temperature}${auto}`,
    noToken: "가중치를 받을 토큰이 없습니다. 모두 모델이 모르는 말이거나 제외되었습니다.",
    nothingYet: "질문과 문장을 입력하세요.",
    nearest: "문맥 벡터와 가까운 낱말:", none: "없음", lines: "질문에서 토큰으로 가는 선", steps: "계산 과정 전체", export: "내보내기",
    linesSVG: "선 그림 SVG", link: "링크 복사", copied: "링크를 복사했습니다.", saved: name => `저장했습니다: ${name}`, copyThis: "이 페이지의 주소를 복사하세요.",
    heatMap: "히트맵: 각 행은 그 토큰이 보는 것입니다. 화살표 키로 칸을 옮깁니다.", sees: (a, b, w) => `${a} → ${b}: ${w}`, hidden: (a, b) => `${a} ⇸ ${b}: 보지 않음`,
    point: "칸을 가리키거나 화살표 키를 쓰세요.",
    step1: formula => `1. 점수: ${formula}`, step2: "2. 가장 큰 점수: 지수가 너무 커지지 않도록 뺍니다",
    step3: t => `3. 지수: exp((점수 − 최댓값) / ${t})`, step4: "4. 지수의 합과 각각의 몫: 가중치", step5: "5. 문맥 벡터: 토큰의 벡터를 가중치로 섞은 것(앞의 세 수)",
    more: n => `… 외 ${n}개`, sum: "합", tooMany: "계산 과정은 질문 하나와 토큰 64개까지 보여 줍니다.", zero: "정의에 따라 0(영벡터)",
    wordsTitle: "가까운 낱말과 유추", neighbours: "가까운 낱말", plus: "더할 낱말", minus: "뺄 낱말", howMany: "개수",
    analogy: "유추", analogyA: "가", analogyB: "나", analogyC: "다", isTo: "에 대해", as: "이면", isToWhat: "에 대해서는 …",
    searchTitle: "질문이 찾은 문장", searchHint: "점수는 질문과 질문이 문장에서 얻어 간 것(문맥 벡터)의 코사인입니다. 낱말의 몫을 더하면 점수가 됩니다.",
    notSought: "모델이 몰라서 찾지 않은 낱말:", shares: "큰 몫:", line: (file, n) => `${file} ${n}행`,
    mapTitle: "자주 쓰는 낱말의 지도", mapHint: "길이를 1로 맞춘 벡터를 가장 넓게 퍼져 보이는 쪽에서 본 것입니다(주성분).",
    find: "낱말 찾기", zoomIn: "확대", zoomOut: "축소", whole: "전체 보기", mapLabel: "낱말 지도. 화살표 키로 옮기고 더하기와 빼기로 확대·축소하며 0으로 전체를 봅니다.", inView: "지금 보이는 자주 쓰는 낱말",
    notOnMap: w => `지도에 없는 낱말: ${w}`, at: (w, n) => n ? `${w} (말뭉치에 ${n}번)` : w, onMap: n => `낱말 ${n}개`,
    unreachable: "서버가 답하지 않습니다. 아직 실행 중인가요?", refused: "계산할 수 없습니다:", unknownWord: "모델이 모르는 낱말:", speltAlike: "철자가 비슷한 낱말:",
  },
};

let language = "en";

export const lang = () => language;

// t is what the page says under a name.
export function t(name, ...values) {
  const text = says[language][name];
  return typeof text === "function" ? text(...values) : text;
}

// number is a count as the language writes it.
export const number = n => n.toLocaleString(language);

// speak turns the page's words into a language.
export function speak(to) {
  language = says[to] ? to : "en";
  document.documentElement.lang = language;
  for (const e of document.querySelectorAll("[data-t]")) e.textContent = t(e.dataset.t);
  for (const e of document.querySelectorAll("[data-t-label]")) e.setAttribute("aria-label", t(e.dataset.tLabel));
}

// preferred is the language that the browser asks for.
export const preferred = () => (navigator.languages || []).some(l => l.startsWith("ko")) && !(navigator.languages[0] || "").startsWith("en") ? "ko" : "en";
