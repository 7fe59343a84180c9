package message

// attendHelp is the help of attend. A text of help is looked up as a whole, so a
// change of one English word needs the same change here; a test names the entries
// that are no longer in the source.
var attendHelp = []Message{
	{"Show the attention of a query word over a sentence", "쿼리 단어와 문장의 어텐션을 계산하여 표시"},
	{
		`Show the attention of a query word over the tokens of each TEXT: scores,
attention weights, and the words nearest to the context vector. Quote a TEXT of
several words. Without TEXT, each line of standard input is a TEXT. The model's
tokenizer cuts TEXT into tokens. With several -q, the query is the mean of their
vectors.

With --self, every token of TEXT is a query; with --to, every token of another
text is one. The weights are then a matrix with a row for each query. With
--train CORPUS, a model is trained in memory first, and all flags of train
apply.`,
		`쿼리 단어와 TEXT의 각 토큰 사이의 어텐션을 보여 줍니다. 점수, 어텐션 가중치,
문맥 벡터와 가까운 단어가 나옵니다. 여러 단어로 된 TEXT는 따옴표로 묶으세요.
TEXT가 없으면 표준 입력의 각 줄이 TEXT입니다. 모델의 토크나이저가 TEXT를
토큰으로 나눕니다. -q를 여러 번 지정하면 그 벡터들의 평균이 쿼리입니다.

--self를 지정하면 TEXT의 모든 토큰이, --to를 지정하면 다른 텍스트의 모든 토큰이
쿼리가 됩니다. 이때 가중치는 쿼리마다 한 행씩인 행렬로 나옵니다. --train
CORPUS를 지정하면 먼저 메모리에서 모델을 학습하며, train의 모든 플래그를 쓸 수
있습니다.`,
	},
	{"train on `CORPUS` instead of -m; --min-count is then 1", "-m 대신 `CORPUS`로 학습. --min-count는 1이 됨"},
	{"vectors of another `MODEL` as values; default: the keys", "다른 `MODEL`의 벡터를 값으로 사용. 생략하면 키를 값으로 사용"},
	{"query `WORD`; may be repeated: the mean of the vectors", "쿼리 `WORD`. 여러 번 지정하면 벡터의 평균"},
	{"every token of this `TEXT` is a query; instead of -q", "-q 대신 이 `TEXT`의 모든 토큰이 쿼리"},
	{"cut TEXT at white space only; it is already tokenized", "TEXT를 공백으로만 나눔. 이미 토큰으로 나눈 텍스트에 사용"},
	{"score of query and key", "쿼리와 키의 점수 함수"},
	{"divide the scores by `T`; with --compare a list: 1,2,4", "점수를 `T`로 나눔. --compare에서는 목록: 1,2,4"},
	{"function from scores to weights", "점수를 가중치로 바꾸는 정규화 함수"},
	{"vector of unknown tokens", "미등록어(OOV)인 토큰의 벡터"},
	{
		"give no weight to the query word in TEXT; with --self to the token itself",
		"TEXT에 있는 쿼리 단어에 가중치를 주지 않음. --self에서는 토큰 자신에게 주지 않음",
	},
	{"every token of TEXT is a query; instead of -q", "-q 대신 TEXT의 모든 토큰이 쿼리"},
	{"with --self: token i attends to tokens 0 … i", "--self에서: 토큰 i의 어텐션을 토큰 0 … i로 제한"},
	{"show every step of the calculation", "모든 계산 단계 표시"},
	{"compare all scores at several temperatures", "모든 점수 함수를 여러 온도에서 비교"},
	{"also show the sum of the weights of each eojeol", "어절별 가중치 합도 표시"},
	{"number of words nearest to the context vector; 0: none", "문맥 벡터와 가까운 단어의 수, 0: 표시하지 않음"},
	{"with --self: the vectors that are keys", "--self에서: 키로 쓸 벡터"},
	{
		"of the nearest words, leave out those of TEXT and of the query",
		"가까운 단어에서 TEXT와 쿼리의 단어를 뺌",
	},
	{"with --worked: all numbers of vectors longer than 16", "--worked에서: 차원이 16보다 큰 벡터도 숫자를 모두 표시"},
	{"svg and png: colours of a heat map", "svg와 png: 히트맵의 색"},
	{"svg and png: without the line above the drawing", "svg와 png: 그림 위의 설명 줄을 뺌"},
	{"svg and png: `WIDTH` on paper in millimetres: 84mm", "svg와 png: 인쇄할 너비 `WIDTH`(밀리미터): 84mm"},
	{
		"with --self: the colour scale includes the weights of tokens to themselves",
		"--self에서: 토큰이 자신에게 주는 가중치도 색 눈금에 포함",
	},
	{"svg and png: what to draw instead of bars or a heat map", "svg와 png: 막대나 히트맵 대신 그릴 그림"},
	{"write to `FILE`; its extension selects the format", "`FILE`에 씀. 형식은 확장자를 따름"},
	{"format (default: by -o)", "형식(기본값: -o를 따름)"},
	{
		"With --train all flags of train apply: see w2vattn train --help",
		`--train에서는 train의 모든 플래그를 쓸 수 있습니다. w2vattn train --help를
참고하세요`,
	},
}
