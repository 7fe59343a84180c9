// @ts-check
// The texts of the page, in English and Korean. Both languages have the same names. A text
// with values is a function of them.

/** @typedef {string|((...values: any[]) => string)} Text */

/** @type {Record<string, Record<string, Text>>} */
export const texts = {
  en: {
    skip: "Skip to the content",
    views: "Views",
    attention: "Attention",
    words: "Words",
    map: "Map",
    search: "Search",
    model: "Model",
    language: "Language",
    largeType: "Large type",

    attendTitle: "How a query attends over a sentence",
    query: "Query",
    queryHint: "The query is the vector of this word, or the mean of the vectors of several words.",
    sentence: "Sentence",
    queries: "Queries",
    queryCross: "Sentence of the queries",
    queryHintCross: "Every token of this sentence is a query; the tokens of the sentence below are the keys.",
    settings: "Settings",
    oneQuery: "the words above",
    everyToken: "every token (self-attention)",
    otherText: "every token of the sentence above (cross-attention)",
    causal: "attends only to itself and earlier tokens",
    exclude: "does not attend to itself",
    outputs: "keys are output vectors: which word predicts which",
    others: "nearest words: only others than those of the sentence",
    eojeol: "weights by eojeol (units between spaces)",
    eojeolColumn: "eojeol",
    score: "Score",
    temperature: "Temperature",
    auto: "automatic: effective tokens are half of all",
    found: " (automatic)",
    unreached: " (automatic: no temperature makes the effective tokens half of all)",
    half: (effective, n) =>
      `T is found automatically. The number of effective tokens, exp(entropy), is ${effective}, half of ${n}.`,
    notHalf: n => `T is 1, because no temperature makes the number of effective tokens half of ${n}.`,
    shadedTokens: "The sentence, each token shaded by its weight",
    weightsTable: "The weights as a table",
    token: "token",
    scoreColumn: "score",
    norm: "‖k‖",
    weight: "weight",
    unknown: "unknown",
    replaced: "Unknown words replaced by others:",
    leftOut: "left out",
    nearestOf: "Nearest to the context of",
    rowOf: "Weights that the query gives:",
    rowLocked: "Weights that the locked query gives:",
    summary: (effective, n, entropy, temperature, auto) =>
      `Effective tokens ${effective} of ${n} (entropy ${entropy} nats) · temperature ${temperature}${auto}`,
    selfSummary: (n, temperature, auto) =>
      `${n === "1" ? "1 token attends to itself" : `${n} tokens attend to each other`}` +
      ` · temperature ${temperature}${auto}`,
    crossSummary: (n, m, temperature, auto) =>
      `${n === "1" ? "1 token attends" : `${n} tokens attend`} to ${m === "1" ? "1 token" : `${m} tokens`}` +
      ` · temperature ${temperature}${auto}`,
    noToken: "No token takes part: none of them is known to the model, or all are left out.",
    nothingYet: "Type a query and a sentence.",
    nearest: "Nearest to the context:",
    none: "none",
    lines: "Lines from the query to the tokens",
    linesHint: "Point at a token to see its lines only. A click locks it, and another releases it.",
    linesShown: (shown, all, least) => shown < all ? `The ${shown} strongest of ${all} lines, from weight ${least}`
      : `${shown === 1 ? "1 line" : `${shown} lines`}, from weight ${least}`,
    threshold: "Smallest weight, relative to the largest",
    panels: "All scores at several temperatures",
    panelsHint: "Each picture has its own colour scale. A click takes its score and temperature.",
    effectiveShort: n => `${n} effective`,
    autoShort: "automatic T",
    steps: "Every step of the calculation",
    previousStep: "Previous step",
    nextStep: "Next step",
    allSteps: "All steps",
    stepOf: (k, n) => `Step ${k} of ${n}`,
    export: "Export",
    linesSVG: "Lines as SVG",
    link: "Copy link",
    copied: "The link is copied.",
    saved: name => `${name} is saved.`,
    copyThis: "Copy the address of this page.",
    heatMap: "Heat map: each row shows the weights that its token gives. The arrow keys move from cell to cell, " +
      "Enter locks a row.",
    withDiagonal: "Scale with the diagonal",
    ownless: a => `${a} is unknown and has no weights of its own`,
    sees: (a, b, w) => `${a} attends to ${b}: ${w}`,
    hidden: (a, b) => `${a} does not attend to ${b}`,
    point: "Point at a cell, or use the arrow keys. A click locks its row.",

    firstNumbers: "The first three numbers of each vector are shown.",
    more: n => `… ${n} more`,
    tooMany: "The steps are shown for one query and up to 64 tokens.",
    zero: "0, by definition for a vector of zeros",

    wordsTitle: "Near words and analogies",
    neighbours: "Near words",
    plus: "Words to add",
    minus: "Words to subtract",
    howMany: "How many",
    analogy: "Analogy",
    analogyA: "A",
    analogyB: "B",
    analogyC: "C",
    analogyHint: "A is to B as C is to …",
    odd: "Odd one out",
    oddWords: "Words",
    oddHint: "The word with the smallest cosine to the mean of all belongs least to the others.",
    oddMark: "odd one out",

    searchTitle: "Sentences ranked for a query",
    searchHint: "The score is the cosine of the query and the sentence's context vector. " +
      "The contributions of the words add up to it.",
    notSought: "Unknown to the model and not searched for:",
    attendTo: "Open in Attention",
    reading: share => `The server is reading the corpus: ${share} %. The search works when it has finished.`,
    shares: "largest contributions:",
    line: (file, n) => `${file}, line ${n}`,

    mapTitle: "A map of the frequent words",
    mapHint: "The vectors, scaled to length 1 and projected on their two principal components (PCA).",
    find: "Find a word",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    whole: "Whole map",
    mapLabel: "Map of words. The arrow keys move it, plus and minus zoom, 0 shows the whole map.",
    inView: "Frequent words in view",
    notOnMap: w => `${w} is not on the map.`,
    at: (w, n) => n ? `${w}, ${n} times in the corpus` : w,
    onMap: n => `${n} words`,

    unreachable: "The server does not answer. Is it still running?",
    refused: "Cannot be computed:",
    unknownWord: "The model does not know",
    similarSpelling: "Similar spelling:",
  },
  ko: {
    skip: "본문으로 건너뛰기",
    views: "보기",
    attention: "어텐션",
    words: "단어",
    map: "지도",
    search: "검색",
    model: "모델",
    language: "언어",
    largeType: "큰 글자",

    attendTitle: "쿼리가 문장에 주는 어텐션",
    query: "쿼리",
    queryHint: "이 단어의 벡터가 쿼리입니다. 여러 단어면 벡터의 평균을 씁니다.",
    sentence: "문장",
    queries: "쿼리 선택",
    queryCross: "쿼리 문장",
    queryHintCross: "이 문장의 모든 토큰이 쿼리이고, 아래 문장의 토큰이 키입니다.",
    settings: "설정",
    oneQuery: "위의 단어",
    everyToken: "모든 토큰(셀프 어텐션)",
    otherText: "위 문장의 모든 토큰(크로스 어텐션)",
    causal: "자신과 앞의 토큰에만 가중치를 줌",
    exclude: "자기 자신에게는 가중치를 주지 않음",
    outputs: "출력 벡터를 키로 사용: 어떤 단어가 어떤 단어를 예측하는지",
    others: "가까운 단어에서 문장의 단어를 제외",
    eojeol: "어절별 가중치",
    eojeolColumn: "어절",
    score: "점수",
    temperature: "온도",
    auto: "자동: 유효 토큰 수가 전체의 절반이 되는 온도",
    found: " (자동)",
    unreached: " (자동: 유효 토큰 수가 전체의 절반이 되는 온도가 없음)",
    half: (effective, n) =>
      `T는 자동으로 구했습니다. 이 온도에서 유효 토큰 수 exp(엔트로피)는 ${effective}, 즉 토큰 ${n}개의 절반입니다.`,
    notHalf: n => `유효 토큰 수가 토큰 ${n}개의 절반이 되는 온도가 없어 T는 1입니다.`,
    shadedTokens: "가중치가 클수록 진하게 표시한 문장",
    weightsTable: "가중치 표",
    token: "토큰",
    scoreColumn: "점수",
    norm: "‖k‖",
    weight: "가중치",
    unknown: "미등록어",
    replaced: "대체한 미등록어(OOV):",
    leftOut: "제외",
    nearestOf: "문맥 벡터와 가까운 단어, 쿼리",
    rowOf: "이 쿼리가 주는 가중치:",
    rowLocked: "고정한 쿼리가 주는 가중치:",
    summary: (effective, n, entropy, temperature, auto) =>
      `유효 토큰 수 ${effective} / ${n} (엔트로피 ${entropy} nat) · 온도 ${temperature}${auto}`,
    selfSummary: (n, temperature, auto) => `토큰 ${n}개의 셀프 어텐션 · 온도 ${temperature}${auto}`,
    crossSummary: (n, m, temperature, auto) => `토큰 ${n}개에서 토큰 ${m}개로의 크로스 어텐션 · 온도 ${temperature}${auto}`,
    noToken: "가중치를 받을 수 있는 토큰이 없습니다. 모두 미등록어(OOV)이거나 제외되었습니다.",
    nothingYet: "쿼리와 문장을 입력하세요.",
    nearest: "문맥 벡터와 가까운 단어:",
    none: "없음",
    lines: "쿼리–토큰 연결선",
    linesHint: "토큰을 가리키면 그 연결선만 보입니다. 클릭하면 고정되고, 다시 클릭하면 풀립니다.",
    linesShown: (shown, all, least) => shown < all ? `연결선 ${all}개 가운데 강한 ${shown}개(가중치 ${least} 이상)`
      : `연결선 ${shown}개(가중치 ${least} 이상)`,
    threshold: "최소 가중치(가장 큰 가중치 대비)",
    panels: "점수와 온도별 비교",
    panelsHint: "그림마다 색 눈금이 다릅니다. 클릭하면 그 점수와 온도로 바뀝니다.",
    effectiveShort: n => `유효 ${n}`,
    autoShort: "자동 온도",
    steps: "계산 과정 전체",
    previousStep: "이전 단계",
    nextStep: "다음 단계",
    allSteps: "모든 단계",
    stepOf: (k, n) => `${n}단계 가운데 ${k}단계까지`,
    export: "내보내기",
    linesSVG: "연결선 SVG",
    link: "링크 복사",
    copied: "링크를 복사했습니다.",
    saved: name => `저장했습니다: ${name}`,
    copyThis: "이 페이지의 주소를 복사하세요.",
    heatMap: "히트맵: 각 행은 그 행의 토큰이 각 열의 토큰에 주는 가중치입니다. 화살표 키로 칸 사이를 이동하고 Enter 키로 행을 고정합니다.",
    withDiagonal: "대각선을 포함한 눈금",
    ownless: a => `${a}: 미등록어(OOV)이므로 가중치를 계산하지 않습니다`,
    sees: (a, b, w) => `${a} → ${b}: ${w}`,
    hidden: (a, b) => `${a} ⇸ ${b}: 가중치 없음`,
    point: "칸을 가리키거나 화살표 키를 사용하세요. 클릭하면 행이 고정됩니다.",

    firstNumbers: "각 벡터의 처음 세 수만 보여 줍니다.",
    more: n => `… 외 ${n}개`,
    tooMany: "계산 과정은 쿼리 하나와 토큰 64개까지 보여 줍니다.",
    zero: "0(영벡터의 점수는 0으로 정의합니다)",

    wordsTitle: "가까운 단어와 유추",
    neighbours: "가까운 단어",
    plus: "더할 단어",
    minus: "뺄 단어",
    howMany: "개수",
    analogy: "유추",
    analogyA: "가",
    analogyB: "나",
    analogyC: "다",
    analogyHint: "가와 나의 관계는 다와 무엇의 관계와 같은가",
    odd: "어울리지 않는 단어",
    oddWords: "단어들",
    oddHint: "모든 단어의 평균과 코사인 유사도가 가장 작은 단어가 나머지와 가장 어울리지 않습니다.",
    oddMark: "어울리지 않음",

    searchTitle: "쿼리와 가까운 문장",
    searchHint: "점수는 쿼리와 문장의 문맥 벡터의 코사인 유사도입니다. 단어의 기여도를 모두 더하면 점수가 됩니다.",
    notSought: "미등록어(OOV)여서 검색에서 제외한 단어:",
    attendTo: "어텐션에서 열기",
    reading: share => `서버가 말뭉치를 읽고 있습니다(${share} %). 다 읽으면 검색할 수 있습니다.`,
    shares: "주요 기여 단어:",
    line: (file, n) => `${file}, ${n}번째 줄`,

    mapTitle: "자주 쓰이는 단어의 지도",
    mapHint: "크기(norm)를 1로 맞춘 벡터를 분산이 가장 큰 두 주성분에 투영한 것(PCA)입니다.",
    find: "단어 찾기",
    zoomIn: "확대",
    zoomOut: "축소",
    whole: "전체 보기",
    mapLabel: "단어 지도. 화살표 키로 이동하고, + 키와 - 키로 확대하거나 축소하며, 0 키로 전체를 봅니다.",
    inView: "화면에 보이는 자주 쓰이는 단어",
    notOnMap: w => `지도에 없는 단어: ${w}`,
    at: (w, n) => n ? `${w} (말뭉치에 ${n}번 나옴)` : w,
    onMap: n => `단어 ${n}개`,

    unreachable: "서버가 응답하지 않습니다. 서버가 실행 중인지 확인하세요.",
    refused: "계산할 수 없습니다:",
    unknownWord: "모델에 없는 단어:",
    similarSpelling: "철자가 비슷한 단어:",
  },
};

let language = "en";

/** Returns the language of the page, "en" or "ko". */
export const lang = () => language;

/**
 * Returns the text of a name, with values, in the language of the page.
 * @param {string} name
 * @param {...(string|number)} values
 * @returns {string}
 */
export function t(name, ...values) {
  const text = texts[language][name];
  return typeof text === "function" ? text(...values) : text;
}

/** Returns a count as the language writes it. @param {number} n */
export const number = n => n.toLocaleString(language);

/**
 * Changes the language of the page, and the texts of all elements with the attribute data-t
 * (content) or data-t-label (aria-label). An unknown language is English.
 * @param {string} to
 */
export function setLanguage(to) {
  language = texts[to] ? to : "en";
  document.documentElement.lang = language;
  for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-t]"))) {
    e.textContent = t(e.dataset.t ?? "");
  }
  for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-t-label]"))) {
    e.setAttribute("aria-label", t(e.dataset.tLabel ?? ""));
  }
}
