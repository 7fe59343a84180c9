package message

// trainHelp is the help of train and doctor, and of the flags of training. The terms
// are those of docs/glossary.md: 학습률 for the learning rate, 윈도 for the window, 네거티브
// 샘플 for the negative sample.
var trainHelp = []Message{
	{"Train word vectors from text", "텍스트로 단어 벡터 학습"},
	{
		`Train word vectors from text and write them to MODEL. The extension of MODEL
selects the format: .safetensors (everything, with configuration and tokenizer),
.txt or .vec (word2vec text), .bin (word2vec binary). CORPUS is a file, a folder
(all files below it), a glob, or - for standard input. The corpus is read once.
Each token is stored as a word id of 4 bytes, in memory up to --ids-memory, the
rest in a temporary file.

The same corpus, flags and seed give the same file, byte for byte, with any
number of --workers and any --kernel. With --checkpoint FILE, interrupted
training can be continued: run the same command with --resume. The model is the
same as without the interruption. --restart discards the checkpoint. Ctrl-C and
SIGTERM write a last checkpoint; a second signal ends the program at once.

--input selects what a sentence is:
  lines            each line
  text             each sentence of running text (UAX #29)
  stream           each 1,000 tokens; 10,000 with --trainer gensim
  jsonl, csv, tsv  a field of each record
Without --input, files named .jsonl, .csv and .tsv are read as records, others
as lines. --tokenizer auto is korean where most letters are Hangul, else words;
w2vattn tokenize --help explains the tokenizers.

--trainer gensim computes the same vectors as gensim with one worker, digit for
digit, if you also give --tokenizer space --lower=false --normalize none.

--arch glove trains GloVe vectors on the co-occurrences of words. Its defaults
are --window 10, --epochs 25 and --alpha 0.05, which stays the same in all
epochs or, with --solver sgd, falls linearly to 0. --arch lexvec trains LexVec
vectors on the pointwise mutual information of words; its --alpha is 0.018.`,
		`텍스트로 단어 벡터를 학습하여 MODEL에 씁니다. 형식은 MODEL의 확장자를 따릅니다.
.safetensors에는 설정과 토크나이저까지 모두 저장하고, .txt와 .vec은 word2vec
텍스트 형식, .bin은 word2vec 바이너리 형식입니다. CORPUS에는 파일, 폴더(그
아래의 모든 파일), 글롭 패턴이나 -(표준 입력)를 씁니다. 말뭉치는 한 번만
읽습니다. 각 토큰은 4바이트 단어 번호로 저장합니다. --ids-memory까지는 메모리에,
나머지는 임시 파일에 둡니다.

말뭉치, 플래그, 시드가 같으면 --workers와 --kernel이 달라도 모든 바이트가 같은
파일이 나옵니다. --checkpoint FILE을 지정하면 중단된 학습을 이어서 할 수
있습니다. 같은 명령에 --resume을 더해 실행하세요. 결과는 중단하지 않았을 때와
같은 모델입니다. --restart는 체크포인트를 버립니다. Ctrl-C와 SIGTERM을 받으면
마지막 체크포인트를 씁니다. 신호를 한 번 더 받으면 바로 종료합니다.

--input은 무엇을 한 문장으로 볼지 정합니다.
  lines            각 줄
  text             이어지는 글의 각 문장(UAX #29)
  stream           토큰 1,000개마다, --trainer gensim에서는 10,000개마다
  jsonl, csv, tsv  각 레코드의 필드 하나
--input이 없으면 .jsonl, .csv, .tsv 파일은 레코드로, 다른 파일은 줄 단위로
읽습니다. --tokenizer auto는 한글이 글자의 절반을 넘으면 korean, 아니면
words입니다. 토크나이저는 w2vattn tokenize --help에서 설명합니다.

--tokenizer space --lower=false --normalize none도 함께 지정하면 --trainer
gensim은 워커가 하나인 gensim과 마지막 자리까지 같은 벡터를 계산합니다.

--arch glove는 단어의 동시 출현 빈도로 GloVe 벡터를 학습합니다. 기본값은
--window 10, --epochs 25, --alpha 0.05입니다. 학습률은 모든 에폭에서 같지만,
--solver sgd를 지정하면 0까지 선형으로 줄어듭니다. --arch lexvec은 단어의 점별
상호 정보량으로 LexVec 벡터를 학습합니다. --alpha 기본값은 0.018입니다.`,
	},
	{"Check a corpus and forecast the time and memory of training", "말뭉치 점검, 학습 시간과 메모리 예상"},
	{
		`Read a corpus as train would and report its problems: bytes that are not text,
decomposed Unicode (NFD), words whose letters are separated, lines that are
very long, empty or repeated. Also report the lengths of tokens and sentences,
the words that several values of --min-count keep, the tokens that subsampling
keeps, and a forecast of the time and memory of train with the given flags. For
the forecast, the trainer runs for a second on a sample of the corpus.

doctor takes the flags of train except -o. Exit code 1: training would be
useless.`,
		`train과 같은 방법으로 말뭉치를 읽고 문제를 알려 줍니다. 텍스트가 아닌 바이트,
분해된 유니코드(NFD), 한 글자씩 떨어진 단어, 너무 긴 줄, 빈 줄, 반복되는 줄을
찾습니다. 또 토큰과 문장의 길이, --min-count 값에 따라 남는 단어, 서브샘플링
뒤에 남는 토큰, 지정한 플래그로 train을 실행할 때의 예상 시간과 메모리를 보여
줍니다. 예상을 위해 말뭉치의 일부로 학습기를 1초 동안 실행합니다.

doctor는 -o를 뺀 train의 플래그를 받습니다. 종료 코드 1: 학습할 의미가 없음.`,
	},
	{"architecture", "모델 구조"},
	{"length of a vector", "벡터의 차원"},
	{
		"largest distance of a context word; each centre word has a random one up to this",
		"문맥 단어까지의 최대 거리. 중심 단어마다 1과 이 값 사이에서 무작위로 정함",
	},
	{"negative samples for each prediction", "예측마다 뽑는 네거티브 샘플 수"},
	{"passes over the corpus", "말뭉치 전체를 학습하는 횟수"},
	{"subsample words above this frequency; 0: none", "빈도 비율이 이 값보다 큰 단어를 서브샘플링, 0: 하지 않음"},
	{
		"initial learning rate; %g with --gradient %s, %g with %s, %g with skipgram, %g with gensim",
		"초기 학습률. --gradient %[2]s에서는 %[1]g, %[4]s에서는 %[3]g, skipgram에서는 %[5]g, gensim에서는 %[6]g",
	},
	{"final learning rate", "마지막 학습률"},
	{"draw negatives in proportion to count to this power", "빈도를 이 값만큼 거듭제곱한 수에 비례하여 네거티브 샘플을 뽑음"},
	{"fast trainer, or the trainer that gives the digits of gensim", "빠른 학습기, 또는 gensim과 마지막 자리까지 같은 벡터를 만드는 학습기"},
	{
		"batched: rows that share negatives, 4, 8, 12 or 16; 8 with skipgram",
		"batched: 네거티브 샘플을 공유하는 행의 수(4, 8, 12, 16. skipgram의 기본값은 8)",
	},
	{"batched: negatives of a block, a multiple of 8 up to 64", "batched: 블록의 네거티브 샘플 수, 64까지의 8의 배수"},
	{
		"batched: negatives of a block, a multiple of 8 up to 64; 64 for Korean text",
		"batched: 블록의 네거티브 샘플 수, 64까지의 8의 배수. 한국어 텍스트에서는 64",
	},
	{"batched: reuse half of the previous block's negatives", "batched: 이전 블록의 네거티브 샘플 절반을 다시 사용"},
	{"batched cbow: what divides the gradient of the context words", "batched cbow: 문맥 단어의 그래디언트를 나누는 값"},
	{"batched: fraction of sentences to hold out, up to 0.5", "batched: 검증용 문장의 비율, 최대 0.5"},
	{"stop after N epochs without a lower held-out loss", "검증용 문장의 손실이 N 에폭 동안 줄지 않으면 멈춤"},
	{"gensim: hierarchical softmax; --negative is then 0", "gensim: 계층적 소프트맥스. --negative는 0이 됨"},
	{"gensim: order of equally frequent words", "gensim: 빈도가 같은 단어의 순서"},
	{"gensim: mean of the context, not its sum", "gensim: 문맥 단어 벡터의 합 대신 평균"},
	{"gensim: tokens that share a learning rate", "gensim: 같은 학습률을 쓰는 토큰 수"},
	{"continue training `MODEL`; adds new words", "`MODEL`을 이어서 학습. 새 단어는 추가"},
	{"seed of all random numbers", "모든 난수의 시드"},
	{"goroutines; does not affect the result", "워커(고루틴) 수. 결과는 달라지지 않음"},
	{"batched: arithmetic; does not affect the result", "batched: 연산 커널. 결과는 달라지지 않음"},
	{"MiB of word ids to keep in memory, not on disk", "디스크 대신 메모리에 둘 단어 번호의 크기(MiB)"},
	{"batched: save progress to `FILE`; deleted at the end", "batched: 진행 상황을 `FILE`에 저장. 끝나면 삭제"},
	{"interval between checkpoints", "체크포인트를 쓰는 간격"},
	{"continue from the checkpoint, if it exists", "체크포인트가 있으면 이어서 학습"},
	{"discard the checkpoint, if it exists", "체크포인트가 있으면 버림"},
	{"write progress to `FILE` as JSON Lines; --resume appends", "진행 상황을 `FILE`에 JSON Lines로 기록. --resume이면 덧붙임"},
	{"model `FILE` to write; its extension selects the format", "모델을 저장할 `FILE`. 형식은 확장자를 따름"},
}
