package message

// rootHelp is the help of the programs themselves and of flags of many commands, such
// as --format and --quiet.
var rootHelp = []Message{
	{
		"Train word vectors and show the attention of a query word over a sentence",
		"단어 벡터를 학습하고 쿼리 단어가 문장에 주는 어텐션을 보여 줍니다",
	},
	{
		`w2vattn trains word vectors (word2vec) from English and Korean text and shows
how a query word attends over a sentence: scores, weights and context vector.

Results go to standard output, everything else to standard error. Exit codes:
0 done, 1 failed, 2 wrong usage, 130 interrupted (Ctrl-C), 143 terminated
(SIGTERM).`,
		`w2vattn은 영어와 한국어 텍스트로 단어 벡터(word2vec)를 학습하고, 쿼리 단어가
문장의 각 단어에 주는 어텐션을 점수, 가중치, 문맥 벡터로 보여 줍니다.

결과는 표준 출력에, 나머지는 모두 표준 오류에 씁니다. 종료 코드: 0 성공, 1 실패,
2 잘못된 사용법, 130 중단(Ctrl-C), 143 종료(SIGTERM).`,
	},
	{
		`  w2vattn demo                                    a demonstration in a second
  w2vattn train reviews.txt -o reviews.safetensors
  w2vattn similar -m reviews.safetensors movie
  w2vattn attend -m reviews.safetensors -q movie "what a wonderful film"`,
		`  w2vattn demo                                    1초 만에 보는 시연
  w2vattn train reviews.txt -o reviews.safetensors
  w2vattn similar -m reviews.safetensors movie
  w2vattn attend -m reviews.safetensors -q movie "what a wonderful film"`,
	},
	{"show this help", "이 도움말 표시"},
	{"show the version", "버전 표시"},
	{
		"language of messages and reports: %s (default: by LC_ALL, LC_MESSAGES, LANG)",
		"메시지와 보고서의 언어: %s (기본값: LC_ALL, LC_MESSAGES, LANG을 따름)",
	},
	{"hide progress, notes and warnings", "진행 상황, 참고, 경고를 표시하지 않음"},
	{"format of the result", "결과 형식"},
	{"Show help for a command", "명령의 도움말 표시"},
	{"Show the version", "버전 표시"},
	{"Measure the speed of training on this machine", "이 컴퓨터에서 학습 속도 측정"},
	{
		`Train on a random text with the word frequencies of English, with one worker
and then with one for each processor, and print the words per second. It takes
half a minute. Close other programs first.`,
		`단어 빈도가 영어와 비슷한 무작위 텍스트로 학습합니다. 먼저 워커 하나로,
그다음 프로세서 수만큼의 워커로 학습하고 초당 단어 수를 출력합니다. 30초쯤
걸립니다. 다른 프로그램을 닫은 뒤 실행하세요.`,
	},
	{"time of training for each number of workers", "워커 수마다 학습하는 시간"},
	{
		"Generate completion of commands, flags and values for a shell",
		"셸에서 명령, 플래그, 값을 자동 완성하는 스크립트 생성",
	},
}
