package message

// notes are what commands write to standard error while they work. They are formats
// of Sprintf, which looks them up before the arguments are filled in, so that common
// words such as "%s: %s" are no danger to other texts.
var notes = []Message{
	{
		"%d texts have one word each, and each is a sentence of its own; quote a sentence: %q%s",
		"텍스트 %d개가 모두 한 단어여서 각각 한 문장이 됩니다. 한 문장이라면 따옴표로 묶으세요: %q%s",
	},
	{
		"no text is Korean; --eojeol sums the weights of each word between spaces",
		"한국어 텍스트가 없습니다. --eojeol은 공백으로 나눈 단어마다 가중치를 더합니다",
	},
	// How many words, the file, "was" or "were".
	{"%s of %s occurred again and %s left out", "%[2]s에 같은 단어가 다시 나와 제외했습니다: %[1]s"},
	{
		"%s of %s %s not valid UTF-8; invalid bytes are written as \\xNN",
		"%[2]s에 올바른 UTF-8이 아닌 단어가 있습니다(%[1]s). 잘못된 바이트는 \\xNN으로 씁니다",
	},
	{
		"%s of %s %s not valid UTF-8; invalid bytes are shown as \\xNN",
		"%[2]s에 올바른 UTF-8이 아닌 단어가 있습니다(%[1]s). 잘못된 바이트는 \\xNN으로 표시합니다",
	},
	{"%s contains %s more than once; the first vector is used", "%s에 두 번 이상 나오는 단어가 있습니다(%s). 첫 벡터를 사용합니다"},
	// A file that convert wrote: its words, numbers a vector and format. The next
	// text names what the format has no place for.
	{"%s: %s × %s as %s", "%s: %s × %s, %s 형식"},
	{"%s: %s as %s", "%s: %s, %s 형식"},
	{"%s cannot store %s%s", "%s 형식에는 다음을 저장할 수 없습니다: %s%s"},
	{"; training cannot continue from this file", ". 이 파일에서는 학습을 이어서 할 수 없습니다"},
	{
		// f16 or int8. The error is of a single number; the cosines are over all
		// words.
		"rounded to %s: largest error %.2g; cosine of rounded and exact vectors: mean %.7f, minimum %.7f",
		"%s(으)로 반올림: 가장 큰 오차 %.2g, 반올림한 벡터와 원래 벡터의 코사인: 평균 %.7f, 최소 %.7f",
	},
	{"%s left out: training cannot continue from rounded vectors", "제외한 행렬: %s. 반올림한 벡터에서는 학습을 이어서 할 수 없습니다"},
	{"doctor does not join phrases: it reports on single words", "doctor는 연어를 연결하지 않고 단어별로 진단합니다"},
	{
		"doctor removes particles by their spelling, because it reads a pipe only once; train keeps them in words " +
			"that have only one in the corpus",
		"doctor는 파이프를 한 번만 읽으므로 철자와 자주 쓰는 단어의 목록으로 조사를 가려냅니다. train은 말뭉치에서 한 가지 조사만 붙어 나온 단어는 나누지 않습니다",
	},
	{"unknown words of the texts are ignored: %s", "텍스트의 미등록어(OOV)를 무시합니다: %s"},
	// Pairs such as "읽었다 → 읽다".
	{"looked up in the form of the vocabulary: %s", "어휘에 있는 형태로 찾았습니다: %s"},
	{"unknown words of the query are ignored: %s", "쿼리의 미등록어(OOV)를 무시합니다: %s"},
	{"%s %s no known word and cannot be found", "모델의 단어가 없어 찾을 수 없는 문장이 있습니다: %s"},
	{"%v; this search reads the corpus into memory instead", "%v. 대신 말뭉치를 메모리로 읽어 검색합니다"},
	{
		"another program has written %s at the same time, from another corpus or model",
		"같은 시간에 다른 프로그램이 다른 말뭉치나 모델로 만든 색인을 %s에 저장했습니다",
	},
	// The index and its corpora.
	{"the sentences come from %s, built from %s", "%[2]s(으)로 만든 색인 %[1]s의 문장에서 찾습니다"},
	{"%s does not exist; %s contains its sentences as they were", "%s 파일이 없습니다. %s에는 그 파일의 문장이 남아 있습니다"},
	{
		"%s has changed since %s was built; add --rebuild to this command to read it again",
		"%[2]s을(를) 만든 뒤에 %[1]s이(가) 바뀌었습니다. 다시 읽으려면 이 명령에 --rebuild를 추가하세요",
	},
	{
		"cannot check whether %s has changed since %s was built: %v",
		"%[2]s을(를) 만든 뒤에 %[1]s이(가) 바뀌었는지 확인할 수 없습니다: %[3]v",
	},
	{
		"other machines can connect to %s, and there is no password: they can read the models",
		"다른 컴퓨터에서 %s에 접속할 수 있고 비밀번호가 없습니다. 접속한 사람은 모델을 읽을 수 있습니다",
	},
	{
		"type a word, king - man + woman, or help; Ctrl-D ends",
		"단어나 king - man + woman 같은 식, 또는 help를 입력하세요. Ctrl-D로 끝냅니다",
	},
	{"open http://%s/ in a browser; Ctrl-C stops", "브라우저에서 http://%s/ 를 여세요. Ctrl-C로 종료합니다"},
	{
		"%s was trained with another tokenizer; the same word may be another token now",
		"%s은(는) 다른 토크나이저로 학습한 모델입니다. 같은 단어가 다른 토큰이 될 수 있습니다",
	},
	{
		"the word ids take %s; the part beyond --ids-memory is in a temporary file in %s",
		"단어 번호가 차지하는 공간은 %s입니다. --ids-memory를 넘는 부분은 %s의 임시 파일에 있습니다",
	},
	{
		"progress is saved in %s; run the same command with --resume to continue",
		"진행 상황을 %s에 저장했습니다. 이어서 하려면 같은 명령에 --resume을 더해 실행하세요",
	},
	// Tokens, sentences, different words, and how many of these occur --min-count
	// times.
	{"%s in %s, %s, %s of them at least %s", "%[2]s, %[1]s, %[3]s, 그중 %[5]s 이상 나오는 단어 %[4]s개"},
	// Names of what progress is shown of.
	{"reading", "읽는 중"},
	{"training", "학습 중"},
	{"measuring search in %s", "%s에서 검색 측정 중"},
	{"epoch %d/%d, loss %.3f, %s words/s", "에폭 %d/%d, 손실 %.3f, 초당 %s 단어"},
	{
		"training: %.1f %%, epoch %d of %d, %s words/s, alpha %.5f, loss %.4f, %s left",
		"학습: %.1f%%, 에폭 %d/%d, 초당 %s 단어, 학습률 %.5f, 손실 %.4f, 남은 시간 %s",
	},
	{"%s: %.1f %%", "%s: %.1f%%"},
	{
		"the checkpoint cannot be written (next try after --checkpoint-every): %s",
		"체크포인트를 쓸 수 없습니다(--checkpoint-every 뒤에 다시 시도합니다): %s",
	},
	{" (--tokens splits it at spaces)", " (--tokens를 지정하면 공백에서 나눕니다)"},
	{"tokenizer %s", "토크나이저 %s"},
	{"%s in %s eojeol of Hangul, %s different", "한글 어절 %[2]s개(서로 다른 어절 %[3]s개)에서 %[1]s를 찾았습니다"},
	{
		"too many different eojeol to count at once: rare ones were dropped %s, so rare words may be missing",
		"서로 다른 어절이 너무 많아 한 번에 셀 수 없어 드문 어절을 %s 버렸습니다. 드문 단어가 빠졌을 수 있습니다",
	},
}
