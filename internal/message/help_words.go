package message

// wordsHelp is the help of similar, analogy, odd and vector, whose arguments are
// words.
var wordsHelp = []Message{
	{"List the words nearest to a word", "주어진 단어와 가까운 단어 나열"},
	{
		`List the words whose vectors have the largest cosine similarity to that of WORD,
nearest first. With several words, the query is a sum: each vector is divided by
its norm, and then those of WORD are added and those of --minus are subtracted.
With --method mul, cosines are multiplied and divided instead of added and
subtracted.`,
		`WORD의 벡터와 코사인 유사도가 큰 단어를 가까운 순서로 나열합니다. 단어가
여럿이면 각 벡터를 크기(norm)로 나눈 뒤 WORD의 벡터를 더하고 --minus의 벡터를
뺀 결과가 쿼리입니다. --method mul을 지정하면 코사인을 더하고 빼는 대신 곱하고
나눕니다.`,
	},
	{"Solve an analogy: A is to B as C is to ?", "유추 풀기(A : B = C : ?)"},
	{"Find the word that does not belong to the others", "다른 단어들과 어울리지 않는 단어 찾기"},
	{
		`Find the word whose vector has the smallest cosine with the mean of all vectors,
each divided by its norm.`,
		`각 벡터를 크기(norm)로 나누어 평균을 구하고, 그 평균과의 코사인이 가장 작은
단어를 찾습니다.`,
	},
	{"Show the cosine similarity of two words or texts", "두 단어나 텍스트의 코사인 유사도 표시"},
	{
		`Show the cosine similarity of A and B, from −1 to 1. A word of the model is that
word; anything else with a space in it is a text, whose vector is the mean of
the vectors of its known tokens. The model's tokenizer cuts texts into tokens.
--oov is for a word that the model does not know.`,
		`A와 B의 코사인 유사도(−1부터 1까지)를 보여 줍니다. 모델에 있는 단어는 그
단어로 봅니다. 그 밖에 공백이 있는 것은 텍스트로 보며, 텍스트의 벡터는 모델에
있는 토큰의 벡터를 평균한 것입니다. 텍스트는 모델의 토크나이저로 나눕니다.
--oov는 모델에 없는 단어에 쓰입니다.`,
	},
	{"show a table of rank, word and similarity", "순위, 단어, 유사도의 표로 표시"},
	{"Show the vectors of words", "단어의 벡터 표시"},
	{"`MODEL` file, or vectors of another program", "`MODEL` 파일, 또는 다른 프로그램의 벡터"},
	{"input format (default: detected)", "입력 형식(기본값: 자동 감지)"},
	{"how vectors are combined", "벡터를 결합하는 방법"},
	{"number of words", "단어 수"},
	{"vector of unknown words", "미등록어(OOV)의 벡터"},
	{"`WORD` to subtract; may be repeated", "뺄 `WORD`. 여러 번 지정 가능"},
}
