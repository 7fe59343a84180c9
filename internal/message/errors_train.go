package message

// keepsAndMore is what several texts "%d would keep %d" are when they are joined.
var keepsAndMore = Message{"%d would keep %d, of %s", "%d일 때 %d개, %s"}

// trainErrors are the errors of training and of checkpoints. An error of a
// configuration lists all its bad fields, separated by "; "; Translate translates
// them one by one.
var trainErrors = []Message{
	{
		"no word of the corpus occurs at least %d times, the min-count (different words: %d, highest count: " +
			"%d); a min-count of %s",
		"min-count(%d번) 이상 나오는 단어가 말뭉치에 없습니다(서로 다른 단어 %d개, 가장 높은 빈도 %d번). min-count를 낮추세요. 남는 단어 수: %s",
	},
	{"%d would keep %d", "%d일 때 %d개"},
	{
		"the checkpoint %s cannot be resumed from; name another file, or remove it to begin anew: %w",
		"체크포인트 %s에서 이어서 학습할 수 없습니다: %w. 다른 파일을 지정하거나, 처음부터 시작하려면 이 파일을 지우세요",
	},
	{
		"there is no checkpoint to resume from; name its file with Checkpoint",
		"이어서 학습할 체크포인트가 없습니다. Checkpoint로 파일을 지정하세요",
	},
	{"it is not a checkpoint", "체크포인트가 아닙니다"},
	{"it is a model, not a checkpoint", "체크포인트가 아니라 모델입니다"},
	{
		"it was made from another corpus: that one has %d tokens and the checksum %s, this one %d and %s",
		"다른 말뭉치로 만든 체크포인트입니다(체크포인트: 토큰 %d개, 체크섬 %s. 이 말뭉치: 토큰 %d개, 체크섬 %s)",
	},
	{"it was made with another configuration: %s", "다른 설정으로 만든 체크포인트입니다: %s"},
	{"it was written in epoch %d, which this training does not have", "%d번째 에폭에서 쓴 체크포인트입니다. 이 학습에는 그 에폭이 없습니다"},
	{
		"it was written in epoch %d before chunk %d, which this corpus does not have",
		"%d번째 에폭의 %d번째 청크에서 쓴 체크포인트입니다. 이 말뭉치에는 그 청크가 없습니다",
	},
	{
		"it was written by another version of the program, which trains to other numbers (version %d of the " +
			"checkpoint's state, want %d)",
		"다른 버전의 프로그램이 쓴 체크포인트입니다. 버전에 따라 학습 결과가 다릅니다(체크포인트 상태의 버전 %d, 필요한 버전 %d)",
	},
	{"it has %d words, the vocabulary of the corpus has %d", "체크포인트의 단어는 %d개, 어휘의 단어는 %d개입니다"},
	{
		"its word %d is %q (count %d), but that of the corpus is %q (count %d)",
		"%d번째 단어가 체크포인트에서는 %q(빈도 %d), 어휘에서는 %q(%d)입니다",
	},
	{"the %s trainer cannot %s", "%s 학습기에는 없는 기능입니다: %s"},
	{"the vocabulary's word %q has a count of %d, must be at least 1", "어휘의 단어 %q의 빈도가 %d입니다. 1 이상이어야 합니다"},
	{
		"training diverged in epoch %d at learning rate %.3g (a vector holds %.3g): lower alpha",
		"%d번째 에폭에서 학습이 발산했습니다(학습률 %.3g, 벡터의 값 %.3g). --alpha를 낮추세요",
	},
	{
		"training diverged in epoch %d at learning rate %.3g (a loss of %.3g): lower alpha",
		"%d번째 에폭에서 학습이 발산했습니다(학습률 %.3g, 손실 %.3g). --alpha를 낮추세요",
	},
	{
		"the model to continue has no output vectors of negative sampling, which training needs",
		"모델에 네거티브 샘플링의 출력 벡터가 없어 이어서 학습할 수 없습니다",
	},
	{"the model to continue has vectors of length %d, not %d", "이어서 학습할 모델의 벡터가 %d차원입니다. %d차원이어야 합니다"},
	{"the model to continue has no words", "이어서 학습할 모델에 단어가 없습니다"},
	{"the model was trained by the %s trainer, which is not one of word2vec", "word2vec이 아닌 %s 학습기로 학습한 모델입니다"},
	{"the configuration: %w", "설정: %w"},
	{"it is no checkpoint", "체크포인트가 아닙니다"},
	{
		"it was written in epoch %d before range %d, which this corpus does not have",
		"에폭 %d의 범위 %d 앞에서 저장했는데 이 말뭉치에는 그 범위가 없습니다",
	},
	{"this machine has no kernel %q; it has %s", "이 컴퓨터에서 커널 %q을(를) 쓸 수 없습니다. 쓸 수 있는 커널: %s"},
}
