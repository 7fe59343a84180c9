package message

// beamHelp is the help of w2vattn-beam, a program of another module (folder beam). It
// is here, because all texts of one language are edited together.
var beamHelp = []Message{
	{"Count, train and attend on many machines, by Apache Beam", "Apache Beam으로 여러 컴퓨터에서 단어 세기, 학습, 어텐션 계산"},
	{
		`w2vattn-beam does on an engine for many machines what w2vattn does on one: count
the words of a corpus, train word vectors, and attend in batch. Without flags it
runs on Prism, Beam's runner inside this program; --runner and --endpoint name
another: flink, spark, dataflow, or universal for any with a job service. Corpus,
model and results are files that all workers see: on a shared file system, or
gs:// and s3:// objects.

Exit code 0: done; 1: it failed; 2: the command was used wrongly; 130: interrupted;
143: terminated (SIGTERM).`,
		`w2vattn-beam은 w2vattn이 한 컴퓨터에서 하는 일을 여러 컴퓨터에서 합니다.
말뭉치의 단어를 세고, 단어 벡터를 학습하고, 어텐션을 일괄 계산합니다. 플래그가
없으면 이 프로그램에 들어 있는 Beam의 러너인 Prism에서 실행합니다. 다른 러너는
--runner와 --endpoint로 지정합니다. flink, spark, dataflow, 또는 작업 서비스가
있는 러너를 뜻하는 universal을 쓸 수 있습니다. 말뭉치, 모델, 결과는 모든
워커가 볼 수 있는 파일입니다. 공유 파일 시스템의 파일이나 gs://, s3:// 객체를
쓰세요.

종료 코드: 0 성공, 1 실패, 2 잘못된 사용법, 130 중단(Ctrl-C), 143 종료(SIGTERM).`,
	},
	{"no notes", "참고를 표시하지 않음"},
	{"show what Beam and its embedded runner log", "Beam과 내장 러너의 로그 표시"},
	{
		"Count the words of a corpus, as w2vattn vocab does: the same file, byte for byte,\nhowever the " +
			"corpus is cut.",
		"w2vattn vocab처럼 말뭉치의 단어를 셉니다. 말뭉치를 어떻게 나누어도 모든 바이트가\n같은 파일이 나옵니다.",
	},
	{
		"encoding `NAME`; default: detected, UTF-8 in files that are cut",
		"인코딩 `NAME`. 기본값: 자동 감지, 나누어 읽는 파일은 UTF-8",
	},
	{"MiB of a file that one worker reads at a time", "워커 하나가 한 번에 읽는 파일의 크기(MiB)"},
	{"leave out words that are rarer", "빈도가 이보다 낮은 단어는 제외"},
	{"write to `FILE`, which all workers see", "`FILE`에 씀. 모든 워커가 볼 수 있어야 함"},
	{"Train word vectors in synchronous rounds", "동기 라운드로 단어 벡터 학습"},
	{
		`Train word vectors in synchronous rounds. In each round the batched trainer of
w2vattn trains the current model on each shard of the corpus, and the changes of
all shards are merged, row by row, into the next model. The work folder, which
all workers must see, holds vocabulary, shards and the last two models; after a
failure the same command continues from them. MODEL is a w2vattn model.`,
		`동기 라운드로 단어 벡터를 학습합니다. 라운드마다 w2vattn의 batched 학습기가
말뭉치의 샤드마다 현재 모델을 학습하고, 모든 샤드의 변화를 행별로 병합하여 다음
모델을 만듭니다. 작업 폴더에는 어휘, 샤드, 마지막 두 모델이 있으며 모든 워커가
볼 수 있어야 합니다. 실패한 뒤에는 같은 명령으로 이어서 할 수 있습니다. MODEL은
w2vattn 모델입니다.`,
	},
	{"vocabulary `FILE` of this corpus (default: count it)", "이 말뭉치의 어휘 `FILE` (기본값: 새로 셈)"},
	{"parts of the corpus to train on in parallel", "동시에 학습할 말뭉치의 샤드 수"},
	{"rounds (merges of the shards) in each epoch", "에폭마다 샤드를 병합하는 라운드 수"},
	{"how the changes of a row are merged", "행의 변화를 병합하는 방법"},
	{
		"with --merge sum: longest sum, in multiples of the longest change",
		"--merge sum에서: 합의 최대 크기(가장 큰 변화의 배수)",
	},
	{"how often to repeat a round that failed", "실패한 라운드를 다시 시도하는 횟수"},
	{"`FOLDER` of vocabulary, shards and models, which all workers see", "어휘, 샤드, 모델을 둘 `FOLDER`. 모든 워커가 볼 수 있어야 함"},
	{"model `FILE` to write", "모델을 저장할 `FILE`"},
	{"mean; the rest of the sum follows in later rounds", "평균. 합의 나머지는 다음 라운드에 반영"},
	{"up to --cap times the longest change", "합. 크기는 가장 큰 변화의 --cap배까지"},
	{"mean weighted by the updates of each shard", "샤드별 갱신 횟수로 가중한 평균"},
	{"Attend over every line of a corpus", "말뭉치의 모든 줄에 어텐션 계산"},
	{
		`Attend over every line of a corpus. The folder gets a file for each
part of the corpus, part-00000.jsonl and so on, which one after another hold the
lines that w2vattn attend --format json writes.`,
		`말뭉치의 모든 줄에 어텐션을 계산합니다. 폴더에는 말뭉치의 각 부분마다
part-00000.jsonl과 같은 파일이 생깁니다. 이 파일을 차례로 이으면 w2vattn attend
--format json의 출력과 같습니다.`,
	},
	{"`MODEL` file", "`MODEL` 파일"},
	{"query `WORD`; several -q are averaged", "쿼리 `WORD`. 여러 번 지정하면 평균"},
	{"divide the scores by `T`; auto: effective tokens are half", "점수를 `T`로 나눔. auto: 유효 토큰 수가 절반이 되는 값"},
	{
		"unknown tokens: auto, skip, error, zero, nearest, subword or compose",
		"미등록어(OOV): auto, skip, error, zero, nearest, subword, compose",
	},
	{"the query's own occurrences get no weight", "쿼리 단어 자신에게는 가중치를 주지 않음"},
	{"words nearest to the context; 0: none", "문맥 벡터와 가까운 단어의 수, 0: 표시하지 않음"},
	{"`FOLDER` of the results, which all workers see", "결과를 쓸 `FOLDER`. 모든 워커가 볼 수 있어야 함"},
	{"Serve a runner on this machine as a pool of workers", "이 컴퓨터를 러너의 워커 풀로 제공"},
	{
		`Serve a runner on this machine as a pool of workers, until it is interrupted. Pipelines
find the pool by --environment_type EXTERNAL --environment_config localhost:PORT: the
address is that of the runner's machine, so each machine of a cluster has a pool. Each
worker is a process of its own; the runner asks for another when one is lost.`,
		`중단될 때까지 이 컴퓨터를 러너의 워커 풀로 제공합니다. 파이프라인은
--environment_type EXTERNAL --environment_config localhost:PORT로 풀을 찾습니다.
이 주소는 러너가 있는 컴퓨터의 주소이므로 클러스터의 컴퓨터마다 풀이 있어야
합니다. 워커마다 프로세스가 따로 있으며, 워커가 중단되면 러너가 새 워커를
요청합니다.`,
	},
	{"where the pool listens; 0: a port that is free", "풀이 접속을 받는 포트, 0: 비어 있는 포트"},
}

// beamFlags is the help of Apache Beam's flags that w2vattn-beam lists, and help with lists
// of names that other packages define.
var beamFlags = []Message{
	{"how scores become weights: softmax or sparsemax", "정규화 함수: softmax, sparsemax"},
	{"dot, scaled, cosine or euclidean", "dot, scaled, cosine, euclidean 중 하나"},
	{"Job service endpoint (required).", "작업 서비스의 주소. 다른 러너에 필요"},
	{"Job name (optional).", "작업 이름"},
	{"Pipeline runner.", "파이프라인을 실행하는 러너"},
	{
		"Environment Type. Possible options are DOCKER, EXTERNAL, and LOOPBACK.",
		"워커 환경의 종류: DOCKER, EXTERNAL, LOOPBACK",
	},
	{
		"Set environment configuration for running the user code.\n" +
			"For DOCKER: Url for the docker image.\n" +
			"For PROCESS: json of the form {\"os\": \"<OS>\", " +
			"\"arch\": \"<ARCHITECTURE>\", \"command\": \"<process to execute>\", " +
			"\"env\":{\"<Environment variables 1>\": \"<ENV_VAL>\"} }. " +
			"All fields in the json are optional except command.",
		"워커 환경의 설정. DOCKER: 이미지의 URL, EXTERNAL: 워커 풀의 주소",
	},
	{
		"The degree of parallelism to be used when distributing operations onto Flink workers.",
		"Flink 워커에 작업을 나누는 병렬도",
	},
}
