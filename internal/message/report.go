package message

// Texts of reports, for every format that people read. Numbers have fixed numbers of
// decimals in both languages; Korean writes the per cent sign without a space.
var (
	Attention = Message{"Attention", "어텐션"}
	// The title of a page: the query words, joined by " + ".
	AttentionOf    = Message{"Attention of %s", "%s의 어텐션"}
	SelfAttention  = Message{"self-attention", "셀프 어텐션"}
	CrossAttention = Message{"cross-attention", "크로스 어텐션"}
	SelfTitle      = Message{"Self-attention", "셀프 어텐션"}
	CrossTitle     = Message{"Cross-attention", "크로스 어텐션"}
	Query          = Message{"query ", "쿼리 "}
	Temperature    = Message{"temperature", "온도"}
	Auto           = Message{"(auto)", "(자동)"}
	Token          = Message{"token", "토큰"}
	Score          = Message{"score", "점수"}
	Weight         = Message{"weight", "가중치"}
	Entropy        = Message{"entropy", "엔트로피"}
	Effective      = Message{"effective", "유효 토큰 수"}
	None           = Message{"(none)", "(없음)"}
	LeftOut        = Message{"(left out)", "(제외)"}
	// In the place of a weight: the token has no vector. LeftOut is a token that a
	// mask hides.
	Unknown = Message{"(unknown)", "(미등록어)"}

	// Of one query.
	// exp(H), the number of tokens that take part, H.
	EffectiveOf = Message{
		"effective tokens %.1f of %d (entropy %.3f nats)",
		"유효 토큰 수 %.1f / %d (엔트로피 %.3f nat)",
	}
	// Shares of the variance of the scores, which sum to 100 %.
	Explained = Message{
		"Score differences explained by: key length %.0f %%, direction %.0f %%",
		"점수 차이의 원인: 키의 크기(norm) %.0f%%, 방향 %.0f%%",
	}
	Nearest = Message{"nearest to the context: ", "문맥 벡터와 가까운 단어: "}

	// Of rows.
	EachRow = Message{
		"each row: the weights that its token gives",
		"각 행은 그 행의 토큰이 각 열의 토큰에 주는 가중치입니다",
	}
	// Of the colours of a sentence, and the same without the weights of tokens to themselves.
	Received = Message{
		"colours of the sentence: the mean weight that each token receives",
		"문장의 색: 각 토큰이 받는 가중치의 평균",
	}
	ReceivedFromOthers = Message{
		"colours of the sentence: the mean weight that each token receives from the others",
		"문장의 색: 각 토큰이 다른 토큰에서 받는 가중치의 평균",
	}
	OutputKeys    = Message{"keys: output vectors", "키: 출력 벡터"}
	NearestOfEach = Message{"nearest to each token's context:", "토큰별 문맥 벡터와 가까운 단어:"}
	// exp(H) of a row, before the words that are nearest to its context.
	Tokens    = Message{"%.1f tokens", "유효 토큰 수 %.1f"}
	Strongest = Message{"the largest weights of each token", "토큰별 상위 가중치"}
	Largest   = Message{"largest weights", "상위 가중치"}
	// For matrices with too many keys for a table: how many weights of each query,
	// and the number of queries.
	LargestOf = Message{
		" · the %d largest weights of each of %d tokens",
		" · 토큰 %[2]d개 각각의 상위 가중치 %[1]d개",
	}

	// Of unknown words.
	// How many tokens are unknown, how many there are, and the quotient. English
	// needs two texts for one and many.
	UnknownOne = Message{"unknown: %d of %d token, %.0f %% of the sentence", "미등록어(OOV): 토큰 %[2]d개 중 %[1]d개, 문장의 " +
		"%.0[3]f%%"}
	UnknownMany = Message{"unknown: %d of %d tokens, %.0f %% of the sentence", "미등록어(OOV): 토큰 %[2]d개 중 %[1]d개, 문장의 " +
		"%.0[3]f%%"}
	// UnknownWeight follows, where unknown tokens have weight.
	UnknownWeight  = Message{", with %.3f of the weight", ", 가중치 합 %.3f"}
	UnknownQueries = Message{"unknown queries: %d of %d", "미등록어(OOV)인 쿼리: %[2]d개 중 %[1]d개"}
	Replaced       = Message{"unknown words replaced: ", "대체한 미등록어(OOV): "}
	// The known morphemes whose mean is the vector of an unknown word.
	MeanOf = Message{"mean of %s", "평균(%s)"}

	// Of eojeol.
	Eojeol     = Message{"eojeol", "어절"}
	ByEojeol   = Message{"weights summed by eojeol", "어절별 가중치 합"}
	EojeolRows = Message{
		"weights summed by eojeol; each row is the mean of the rows of its tokens",
		"어절별 가중치 합입니다. 각 행은 한 어절에 속한 토큰들의 행을 평균한 것입니다.",
	}

	// Of comparisons.
	Compared  = Message{" · every score at several temperatures, compared with %s", " · 여러 온도에서 점수 함수 비교(기준: %s)"}
	Agreement = Message{
		"%s: order of the tokens compared with %s, Kendall's τ = %.3f",
		"%s: 기준(%s)과 비교한 토큰 순서, 켄달의 τ = %.3f",
	}

	Multiples = Message{"weights of every score at several temperatures", "점수 함수별·온도별 가중치"}
	// Below small multiples, where bars of different panels must not be compared.
	OwnScales = Message{
		"the bars of each score and temperature have their own scale, up to its largest weight",
		"막대의 눈금은 차트마다 다릅니다. 가장 긴 막대가 그 점수 함수와 온도에서 가장 큰 가중치입니다",
	}
	LargestScores = Message{
		"the %d tokens with the largest scores, of %d", "점수가 가장 큰 토큰 %d개만 표시합니다(전체 %d개)",
	}

	// Of nearest words as a table.
	// In capitals, as headings of tables in a terminal.
	ColumnRank       = Message{"RANK", "순위"}
	ColumnWord       = Message{"WORD", "단어"}
	ColumnSimilarity = Message{"SIMILARITY", "유사도"}

	// Figures.
	Lines   = Message{"lines from the query to the keys", "쿼리–키 연결선"}
	HeatMap = Message{"heat map of the weights", "가중치 히트맵"}
	Table   = Message{"the weights as a table", "가중치 표"}
	// Of the legend of a heat map.
	OffDiagonal = Message{"scale without the diagonal", "대각선을 뺀 눈금"}
	NoWeights   = Message{"unknown: no weights of its own", "미등록어(OOV): 가중치를 계산하지 않음"}

	Readout = Message{"Point at a cell, or use the arrow keys.", "칸을 가리키거나 화살표 키를 사용하세요."}
	// Between the names of a query and a key at the pointer; the weight follows Sees.
	// Korean uses arrows: its particles would depend on the names.
	Sees    = Message{"attends to", "→"}
	Hidden  = Message{"does not attend to", "⇸"}
	MapKeys = Message{
		"Heat map. The arrow keys move from cell to cell, Home and End to the ends of a row, " +
			"Page Up and Page Down to the ends of a column.",
		"히트맵. 화살표 키로 칸 사이를 이동합니다. Home과 End는 행의 양 끝으로, Page Up과 Page Down은 열의 양 끝으로 이동합니다.",
	}

	// Of search.
	OneSentence      = Message{"1 sentence", "문장 1개"}
	Sentences        = Message{"%d sentences", "문장 %d개"}
	WithoutAttention = Message{"without attention", "어텐션 없음"}
	// The change of the score, after the contribution of the token.
	WithoutWord   = Message{"change without it %+.3f", "이 단어를 빼면 %+.3f"}
	Contributions = Message{
		"The contributions of a sentence's words add up to its score, the cosine of the query and the context vector. " +
			"“Change without it” says how much the score would change if the word were left out.",
		"단어의 기여도를 모두 더하면 문장의 점수, 즉 쿼리와 문맥 벡터의 코사인 유사도가 됩니다. 괄호 안은 그 단어를 뺐을 때의 점수 변화입니다.",
	}
)

// Labels of the lines and columns of doctor. Each is one word, so that the column of
// labels stays narrow.
var (
	LabelCorpus    = Message{"corpus", "말뭉치"}
	LabelEncodings = Message{"encodings", "인코딩"}
	LabelRecords   = Message{"records", "레코드"}
	LabelLines     = Message{"lines", "줄"}
	LabelSentences = Message{"sentences", "문장"}
	LabelTokens    = Message{"tokens", "토큰"}
	LabelWords     = Message{"words", "단어"}
	LabelKept      = Message{"kept", "남는 비율"}
	LabelTraining  = Message{"training", "학습"}
	LabelForecast  = Message{"forecast", "예상"}
	LabelMemory    = Message{"memory", "메모리"}
)

// Why the automatic temperature is 1. The automatic temperature is the T at which
// exp(H), the effective number of tokens, is half of those that take part; these
// texts say why there is none. Package report has the cases.
var (
	OnlyToken = Message{
		"T = 1: only one token takes part, so it has all the weight at any temperature",
		"T = 1: 가중치를 받을 수 있는 토큰이 하나뿐이므로 어떤 온도에서도 가중치가 모두 그 토큰에 몰립니다",
	}
	// exp(H) is then n at every T.
	EqualScores = Message{
		"T = 1: all scores are equal, so the weights are the same at any temperature",
		"T = 1: 점수가 모두 같으므로 어떤 온도에서도 모든 토큰의 가중치가 같습니다",
	}
	// m tokens with the largest score share all the weight as T goes to 0, so exp(H)
	// cannot fall below m.
	TiedScores = Message{
		"T = 1: at least half of the tokens (%[1]d of %[2]d) have the largest score, so no automatic temperature can " +
			"be found",
		"T = 1: 토큰 %[2]d개 가운데 점수가 최댓값인 토큰이 %[1]d개로 절반 이상이므로, 자동 온도를 정할 수 없습니다",
	}
	InfiniteScores = Message{
		"T = 1: some scores are infinite, so no temperature makes the effective number of tokens half of all",
		"T = 1: 무한대인 점수가 있으므로 유효 토큰 수가 전체의 절반이 되는 온도가 없습니다",
	}
	UnreachedRows = Message{
		"T = 1: no temperature makes the effective number of tokens half of all, as the mean over the rows that see " +
			"two tokens or more",
		"T = 1: 유효 토큰 수의 평균이 n의 평균의 절반이 되는 온도가 없습니다(n은 행마다 가중치를 받을 수 있는 " +
			"토큰 수, n이 2 이상인 행만 계산)",
	}
)
