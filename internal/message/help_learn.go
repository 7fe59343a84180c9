package message

// learnHelp is the help of demo and notebook, the two commands for those who learn
// what attention is.
var learnHelp = []Message{
	{"Show training and attention on a small corpus", "작은 말뭉치로 학습과 어텐션 시연"},
	{
		`Train on the small corpus that the program contains, ask for a book about a cat,
show the attention over the question, and find the sentences that answer it.
With -o page.html the result is a page; .md and .tex are written too. With
--save, the trained model is kept, to try other commands on it.`,
		`프로그램에 들어 있는 작은 말뭉치로 학습한 뒤, 고양이에 관한 책을 찾는 독자의
말에서 각 단어가 받는 어텐션을 보여 주고, 그 말에 맞는 문장을 찾습니다. -o
page.html을 지정하면 결과를 웹 페이지로 씁니다. .md와 .tex로도 쓸 수 있습니다.
--save를 지정하면 학습한 모델을 저장하여 다른 명령에 쓸 수 있습니다.`,
	},
	{"also write the trained model to `MODEL`", "학습한 모델을 `MODEL`에도 씀"},
	{"write to `FILE`: .ipynb, .json or .txt", "`FILE`에 씀: .ipynb, .json, .txt"},
	{"write to `FILE`: .html, .md, .tex or .txt", "`FILE`에 씀: .html, .md, .tex, .txt"},
	{"Repeat the experiments of a teaching notebook", "교육용 노트북의 실험 재현"},
	{
		`Repeat every experiment of a teaching notebook that explains query, key and
value with books in a library. Each number that the notebook prints is shown
beside the computed one. Exit code 1: a number differs by more than half a unit
of its last printed digit and float32 rounding.

With -o experiments.ipynb the result is a Jupyter notebook, with tables, heat
maps, and code that runs w2vattn; --lang selects its language.`,
		`쿼리, 키, 값을 도서관의 책으로 설명하는 교육용 노트북의 모든 실험을 재현합니다.
노트북에 출력된 숫자를 계산한 숫자와 나란히 보여 줍니다. 두 숫자의 차이가
출력된 마지막 자리 단위의 절반에 float32 반올림 오차를 더한 값보다 큰 경우가
있으면 종료 코드는 1입니다.

-o experiments.ipynb를 지정하면 결과를 Jupyter 노트북으로 씁니다. 노트북에는
표와 히트맵, w2vattn을 실행하는 코드가 있습니다. 언어는 --lang으로 정합니다.`,
	},
}
