package message

// findings are the texts of findings of doctor and train. A finding has a severity
// (error, warning or note) and one text: what was found, how often and where first,
// and what to do. Where the verb agrees with a number, English has "%s" for "is" or
// "are", which the Korean text leaves out; its verbs then have the numbers of their
// arguments, as %[3]s.
var findings = []Message{
	{
		"%s %s invalid text, the first in %s: name the encoding with --encoding, convert the files, or " +
			"replace such bytes with --invalid-utf8 replace",
		"텍스트로 읽을 수 없는 바이트가 있습니다(%[1]s, 처음 나온 곳: %[3]s). --encoding으로 인코딩을 지정하거나, 파일을 변환하거나, --invalid-utf8 " +
			"replace로 그런 바이트를 대체하세요",
	},
	{
		"%s %s not in UTF-8 and %[2]s converted; if the detected encoding is wrong, use --encoding",
		"UTF-8이 아니어서 변환한 파일이 있습니다(%s). 감지한 인코딩이 틀리면 --encoding을 쓰세요",
	},
	{
		// One record of a number of records ("1 of 20 records"), its share, the name
		// of the field. The next one is for several.
		"%s lacks the field, or has null in it %s: is --field %s the right one?",
		"필드가 없거나 null인 레코드가 있습니다: %s %s. --field %s이(가) 맞습니까?",
	},
	{
		"%s lack the field, or have null in it %s: is --field %s the right one?",
		"필드가 없거나 null인 레코드가 있습니다: %s %s. --field %s이(가) 맞습니까?",
	},
	// Where the line is, how many bytes it has, and the remedy, which is the next
	// text.
	{"the longest line, %s, has %s and is no sentence; %s", "가장 긴 줄(%s)은 %s로 문장이 아닙니다. %s"},
	{
		"use --input text for running text, --input stream for a stream of words",
		"이어지는 글에는 --input text를, 단어의 나열에는 --input stream을 쓰세요",
	},
	{
		// Lines, "repeats" or "repeat", a share, a place.
		"%s %s an earlier line %s, the first at %s; remove repeated lines, which get too much weight",
		"앞에 나온 줄과 같은 줄이 있습니다: %[1]s %[3]s, 처음 나온 곳: %[4]s. 반복되는 줄은 지나치게 많이 학습되므로 지우세요",
	},
	{
		"%s %s empty %s; if blank lines separate paragraphs, use --input text",
		"빈 줄이 있습니다: %[1]s %[3]s. 빈 줄로 단락을 나누었으면 --input text를 쓰세요",
	},
	{
		"%s %s decomposed (NFD); --normalize %s composes %s",
		"분해된 유니코드(NFD)가 있는 줄이 있습니다: %[1]s. 글자는 --normalize %[3]s에 따라 결합됩니다",
	},
	{
		"%s %s decomposed (NFD), so a word there differs from the same word in NFC; use --normalize nfc",
		"분해된 유니코드(NFD)가 있는 줄이 있습니다: %s. 같은 단어라도 NFC와 다른 단어가 되므로 --normalize nfc를 쓰세요",
	},
	{
		"the corpus has no words: the files are empty, or the tokenizer finds no word in them",
		"말뭉치에 단어가 없습니다. 파일이 비어 있거나 토크나이저가 단어를 찾지 못했습니다",
	},
	{
		"every token is a single letter: the text was split into characters; remove the spaces between the " +
			"letters of a word",
		"모든 토큰이 한 글자입니다. 텍스트가 글자 단위로 나뉘었으므로 단어 안의 공백을 지우세요",
	},
	{
		"%s of the tokens are single letters: was part of the text split into characters?",
		"토큰의 %s가 한 글자입니다. 텍스트의 일부가 글자 단위로 나뉘었습니까?",
	},
	{
		"the corpus is a single sentence, from which no model can be trained; %s",
		"말뭉치가 한 문장뿐이어서 모델을 학습할 수 없습니다. %s",
	},
	{
		"none of the %s occurs --min-count %s; the table above shows what a lower value keeps",
		"--min-count(%[2]s) 이상 나오는 단어가 없습니다(%[1]s). 값을 낮추면 남는 단어 수는 위 표에 있습니다",
	},
	{
		"%s %s one token only (%s), which has no context; use --input stream for a list of words, and " +
			"separate words by spaces in Chinese or Japanese text",
		"토큰이 하나뿐이어서 문맥이 없는 문장이 있습니다: %[1]s (%[3]s). 단어 목록에는 --input stream을 쓰고, 중국어나 일본어 텍스트는 단어 사이를 띄우세요",
	},
	{
		"sentences of more than %s tokens are cut, %s in all; use --input text for running text",
		"토큰이 %s개보다 많은 문장을 나눕니다(모두 %s). 이어지는 글에는 --input text를 쓰세요",
	},
	// A share, and one of the four texts below that begin with "not", "words" or
	// "rarer".
	{"%s of the tokens are %s", "토큰의 %s가 %s"},
	{
		// How often the vector of a word is changed in all epochs, after subsampling.
		"words get only %s on average; their vectors stay near random: use more text or more --epochs%s",
		"단어마다 평균 %s밖에 갱신되지 않아 벡터가 무작위 초깃값에 가깝습니다. 텍스트나 --epochs를 늘리세요%s",
	},
	{", or --sample 0", ". --sample 0도 도움이 됩니다"},
	{
		"not in the vocabulary and were dropped: does the --vocab file belong to this corpus?",
		"어휘에 없어 제외되었습니다. --vocab 파일이 이 말뭉치의 어휘입니까?",
	},
	{
		"not in the vocabulary and were dropped: a higher --max-vocab or a lower --min-count keeps more",
		"어휘에 없어 제외되었습니다. --max-vocab을 높이거나 --min-count를 낮추면 더 많이 남습니다",
	},
	{
		"words of --stop or rarer than --min-count and were dropped: a lower --min-count keeps more",
		"--stop의 단어이거나 --min-count보다 드물어 제외되었습니다. --min-count를 낮추면 더 많이 남습니다",
	},
	{
		"rarer than --min-count and were dropped: a lower --min-count keeps more",
		"--min-count보다 드물어 제외되었습니다. --min-count를 낮추면 더 많이 남습니다",
	},
	{
		"%s of each epoch did not fit into a job of 10,000 words and %s dropped; lower --batch-words",
		"에폭마다 단어 10,000개인 작업에 들어가지 않는 토큰을 버렸습니다(%s). --batch-words를 낮추세요",
	},
	// These two are the second %s of the texts after them.
	{"has its random initial vector", "무작위 초깃값"},
	{"have their random initial vectors", "무작위 초깃값"},
	{"%s still %s", "벡터가 무작위 초깃값 그대로인 단어: %s"},
	{
		"%s still %s, which %s nothing; in a small corpus, --sample 0 and more --epochs help",
		"벡터가 무작위 초깃값 그대로여서 의미가 없는 단어: %s. 작은 말뭉치에서는 --sample 0을 쓰고 --epochs를 늘리세요",
	},
	{"(%.0f %%)", "(%.0f%%)"},
	{"%.0f %%", "%.0f%%"},
	{"%s, line %d", "%s, %d번째 줄"},
}
