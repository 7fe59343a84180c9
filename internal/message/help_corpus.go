package message

// corpusHelp is the help of vocab and tokenize, and of the flags about text.
var corpusHelp = []Message{
	{"Count the words of a corpus", "말뭉치의 단어 세기"},
	{
		`Count the words of a corpus: word, TAB, count, the most frequent first, equally
frequent words in order of first appearance. train --vocab reads the file. A
file named .word2vec is for the flag -read-vocab of word2vec.`,
		`말뭉치의 단어를 셉니다. 한 줄에 단어, 탭, 빈도를 쓰며 빈도가 높은 단어가 먼저
나옵니다. 빈도가 같은 단어는 처음 나온 순서로 씁니다. 이 파일은 train --vocab이
읽습니다. 이름이 .word2vec으로 끝나는 파일은 word2vec의 플래그 -read-vocab에
씁니다.`,
	},
	{"drop words that are rarer", "빈도가 이보다 낮은 단어는 버림"},
	{"write to `FILE` instead of standard output", "표준 출력 대신 `FILE`에 씀"},
	{"Show the tokens of a text", "텍스트의 토큰 표시"},
	{
		`Show the tokens of each TEXT or, without one, of each line of standard input: a
line of tokens separated by spaces, or a JSON list with the byte offsets of each
(with --invalid-utf8 replace, in the text after replacement).

Tokenizers: space splits at white space; words follows UAX #29; korean returns
morphemes, verbs in their dictionary form; josa is like words but drops Korean
particles; auto is korean where most letters of the text are Hangul, else words.
Here josa goes by spelling; in train it drops particles only after words that
the corpus has with several. Without --pos korean keeps these parts of speech:
%s.`,
		`TEXT마다 토큰을 보여 줍니다. TEXT가 없으면 표준 입력의 줄마다 보여 줍니다.
토큰을 공백으로 구분한 한 줄이나, 각 토큰의 바이트 위치가 있는 JSON 목록으로
씁니다(--invalid-utf8 replace에서는 대체한 뒤의 텍스트에서의 위치).

토크나이저: space는 공백으로 나누고, words는 UAX #29를 따릅니다. korean은
형태소로 나누고 동사와 형용사는 기본형으로 바꿉니다. josa는 words와 같지만
조사를 떼어 냅니다. 여기서는 철자와 자주 쓰는 단어의 목록으로 조사를 가려내고,
train은 말뭉치에서 여러 조사와 함께 쓰이는 단어 뒤에서만 조사를 뗍니다. auto는
한글이 글자의 절반을 넘으면 korean, 아니면 words입니다.
--pos가 없으면 korean은 다음 품사를 남깁니다.
%s`,
	},
	{"Find new words of a Korean corpus", "한국어 말뭉치에서 새 단어 찾기"},
	{
		`Find words of a Korean corpus that the dictionary cuts apart, and write them as
a user dictionary for --user-dict, the best first. Numbers are in comments.

A candidate is a left part of eojeol, the units between spaces. Its cohesion is
the geometric mean of the probabilities of its syllables, each after the ones
before it. Its entropy is that of what follows it. Particles is the number of
different particles after it; all forms of the copula count as one. The score is
cohesion times exp(entropy).`,
		`한국어 말뭉치에서 사전이 여러 조각으로 나누는 단어를 찾아 --user-dict로 읽을
사용자 사전을 만듭니다. 점수가 높은 단어가 먼저 나오며 수치는 주석에 있습니다.

후보는 어절의 앞부분입니다. 응집도(cohesion)는 각 음절이 앞 음절들 다음에
나올 확률의 기하 평균입니다. 엔트로피(entropy)는 후보 바로 뒤에 나오는 것(음절
또는 어절의 끝)의 분포에서 구합니다. particles는 뒤에 나온 서로 다른 조사의
수이며, ‘이다’의 활용형은 모두 하나로 셉니다. 점수는 응집도와 exp(엔트로피)의
곱입니다.`,
	},
	{"leave out words that begin fewer eojeol", "그 단어로 시작하는 어절이 이보다 적으면 제외"},
	{"leave out words with a lower cohesion, 0 to 1", "응집도가 이보다 낮은 단어는 제외, 0에서 1"},
	{"leave out words with a lower entropy, in nats", "엔트로피가 이보다 낮은 단어는 제외(단위 nat)"},
	{"leave out words that fewer different particles follow", "뒤에 나온 서로 다른 조사가 이보다 적은 단어는 제외"},
	{"leave out words of more syllables", "음절 수가 이보다 많은 단어는 제외"},
	{"keep the N words with the highest scores; 0: all", "점수가 높은 단어 N개만 남김, 0: 모두"},
	{"keep words that the dictionary has, too", "사전에 있는 단어도 남김"},
	{
		"korean: show the part of speech of each token; all without --pos",
		"korean: 토큰마다 품사도 표시. --pos가 없으면 모든 품사",
	},
	{"print notice and license of the Korean dictionary", "한국어 사전의 고지와 라이선스 출력"},
	{"how text is cut into tokens", "텍스트를 토큰으로 나누는 방법"},
	{"convert to lower case", "소문자로 변환"},
	{"Unicode normalization", "유니코드 정규화"},
	{
		"korean: parts of speech `TAGS` to keep, or +J,E besides the default",
		"korean: 남길 품사 `TAGS`. +J,E는 기본 품사에 더함",
	},
	{"korean: suffixes of nouns", "korean: 명사 접미사의 처리"},
	{"emoji are tokens", "이모지를 토큰으로 남김"},
	{"shorten ㅋㅋㅋㅋ to ㅋㅋ; default: true for korean and josa", "ㅋㅋㅋㅋ를 ㅋㅋ로 줄임. 기본값: korean과 josa에서 true"},
	{"korean: form of verbs", "korean: 동사와 형용사의 형태"},
	{"korean: `FILE` of additional words, one per line: word,TAG", "korean: 추가할 단어를 적은 `FILE`. 한 줄에 하나씩 단어,TAG"},
	{"korean: use the lexicon of new words and names, too", "korean: 새 단어와 이름의 목록도 사용"},
	{"what to do with invalid UTF-8", "잘못된 UTF-8의 처리 방법"},
	{"what a sentence is; default by file extension", "한 문장의 단위(기본값: 파일 확장자를 따름)"},
	{"%s: field `NAME`; a.b is field b of object a, 2 is column 2", "%s: 필드 `NAME`. a.b는 객체 a의 필드 b, 2는 둘째 열"},
	{"encoding `NAME`; default: detected", "인코딩 `NAME`. 기본값: 자동 감지"},
	{"`FILE` of words to drop, one per line", "버릴 단어를 적은 `FILE`. 한 줄에 하나씩"},
	{"join frequent pairs of words into one: new_york", "자주 함께 나오는 두 단어를 하나로 연결: new_york"},
	{"how pairs are scored", "단어 쌍의 점수를 계산하는 방법"},
	{"join pairs with a higher score; 0.5 with npmi", "점수가 이보다 높은 쌍을 연결. npmi에서는 0.5"},
	{"join pairs that occur at least `N` times", "`N`번 이상 나오는 쌍을 연결"},
	{"2 passes join up to 4 words, 3 up to 8", "연결을 되풀이하는 횟수. 2회면 최대 4단어, 3회면 최대 8단어를 연결"},
	{"leave out words counted less often", "빈도가 이보다 낮은 단어는 제외"},
	{"keep the N most frequent words; 0: all", "빈도가 높은 단어 N개만 남김, 0: 모두"},
	{"read the vocabulary from `FILE`: word, TAB, count", "어휘를 `FILE`에서 읽음: 단어, 탭, 빈도"},
	{
		"write the vocabulary to `FILE`; .word2vec: in the format of word2vec",
		"어휘를 `FILE`에 씀. .word2vec이면 word2vec 형식",
	},
}
