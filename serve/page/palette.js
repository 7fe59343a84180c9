// The colours of weights, from 0 to the end of the scale, the texts of the legend and the titles
// of steps: those of reports. This file is written by: go test ./serve -run TestPalette -update
export const stops = [
  "#440154",
  "#472d7b",
  "#3b528b",
  "#2c728e",
  "#21918c",
  "#28ae80",
  "#5ec962",
  "#addc30",
  "#fde725",
];

export const legend = {
  en: {
    weight: "weight",
    offDiagonal: "scale without the diagonal",
    noWeights: "unknown: no weights of its own",
  },
  ko: {
    weight: "가중치",
    offDiagonal: "대각선을 뺀 눈금",
    noWeights: "미등록어(OOV): 가중치를 계산하지 않음",
  },
};

// %s and %d stand for what a title names.
export const stepTexts = {
  en: {
    scores: "Step 1. The scores: %s, D = %d",
    maximum: "Step 2. The largest score",
    maximumIs: "maximum = %s; it is subtracted from every score, so that no exponential overflows",
    exponentials: "Step 3. The exponentials: exp((score − maximum) / T), T = %s",
    weights: "Step 4. The weights: exponential / sum",
    values: "Step 5. The values times their weights",
    context: "Step 6. The context vector: their sum",
    sum: "sum",
  },
  ko: {
    scores: "1단계. 점수: %s, D = %d",
    maximum: "2단계. 점수의 최댓값",
    maximumIs: "최댓값 = %s. 지수함수 값이 너무 커지지 않도록 모든 점수에서 이 값을 뺍니다.",
    exponentials: "3단계. 지수함수 값: exp((점수 − 최댓값) / T), T = %s",
    weights: "4단계. 가중치: 지수함수 값 / 합",
    values: "5단계. 값 벡터 v에 가중치 곱하기",
    context: "6단계. 문맥 벡터: 가중합",
    sum: "합",
  },
};
