package message

// Texts of the notebook's experiments: the lines that compare a printed number with
// the computed one, and the explanations where an experiment cannot be repeated as it
// is.
var (
	// The two lines are below each other; their numbers begin in the same column.
	Printed  = Message{"printed   %s", "노트북 값  %s"}
	Computed = Message{"computed  %s", "계산한 값  %s"}
	Agrees   = Message{"agrees, largest difference %.1e", "일치, 가장 큰 차이 %.1e"}
	Differs  = Message{"DIFFERS, largest difference %.1e", "불일치, 가장 큰 차이 %.1e"}
	// Experiments whose numbers are those of a random generator: the notebook shows
	// them as if they meant something, so the output says that they do not.
	NoneTrained = Message{
		"All %d words still have their random initial vectors: subsampling drops nearly every word of so\n" +
			"small a corpus, and five epochs are too few. The numbers above are random and say nothing about meaning.",
		"단어 %d개의 벡터가 모두 무작위 초깃값 그대로입니다. 말뭉치가 작아서 서브샘플링으로 거의 모든 단어가 제외되었고,\n" +
			"5 에폭으로는 학습이 부족합니다. 위의 숫자는 무작위 값이므로 의미를 나타내지 않습니다.",
	}
	SomeUntrained = Message{
		"words with their random initial vectors: %d of %d: %s",
		"벡터가 무작위 초깃값 그대로인 단어(%[2]d개 중 %[1]d개): %[3]s",
	}
	LongerTraining = Message{
		"The same sentences after longer training (--sample 0 --epochs 400 --alpha 0.05), automatic temperature:",
		"같은 문장을 더 오래 학습한 결과(--sample 0 --epochs 400 --alpha 0.05), 자동 온도:",
	}
	Substitute = Message{
		"This experiment cannot be repeated. The same query on the library corpus instead:",
		"이 실험은 재현할 수 없습니다. 그 대신 도서관 말뭉치에서 같은 쿼리의 어텐션을 계산합니다:",
	}
)
