package message

// Texts of eval: the results of analogies, word similarity and search.
var (
	AnalogiesAnswered = Message{"%s: analogies answered\n", "%s: 맞힌 유추 문제\n"}
	Total             = Message{"total", "전체"}
	// Correct answers and questions.
	CorrectOf = Message{"%d of %d", "%[2]d개 중 %[1]d개"}
	Skipped   = Message{"%d skipped", "건너뜀 %d개"}
	// The file, ρ of the cosines and the judgements, pairs whose words are known,
	// pairs with an unknown word.
	SpearmanOver = Message{
		"%s: Spearman %s over %s, %d skipped\n",
		"%s: 스피어만 상관 계수 %s, %s, 건너뜀 %d개\n",
	}
	NoSpearman = Message{"none", "없음"}
	AllWords   = Message{"all words", "모든 단어 사용"}
	// --restrict: only the most frequent words may be answers, as in word2vec's
	// compute-accuracy.
	FirstWords   = Message{"the first %s", "빈도가 가장 높은 %s만 사용"}
	CaseMatters  = Message{"case matters", "대소문자 구분"}
	CaseIgnored  = Message{"case ignored", "대소문자 무시"}
	RulesOfWords = Message{
		"words of a question are excluded from its answers · %s · %s · questions with unknown words are skipped\n",
		"문제에 있는 단어는 답에서 제외 · %s · %s · 미등록어(OOV)가 있는 문제는 건너뜀\n",
	}
	// A tokenizer that gives all forms of a verb one token makes questions such as
	// walk : walked impossible to ask.
	Collapse = Message{
		"%s: %s %s: their words have the same lemma\n",
		"%[1]s: 단어들의 기본형이 같아서 낼 수 없는 문제: %[2]s\n",
	}
	CollapseRemedy = Message{
		"to compare forms of words, train a model with --tokenizer words\n",
		"단어의 활용형을 비교하려면 --tokenizer words로 모델을 학습하세요\n",
	}
	SearchTask = Message{"%s: %s, %s\n%s\n", "%s: %s, %s\n%s\n"}
	// Recall at a rank: the share of queries whose sentence is among the first n.
	AtRank     = Message{"at %d", "%d위 이내"}
	QueryCount = Message{"%s %s", "쿼리 %[1]s개"}
)

// Tasks are the tasks of eval --search by their names in JSON, which are the English ones.
var Tasks = map[string]Message{
	"neighbour": {"neighbour", "이웃 문장 찾기(neighbour)"},
	"replaced":  {"replaced", "단어를 바꾼 문장 찾기(replaced)"},
}
