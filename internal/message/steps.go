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
	ScoreIs = Message{"score = %s", "점수 = %s"}
	// Cosine of a vector of zeros, which has no direction; package attention defines
	// it as 0.
	ZeroNorm = Message{
		"score = %s, by definition for a vector of zeros",
		"점수 = %s, 영벡터의 점수는 이 값으로 정의합니다",
	}
	// A partial sum at the end of a line of a long product.
	SoFar = Message{"   (so far %s)", "   (여기까지 %s)"}
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

	Maximum = Message{
		"Step 2. The largest score: %s. It is subtracted from every score, so that no exponential overflows",
		"2단계. 점수의 최댓값: %s. 지수함수 값이 너무 커지지 않도록 모든 점수에서 이 값을 뺍니다.",
	}
	Exponentials = Message{
		"Step 3. The exponentials: exp((score − maximum) / T), T = %s",
		"3단계. 지수함수 값: exp((점수 − 최댓값) / T), T = %s",
	}
	Sum     = Message{"their sum: %s", "합: %s"}
	Softmax = Message{"Step 4. The weights: exponential / sum", "4단계. 가중치: 지수함수 값 / 합"}

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
	// k, the k-th largest z, 1 + k·z, > or ≤, and S.
	ThresholdRow = Message{": 1 + %d × %s = %s %s %s = S", ": 1 + %d × %s = %s %s %s = S"}
	Sparsemax    = Message{"Step 4. The weights: max(z − τ, 0)", "4단계. 가중치: max(z − τ, 0)"}

	// H, H again, and exp(H).
	EntropyIs = Message{
		"their entropy: −Σ weight × ln weight = %s; the effective number of tokens: exp(%s) = %s",
		"엔트로피: −Σ 가중치 × ln 가중치 = %s, 유효 토큰 수: exp(%s) = %s",
	}
	WeightedValues = Message{"Step 5. The values times their weights", "5단계. 값 벡터 v에 가중치 곱하기"}
	Context        = Message{"Step 6. The context vector: their sum", "6단계. 문맥 벡터: 가중합"}
	NearestToIt    = Message{"nearest to it: ", "가까운 단어: "}
	EojeolSums     = Message{"Step 7. The weights summed by eojeol", "7단계. 어절별 가중치 합"}
)

// Texts of the search for the automatic temperature, which is shown as a list of
// trials.
var (
	FoundTemperature = Message{"The temperature, found automatically", "자동으로 구한 온도"}
	// Half of the tokens that take part, and how many these are.
	Target = Message{
		"target: the T at which exp(H), the effective number of tokens, is %s, half of the %d that take part",
		"목표: 유효 토큰 수 exp(H)가 %s, 즉 가중치를 받을 수 있는 토큰 %d개의 절반이 되는 T",
	}
	SparseEntropy = Message{
		"H = −Σ weight × ln weight, the entropy of the weights of steps 2 to 4 at T; the maximum is %s",
		"H = −Σ 가중치 × ln 가중치. H는 온도 T에서 2–4단계로 구한 가중치의 엔트로피입니다. 점수의 최댓값은 %s입니다.",
	}
	// The entropy in one pass, without the weights: with w = e/Z, −Σ w ln w = ln Z +
	// Σ e·(maximum − score)/(T·Z).
	SoftmaxEntropy = Message{
		"e = exp((score − maximum) / T), Z = Σ e, H = ln Z + Σ e × (maximum − score) / (T × Z), the entropy of the " +
			"weights e / Z",
		"e = exp((점수 − 최댓값) / T), Z = Σ e, H = ln Z + Σ e × (최댓값 − 점수) / (T × Z). H는 가중치 e / Z의 엔트로피입니다.",
	}
	Powers = Message{
		"first, the search tries powers of two until T is between two neighbouring ones; it begins with the first " +
			"power above %s, the largest score minus the smallest",
		"먼저 2의 거듭제곱을 차례로 대입하여, T가 어느 이웃한 두 거듭제곱 사이에 있는지 찾습니다. " +
			"점수의 최댓값에서 최솟값을 뺀 값 %s보다 큰 거듭제곱 중 가장 작은 것에서 시작합니다.",
	}
	// "Them" are the two neighbouring powers of Powers.
	Halved = Message{"then it halves the interval between them %d times", "그다음 두 수 사이의 구간을 반으로 나누는 일을 %d번 되풀이합니다"}
	// Trial has a temperature, exp(H), ≥ or <, and the target.
	Trial = Message{"T = %s: exp(H) = %s %s %s", "T = %s: exp(H) = %s %s %s"}
)
