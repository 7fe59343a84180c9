package message

// modelHelp is the help of convert, info and eval, which read model files of all
// formats.
var modelHelp = []Message{
	{"Convert vectors to another format, or select words", "벡터를 다른 형식으로 변환하거나 단어 선택"},
	{
		`Write the vectors of IN to OUT, in the format of its extension or of --to.
Between two native files everything is kept. Other formats, and a selection of
words, keep words, vectors and, where the format has them, counts. Vectors are
streamed, except those of --words and of fastText models. --quantize rounds
vectors to half (f16) or a quarter (int8) of the bytes in a native file and
reports the error.

--to sentence-transformers writes a folder that the Python libraries
sentence-transformers and model2vec load, with the tokenizer space or words of
the model, and a model card; --evaluation adds results of eval to the card.`,
		`IN의 벡터를 OUT의 확장자나 --to가 정하는 형식으로 OUT에 씁니다. 기본 형식에서
기본 형식으로 변환하면 모든 내용이 남습니다. 다른 형식이거나 단어를 골라 쓰면
단어와 벡터, 그리고 형식에 있는 경우 빈도가 남습니다. --words와 fastText 모델이
아니면 벡터를 차례로 읽으며 바로 씁니다. --quantize는 기본 형식 파일의 벡터를
반올림하여 바이트 수를 절반(f16)이나 4분의 1(int8)로 줄이고 오차를 알려 줍니다.

--to sentence-transformers는 Python 라이브러리 sentence-transformers와
model2vec이 읽는 폴더를 씁니다. 모델의 토크나이저가 space나 words여야 합니다.
폴더에는 모델 카드도 있으며, --evaluation은 eval의 결과를 모델 카드에 넣습니다.`,
	},
	{
		"sentence-transformers: weights A/(A + frequency) of the words; 0: none",
		"sentence-transformers: 단어의 가중치 A/(A + 상대 빈도), 0: 없음",
	},
	{
		"sentence-transformers: `FILE` of eval --format json for the model card",
		"sentence-transformers: 모델 카드에 넣을 eval --format json의 `FILE`",
	},
	{"parquet: positions on a map and the ten nearest words", "parquet: 지도의 위치와 가장 가까운 단어 10개도 저장"},
	{"sentence-transformers: texts are cut by w2vattn tokenize", "sentence-transformers: tokenize로 미리 나눈 텍스트에 사용"},
	{"sqlite: scale the vectors to length 1", "sqlite: 벡터의 길이를 1로 맞춤"},
	{"sqlite: replace a database that exists", "sqlite: 이미 있는 데이터베이스를 바꿈"},
	{"format of OUT (default: by extension)", "OUT의 형식(기본값: 확장자를 따름)"},
	{"safetensors: round the vectors to", "safetensors: 벡터를 반올림할 형식"},
	{"select the words in `FILE`, one per line, in its order", "한 줄에 하나씩 쓴 `FILE`의 단어를 그 순서로 선택"},
	{"select the first N words; 0: all", "처음 N개 단어를 선택, 0: 모두"},
	{"Describe a model file", "모델 파일의 정보 표시"},
	{"read and check the whole file", "파일 전체를 읽고 검사"},
	{"Evaluate a model by analogies and word similarity", "유추와 단어 유사도로 모델 평가"},
	{
		`Evaluate a model by analogies (four words per line, sections as ": name") and by
word similarity (two words and a score per line, separated by tab, comma or
space). The rules are those of gensim: the words of a question are not its
answer, only the first --restrict-vocab words count, case is ignored unless
--lower=false, and questions with unknown words are skipped and counted. With
--search, compare rankings of the sentences of a corpus.`,
		`유추(한 줄에 네 단어, 구역은 ": 이름")와 단어 유사도(한 줄에 두 단어와 점수,
탭이나 쉼표, 공백으로 구분)로 모델을 평가합니다. 규칙은 gensim과 같습니다.
문제에 나온 단어는 답이 될 수 없고, 처음 --restrict-vocab개의 단어만 쓰며,
--lower=false가 아니면 대소문자를 구별하지 않고, 미등록어(OOV)가 있는 문제는
건너뛰고 그 수를 알려 줍니다. --search를 지정하면 말뭉치의 문장 순위를
비교합니다.`,
	},
	{"`FILE` of analogies; may be repeated", "유추 문제 `FILE`. 여러 번 지정 가능"},
	{"`FILE` of word pairs; may be repeated", "단어 쌍 `FILE`. 여러 번 지정 가능"},
	{"use only the first N words; 0: all", "처음 N개 단어만 사용, 0: 모두"},
	{"method of analogies", "유추 방법"},
	{"ignore the case of words", "단어의 대소문자를 구별하지 않음"},
	{"search the sentences of `CORPUS`; may be repeated", "`CORPUS`의 문장에서 검색. 여러 번 지정 가능"},
	{"with --search: number of queries", "--search에서: 쿼리 수"},
	{"with --search: seed of the choice of queries", "--search에서: 쿼리를 고르는 시드"},
}
