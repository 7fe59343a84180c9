package message

// What reports say of weights that are nearly all equal or nearly all zero. One of
// the first group comes first, such as "One token has nearly all the weight"; a
// reason and something to try, of the second, follow it. Package report chooses both
// by the weights; its file advice.go has the limits.
var (
	NoToken = Message{
		"no token takes part: none of them is known to the model, or all are left out",
		"가중치를 받을 수 있는 토큰이 없습니다. 모두 미등록어(OOV)이거나 제외되었습니다.",
	}
	OneToken  = Message{"One token has nearly all the weight; ", "가중치가 거의 모두 한 토큰에 몰립니다. "}
	OneOfRows = Message{
		"Most tokens give nearly all their weight to one token; ",
		"대부분의 토큰이 각각 한 토큰에 가중치를 거의 모두 줍니다. ",
	}
	Even       = Message{"All tokens have nearly the same weight; ", "모든 토큰의 가중치가 거의 같습니다. "}
	EvenOfRows = Message{
		"Most tokens give all tokens nearly the same weight; ",
		"대부분의 토큰이 모든 토큰에 거의 같은 가중치를 줍니다. ",
	}

	FewTokens = Message{
		"with so few tokens the automatic temperature cannot spread it. Try %s.",
		"토큰이 너무 적어 자동 온도로는 가중치를 여러 토큰에 나눌 수 없습니다. %s을(를) 사용해 보세요.",
	}
	Infinite = Message{
		"some scores are infinite. Try %s.",
		"무한대인 점수가 있습니다. 다음을 사용해 보세요: %s.",
	}
	LowForCosine = Message{
		"cosines differ by 2 at most, so a temperature of %.4g is low. Try %s.",
		"코사인의 차이는 최대 2이므로 온도 %.4g은(는) 너무 낮습니다. %s을(를) 사용해 보세요.",
	}
	LongKeys = Message{
		"the keys are long (up to ‖k‖ = %.1f), so their scores lie far apart. Try %s or %s.",
		"키의 크기가 커서(최대 ‖k‖ = %.1f) 점수 차이가 큽니다. 다음을 사용해 보세요: %s 또는 %s.",
	}
	NoDifference = Message{
		"their scores are equal. Try other words or another %s.",
		"점수가 모두 같습니다. 다른 단어나 다른 %s을(를) 사용해 보세요.",
	}
	SmallDifference = Message{
		"their scores differ by %.2g at most, which is little at a temperature of %.4g. " +
			"Try %s, or train longer if the vectors are still short.",
		"점수 차이의 최댓값 %.2g이(가) 온도 %.4g에 비해 작습니다. " +
			"%s을(를) 사용하거나, 벡터의 크기가 아직 작으면 더 오래 학습하세요.",
	}
	SmallForCosine = Message{
		"their scores differ by %.2g at most, which is little at a temperature of %.4g. " +
			"Try %s or %s, or train longer if the vectors are still short.",
		"점수 차이의 최댓값 %.2g이(가) 온도 %.4g에 비해 작습니다. " +
			"다음을 사용해 보세요: %s 또는 %s. 벡터의 크기가 아직 작으면 더 오래 학습하세요.",
	}

	// What to try, where a report is not read beside the command line.
	ATemperature    = Message{"a temperature of %.2g", "온도 %.2g"}
	AutoTemperature = Message{"an automatic temperature", "자동 온도"}
	AScore          = Message{"the score %s", "점수 함수 %s"}
	AQuery          = Message{"query", "쿼리"}
)
