package message

// Texts of info, a line for each field of a model file. A label takes 12 columns of a
// terminal, in which a Hangul syllable takes two.
var (
	InfoFormat    = Message{"format      %s\n", "형식        %s\n"}
	InfoWords     = Message{"words       %s in the vocabulary\n", "단어        어휘에 %s개\n"}
	InfoDim       = Message{"dim         %d %s a vector\n", "차원        %[1]d차원 벡터\n"}
	InfoModified  = Message{"modified    %s (time of the file)\n", "수정 시각   %s(파일 시스템에 기록된 시각)\n"}
	InfoProgram   = Message{"program     %s (trained the vectors)\n", "프로그램    %s(벡터를 학습한 프로그램)\n"}
	InfoConfig    = Message{"config      %s (flags of train)\n", "설정        %s(train의 플래그)\n"}
	InfoTokenizer = Message{"tokenizer   %s\n", "토크나이저  %s\n"}
	InfoCorpus    = Message{"corpus      statistics of the training corpus\n", "말뭉치      학습한 말뭉치의 통계\n"}
	InfoMatrices  = Message{"also        %s, %s\n", "다른 행렬   %s, %s\n"}
	// f16 or int8.
	InfoQuantized  = Message{"quantized   %s (rounded vectors)\n", "양자화      %s(반올림한 벡터)\n"}
	InfoDuplicates = Message{
		"duplicates  %s occurred again and %s left out\n",
		"중복        다시 나와서 제외함: %[1]s\n",
	}
	// The instructions that this machine would train with, which is what reports of
	// speed need.
	InfoKernel   = Message{"kernel      %s (does not affect results)\n", "커널        %s(결과에 영향을 주지 않음)\n"}
	InfoChecksum = Message{
		"checksum    %s (SHA-256 of the file, checked by --verify)\n",
		"체크섬      %s(파일의 SHA-256, --verify로 확인)\n",
	}
	InfoVerified = Message{
		"verified    the whole file was read and is valid\n",
		"확인        파일 전체를 읽었고 이상이 없습니다\n",
	}

	// What the matrices beside the embedding table are for.
	BesideVectors  = Message{"beside the vectors", "벡터와 함께 학습한 행렬"}
	TrainedFurther = Message{"needed to train the model further", "모델을 이어서 학습할 때 필요"}
)

// CorpusStatistics has a name and an explanation for each of the statistics of a corpus and
// of training on it, by the name in JSON. English names are those of JSON. Names take 15
// columns.
var CorpusStatistics = map[string]struct{ Name, Meaning Message }{
	"sentences": {Message{"sentences      ", "문장           "}, Message{"in the corpus", "말뭉치 전체"}},
	"tokens":    {Message{"tokens         ", "토큰           "}, Message{"in each epoch", "에폭마다"}},
	"cut": {
		Message{"cut            ", "나눈 횟수      "},
		Message{"cuts of sentences longer than 10,000 tokens", "토큰이 10,000개보다 많은 문장을 나눈 횟수"},
	},
	"replaced": {
		Message{"replaced       ", "대체한 바이트  "},
		Message{"bytes of invalid text, replaced", "텍스트로 해석할 수 없어 대체한 바이트"},
	},
	"letters": {
		Message{"letters        ", "한 글자 토큰   "},
		Message{"tokens of a single letter", "글자가 하나인 토큰"},
	},
	"single": {
		Message{"single         ", "한 토큰 문장   "},
		Message{"sentences of a single token, which train nothing", "토큰이 하나뿐이어서 학습되지 않는 문장"},
	},
	"unknown": {
		Message{"unknown        ", "미등록어(OOV)  "},
		Message{"tokens outside the vocabulary, dropped", "어휘에 없어서 제외한 토큰"},
	},
	"dropped": {
		Message{"dropped        ", "제외한 토큰    "},
		Message{
			"tokens of each epoch that exceeded a job of 10,000 words",
			"작업 하나가 학습하는 최대 단어 수(10,000개)를 넘어 에폭마다 제외한 토큰",
		},
	},
	"loss": {
		Message{"loss           ", "손실           "},
		Message{"mean per centre word in the last epoch", "마지막 에폭의 중심 단어당 평균"},
	},
	"held_out_loss": {
		Message{"held_out_loss  ", "검증용 손실    "},
		Message{"the same on held-out sentences", "검증용 문장의 중심 단어당 평균"},
	},
	"epochs": {
		Message{"epochs         ", "에폭           "},
		Message{
			"trained; fewer than --epochs if training stopped early",
			"학습한 에폭. 일찍 멈추면 --epochs보다 적습니다",
		},
	},
	"phrases": {
		Message{"phrases        ", "연어           "},
		Message{"pairs of words that were joined", "연결한 단어 쌍"},
	},
	"pairs_forgotten": {
		Message{"pairs_forgotten", "쌍 버린 횟수   "},
		Message{"times that rare pairs were dropped to save memory", "메모리를 아끼려고 드문 쌍을 버린 횟수"},
	},
}
