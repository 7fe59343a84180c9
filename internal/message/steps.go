package message

// Texts of worked calculations, in the order of the steps: vectors, scores, weights
// by softmax (maximum, exponentials, quotients) or sparsemax (scaled scores,
// threshold, differences), context vector. Symbols are those of the documents: q, k,
// v, T, z, τ, c.
var (
	// The steps are numbered in their titles, because the text of one step names
	// others.
	Vectors = Message{"The vectors", "벡터"}
	Scores  = Message{"Step 1. The scores: %s, D = %d", "1단계. 점수: %s, D = %d"}
	// Titles of columns of tables: of a vector and its numbers; of what is computed, how, and
	// what results.
	VectorColumn      = Message{"vector", "벡터"}
	NumbersColumn     = Message{"numbers", "숫자"}
	QuantityColumn    = Message{"quantity", "구하는 값"}
	CalculationColumn = Message{"calculation", "계산"}
	ResultColumn      = Message{"result", "결과"}
	// Of the cosine of a vector of zeros, which has no direction; package attention defines
	// it as 0. After the score.
	ZeroNorm = Message{"by definition for a vector of zeros", "영벡터의 점수는 이 값으로 정의"}
	// After a partial sum of a long product.
	SoFar = Message{"so far", "여기까지"}
	// How many of the first numbers, and the length of the vector.
	Elided    = Message{"the first %d and the last of %d numbers are shown", "숫자 %[2]d개 중 처음 %[1]d개와 마지막 하나만 표시합니다"}
	MoreTerms = Message{" + … (%d more terms)", " + … (이하 %d개 항 생략)"}
	// Buttons of a page.
	HideSteps = Message{"One step at a time", "한 단계씩 보기"}
	NextStep  = Message{"Next step", "다음 단계"}
	AllSteps  = Message{"All steps", "모든 단계"}

	// In the place of a calculation, for a token that a mask hides or that has no
	// vector.
	TakesNoPart = Message{"takes no part", "계산에서 제외"}

	Maximum   = Message{"Step 2. The largest score", "2단계. 점수의 최댓값"}
	MaximumIs = Message{
		"maximum = %s; it is subtracted from every score, so that no exponential overflows",
		"최댓값 = %s. 지수함수 값이 너무 커지지 않도록 모든 점수에서 이 값을 뺍니다.",
	}
	Exponentials = Message{
		"Step 3. The exponentials: exp((score − maximum) / T), T = %s",
		"3단계. 지수함수 값: exp((점수 − 최댓값) / T), T = %s",
	}
	ExponentialColumn = Message{"exponential", "지수함수 값"}
	Sum               = Message{"sum", "합"}
	Softmax           = Message{"Step 4. The weights: exponential / sum", "4단계. 가중치: 지수함수 값 / 합"}

	ScaledScores = Message{
		"Step 2. The scores minus their maximum: z = (score − maximum) / T, maximum = %s, T = %s",
		"2단계. 최댓값을 빼고 T로 나눈 점수: z = (점수 − 최댓값) / T, 최댓값 = %s, T = %s",
	}
	// Algorithm 1 of Martins and Astudillo (2016), with their k and τ. z is sorted
	// from the largest.
	Threshold = Message{
		"Step 3. The threshold: τ = (S − 1) / k. S is the sum of the k largest z, and k is the largest number " +
			"with 1 + k × (k-th largest z) > S",
		"3단계. 임곗값: τ = (S − 1) / k. S는 가장 큰 z부터 차례로 k개를 더한 합이고, k는 1 + k × (k번째로 큰 z) > S를 만족하는 가장 큰 수입니다.",
	}
	ScaledScoreColumn = Message{"z", "z"}
	CountColumn       = Message{"k", "k"}
	ThresholdColumn   = Message{"1 + k × z", "1 + k × z"}
	Sparsemax         = Message{"Step 4. The weights: max(z − τ, 0)", "4단계. 가중치: max(z − τ, 0)"}

	// H, H again, and exp(H).
	EntropyIs = Message{
		"The entropy of the weights is H = −Σ weight × ln weight = %s, and the effective number of tokens is " +
			"exp(%s) = %s.",
		"가중치의 엔트로피: H = −Σ 가중치 × ln 가중치 = %s, 유효 토큰 수: exp(%s) = %s",
	}
	WeightedValues = Message{"Step 5. The values times their weights", "5단계. 값 벡터 v에 가중치 곱하기"}
	Context        = Message{"Step 6. The context vector: their sum", "6단계. 문맥 벡터: 가중합"}
	NearestToIt    = Message{"nearest to it: ", "가까운 단어: "}
	EojeolSums     = Message{"Step 7. The weights summed by eojeol", "7단계. 어절별 가중치 합"}
)

// Texts of the search for the automatic temperature, which is shown as a list of
// trials.
var (
	FoundTemperature = Message{"The search for the temperature T", "온도 T 찾기"}
	// Half of the tokens that take part, and how many these are.
	Target = Message{
		"The search finds the T at which exp(H), the effective number of tokens, is %s, half of the %d visible tokens.",
		"유효 토큰 수 exp(H)가 가중치를 받을 수 있는 토큰 수의 절반이 되는 T를 찾습니다. 목푯값: %s (토큰 %d개의 절반)",
	}
	SparseEntropy = Message{
		"H = −Σ weight × ln weight is the entropy of the weights of steps 2 to 4 at T, with maximum = %s.",
		"H = −Σ 가중치 × ln 가중치는 온도 T에서 2–4단계로 구한 가중치의 엔트로피입니다(점수의 최댓값: %s).",
	}
	// The entropy in one pass, without the weights: with w = e/Z, −Σ w ln w = ln Z +
	// Σ e·(maximum − score)/(T·Z).
	SoftmaxEntropy = Message{
		"H is the entropy of the weights at T. With e = exp((score − maximum) / T) and Z = Σ e, the weights are e / Z " +
			"and H = ln Z + Σ e × (maximum − score) / (T × Z).",
		"H는 온도 T에서의 가중치의 엔트로피입니다. e = exp((점수 − 최댓값) / T), Z = Σ e일 때 가중치는 e / Z이고, " +
			"H = ln Z + Σ e × (최댓값 − 점수) / (T × Z)입니다.",
	}
	Powers = Message{
		"First stage: powers of two are tried, until T lies between two neighbouring powers. The first one is the " +
			"smallest power above %s, the largest score minus the smallest.",
		"첫 단계: 2의 거듭제곱을 차례로 대입해, 구하려는 T를 사이에 둔 이웃한 두 거듭제곱을 찾습니다. " +
			"점수의 최댓값에서 최솟값을 뺀 값(%s)보다 큰 거듭제곱 가운데 가장 작은 것에서 시작합니다.",
	}
	Halved = Message{
		"Second stage: the interval between these two powers is halved %d times.",
		"둘째 단계: 두 거듭제곱 사이의 구간을 %d번 반으로 나눕니다.",
	}
	// The ends of the last interval, its middle, H and exp(H).
	Found = Message{
		"T is the middle of the last interval: (%s + %s) / 2 = %s. There H = %s and exp(H) = %s.",
		"T는 마지막 구간의 가운데 값입니다: (%s + %s) / 2 = %s. 이때 H = %s, exp(H) = %s입니다.",
	}
)
