package message

// cooccurTexts are the help and the errors of counting co-occurrences, of GloVe and
// of LexVec. Help and errors are in one list, because Translate makes no difference
// between them.
var cooccurTexts = []Message{
	{"Count which words of a corpus occur near each other", "말뭉치에서 가까이 나오는 단어 쌍 세기"},
	{
		`Count for each pair of words how often they occur near each other and write the
counts to FILE in the format of GloVe: records of row and column as int32, from
1 in the order of the vocabulary, and the weight as float64, sorted by row and
column. A pair at distance d has the weight 1/d. Words outside the vocabulary
are left out before distances are counted, as in GloVe.

Counts are exact: the file does not depend on --workers or --memory. train
--arch glove --cooccur FILE reads it. train --arch lexvec counts with
--window 5, --window-weighting linear, --sample 0.001 and its seed.`,
		`두 단어가 가까이 나오는 횟수를 모든 단어 쌍에 대해 세어 GloVe 형식으로 FILE에
씁니다. 레코드는 행과 열(int32, 어휘 순서로 1부터), 가중치(float64)이며 행과
열의 순서로 정렬됩니다. 거리가 d인 쌍의 가중치는 1/d입니다. 어휘에 없는 단어는
GloVe처럼 거리를 세기 전에 제외합니다.

값은 정확합니다. --workers나 --memory가 달라도 같은 파일이 나옵니다.
train --arch glove --cooccur FILE이 이 파일을 읽습니다. train --arch lexvec은
--window 5, --window-weighting linear, --sample 0.001과 자신의 시드로 셉니다.`,
	},
	{
		"subsample words above this frequency, as lexvec does; 0: none",
		"lexvec처럼 빈도 비율이 이 값보다 큰 단어를 서브샘플링. 0: 하지 않음",
	},
	{"is for counts of each offset, which a file does not have", "플래그에는 위치별 횟수가 필요한데 파일에는 없습니다"},
	{"is %q, must be one of %q", "%q 값은 쓸 수 없습니다. 쓸 수 있는 값: %q"},
	{"--sample is %v, must be 0 or more", "--sample 값이 %v입니다. 0 이상이어야 합니다"},
	{"largest distance of a pair, in tokens", "쌍의 최대 거리(토큰 수)"},
	{"weight of a pair of words at a distance", "거리에 따른 단어 쌍의 가중치"},
	{
		"weight of a pair of words at a distance (default: distance, linear with lexvec)",
		"거리에 따른 단어 쌍의 가중치(기본값: distance, lexvec은 linear)",
	},
	{"count pairs in both directions, not only the word after", "뒤의 단어뿐 아니라 앞의 단어도 셈"},
	{"MiB for corpus and index, 8 bytes a token; the rest is on disk", "말뭉치와 색인의 메모리(MiB), 토큰당 8바이트. 나머지는 디스크"},
	{"`FILE` of records to write", "레코드를 쓸 `FILE`"},
	{"-o FILE is missing", "-o FILE이 없습니다"},
	{"--memory is %d, must be at least 1", "--memory 값이 %d입니다. 1 이상이어야 합니다"},
	{"--window is %d, must be from 1 to %d", "--window 값이 %d입니다. 1 이상 %d 이하여야 합니다"},
	{
		"no two words of the vocabulary are in the same window: the text needs sentences of two words or more, or a " +
			"lower minimum count",
		"어휘의 두 단어가 같은 윈도에 나오는 곳이 없습니다. 단어가 둘 이상인 문장을 넣거나 최소 빈도를 낮추세요",
	},
	{"a temporary file for the counts: %w", "횟수를 저장할 임시 파일: %w"},
	{
		"writing counts to the temporary folder %s: %w; set TMPDIR to another folder, or allow more memory",
		"임시 폴더 %s에 횟수를 쓸 수 없습니다: %w. TMPDIR을 다른 폴더로 지정하거나 메모리를 늘리세요",
	},
	{"reading the temporary file of counts: %w", "횟수를 저장한 임시 파일을 읽을 수 없습니다: %w"},
	{"there are no records; count the corpus again", "레코드가 없습니다. 말뭉치를 다시 세세요"},
	// One of the next three texts follows: what is wrong with the record.
	{"record %d (at byte %d) %s", "%d번째 레코드(%d바이트 위치): %s"},
	{
		"is cut: the size of the file is not a multiple of 16; write or copy it again",
		"잘려 있습니다. 파일 크기가 16의 배수가 아닙니다. 파일을 다시 만들거나 복사하세요",
	},
	{
		"has the %s %d, must be from 1 to the %d words of the vocabulary; use the file with the vocabulary that it was " +
			"counted with",
		"번호(%s)가 %d입니다. 1 이상, 어휘의 단어 수인 %d 이하여야 합니다. 횟수를 셀 때와 같은 어휘를 쓰세요",
	},
	{"row", "행"},
	{"column", "열"},
	{
		"has the weight %v, must be above 0 and finite; count the corpus again",
		"가중치가 %v입니다. 0보다 큰 유한한 값이어야 합니다. 말뭉치를 다시 세세요",
	},
	{
		"two records have the row %d and the column %d: use a file that was not joined from several",
		"행 %d, 열 %d인 레코드가 둘 있습니다. 여러 파일을 이어 붙이지 않은 파일을 쓰세요",
	},
	{
		// An occurrence adds at most Σ 2/d for d = 1 … window.
		"the co-occurrences of word %d, %q, add up to %.6g, but %d occurrences with a window of %d can have at most " +
			"%.6g: they are of another vocabulary, corpus or window",
		"%d번째 단어 %q의 동시 출현 합이 %.6g입니다. %d번 나오고 윈도가 %d일 때 최대 %.6g이므로 다른 어휘, 말뭉치 또는 윈도의 값입니다",
	},
	{"glove: co-occurrences below it have a weight below 1", "glove: 동시 출현 값이 이보다 작으면 가중치가 1보다 작음"},
	{"glove: weight is (co-occurrences/xmax) to this power", "glove: 가중치는 (동시 출현 값/xmax)를 이 값만큼 거듭제곱한 수"},
	{"glove: how a record changes vectors", "glove: 레코드가 벡터를 바꾸는 방법"},
	{"a step for each number by its former steps", "벡터의 숫자마다 이전 그래디언트의 제곱합에 따라 이동 크기를 정함"},
	{"plain gradient descent with a falling learning rate", "학습률이 줄어드는 단순 경사 하강법"},
	{"glove: vectors of the model", "glove: 모델의 벡터"},
	{"w + c of word and context vectors", "단어 벡터와 문맥 단어 벡터의 합 w + c"},
	{"w + c, and w and c as matrices", "w + c를 벡터로, w와 c를 행렬로 저장"},
	{"glove, lexvec: read the co-occurrences from `FILE` of w2vattn cooccur",
		"glove, lexvec: w2vattn cooccur가 쓴 `FILE`에서 동시 출현을 읽음"},
	{
		"is for word2vec and LexVec, not --arch glove",
		"플래그는 word2vec과 LexVec에 쓰며 --arch glove에는 쓸 수 없습니다",
	},
	{"is for word2vec, not --arch glove", "플래그는 word2vec에 쓰며 --arch glove에는 쓸 수 없습니다"},
	{"is for GloVe: add --arch glove", "플래그는 GloVe에 씁니다. --arch glove를 추가하세요"},
	{"lexvec: association of words that vectors fit", "lexvec: 두 벡터의 내적으로 근사할 단어 연관도"},
	{"PMI, or 0 if that is below 0", "PMI. 0보다 작으면 0"},
	{"pointwise mutual information", "점별 상호 정보량"},
	{"PMI from -1 to 1", "-1에서 1까지로 정규화한 PMI"},
	{"ln(1 + co-occurrence)", "ln(1 + 동시 출현)"},
	{"co-occurrence", "동시 출현"},
	{"lexvec: exponent of the sums of contexts in PMI", "lexvec: PMI를 구할 때 문맥 단어별 합계에 적용하는 지수"},
	{"lexvec: a context vector for each word and offset", "lexvec: 단어와 상대 위치마다 문맥 벡터를 둠"},
	{"is for word2vec, not --arch lexvec", "플래그는 word2vec에 쓰며 --arch lexvec에는 쓸 수 없습니다"},
	{"is for GloVe, not --arch lexvec", "플래그는 GloVe에 쓰며 --arch lexvec에는 쓸 수 없습니다"},
	{"is for LexVec, not --arch glove", "플래그는 LexVec에 쓰며 --arch glove에는 쓸 수 없습니다"},
	{"is for LexVec: add --arch lexvec", "플래그는 LexVec에 씁니다. --arch lexvec을 추가하세요"},
	{
		"is for GloVe and LexVec: add --arch glove or --arch lexvec",
		"플래그는 GloVe와 LexVec에 씁니다. --arch glove나 --arch lexvec을 추가하세요",
	},
	{"it was made with other co-occurrences", "다른 동시 출현 값으로 만든 체크포인트입니다"},
}
