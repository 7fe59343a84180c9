// The colours of weights, from 0 to the end of the scale, and the texts of the legend: those of
// reports. This file is written by: go test ./serve -run TestPalette -update
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
