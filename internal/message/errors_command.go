package message

// commandErrors are the errors of the flags of single commands. The names of flags
// and values stay English: they are what the user types.
var commandErrors = []Message{
	{"give either -m MODEL or --train CORPUS", "-m MODEL과 --train CORPUS 가운데 하나를 지정하세요"},
	{"-m MODEL is missing: name a model file", "-m MODEL이 없습니다. 모델 파일을 지정하세요"},
	{"-m MODEL is missing", "-m MODEL이 없습니다"},
	{"-o MODEL is missing", "-o MODEL이 없습니다"},
	{"-q TEXT is missing: give a query", "-q TEXT가 없습니다. 쿼리를 지정하세요"},
	{"-q WORD is missing: give a query, or --self, or --to TEXT", "-q WORD가 없습니다. 쿼리나 --self, --to TEXT를 지정하세요"},
	{"CORPUS is missing: name its files, or give --index FILE", "CORPUS가 없습니다. 파일이나 --index FILE을 지정하세요"},
	{
		"--worked and --compare contradict each other: give one of them",
		"--worked와 --compare는 함께 쓸 수 없습니다. 하나만 지정하세요",
	},
	{"--self and --to contradict each other: give one of them", "--self와 --to는 함께 쓸 수 없습니다. 하나만 지정하세요"},
	{
		"%s and -q contradict each other: with %[1]s every token is a query",
		"%s 플래그와 -q는 함께 쓸 수 없습니다. %[1]s을(를) 쓰면 모든 토큰이 쿼리가 됩니다",
	},
	{"--compare shows weights only, so --values has no effect", "--compare는 가중치만 보여 주므로 --values는 효과가 없습니다"},
	{"--to is empty: give a text of queries", "--to가 비어 있습니다. 쿼리가 될 텍스트를 지정하세요"},
	{"--causal needs --self", "--causal에는 --self가 필요합니다"},
	{"--rebuild needs --index FILE", "--rebuild에는 --index FILE이 필요합니다"},
	{"--index needs files: standard input cannot be read again", "--index에는 파일이 필요합니다. 표준 입력은 다시 읽을 수 없습니다"},
	{"--worked and --compare are for one query, not for %s", "--worked와 --compare는 쿼리가 하나일 때만 쓰며 %s에서는 쓸 수 없습니다"},
	{
		"--self and --values contradict each other: with --self the values are the keys",
		"--self와 --values는 함께 쓸 수 없습니다. --self를 쓰면 키가 값이 됩니다",
	},
	{
		"--eojeol does not go with --to, whose matrix is by tokens",
		"--eojeol은 --to와 함께 쓸 수 없습니다. --to의 행렬은 토큰별입니다",
	},
	{"--temperature %s is a list, which goes with --compare", "--temperature %s: 목록에는 --compare가 필요합니다"},
	{"--duration is %v, must be above 0", "--duration 값이 %v입니다. 0보다 커야 합니다"},
	{"--temperature is %q, must be auto or a number above 0", "--temperature 값이 %q입니다. auto나 0보다 큰 수여야 합니다"},
	{
		"--temperature is %q, must be auto, none or a number above 0",
		"--temperature 값이 %q입니다. auto, none, 0보다 큰 수 가운데 하나여야 합니다",
	},
	{"--temperature has %s twice", "--temperature에 %s 값이 두 번 있습니다"},
	{"--nearest is %d, must be 0 or more", "--nearest 값이 %d입니다. 0 이상이어야 합니다"},
	{"--top is %d, must be 0 or more", "--top 값이 %d입니다. 0 이상이어야 합니다"},
	{"--restrict-vocab is %d, must be 0 or more", "--restrict-vocab 값이 %d입니다. 0 이상이어야 합니다"},
	{"--queries is %d, must be 1 or more", "--queries 값이 %d입니다. 1 이상이어야 합니다"},
	{"-n is %d, must be 1 or more", "-n 값이 %d입니다. 1 이상이어야 합니다"},
	{"-n is %d, must be at least 1", "-n 값이 %d입니다. 1 이상이어야 합니다"},
	{"--workers is %d, must be at least 1", "--workers 값이 %d입니다. 1 이상이어야 합니다"},
	{
		"--workers is %d: --trainer gensim has one worker, because its results depend on the order of the " +
			"updates",
		"--workers 값이 %d입니다. --trainer gensim은 갱신 순서에 따라 결과가 달라지므로 워커를 하나만 씁니다",
	},
	{"--ids-memory is %d, must be at least 0", "--ids-memory 값이 %d입니다. 0 이상이어야 합니다"},
	{"--checkpoint-every is %v, must be more than 0", "--checkpoint-every 값이 %v입니다. 0보다 커야 합니다"},
	{"--min-count and --max-vocab must not be negative", "--min-count와 --max-vocab은 음수일 수 없습니다"},
	{"--invalid-utf8 is %q, must be error or replace", "--invalid-utf8 값이 %q입니다. error나 replace여야 합니다"},
	{
		"--field has no effect without --input %s: no file has an extension of these formats",
		"--field는 --input %s 없이는 효과가 없습니다. 확장자가 이 형식인 파일이 없습니다",
	},
	{
		"--resume and --restart contradict each other: one continues from the checkpoint, the other discards it",
		"--resume과 --restart는 함께 쓸 수 없습니다. 하나는 체크포인트에서 이어서 학습하고 다른 하나는 체크포인트를 버립니다",
	},
	{"--resume needs --checkpoint FILE", "--resume에는 --checkpoint FILE이 필요합니다"},
	{"--restart needs --checkpoint FILE", "--restart에는 --checkpoint FILE이 필요합니다"},
	{
		"--checkpoint %s would overwrite a file that is not a checkpoint; name another file, or remove " +
			"this one: %w",
		"--checkpoint %s: 체크포인트가 아닌 파일을 덮어쓰게 됩니다. 다른 파일을 지정하거나 이 파일을 지우세요(%w)",
	},
	{
		"%s holds a checkpoint of %s; continue with --resume or start over with --restart",
		"%s에 체크포인트가 있습니다(%s). --resume으로 이어서 하거나 --restart로 처음부터 시작하세요",
	},
	{"%s and %s both name %s: each needs a file of its own", "%s, %s 두 플래그가 같은 파일 %s을(를) 가리킵니다. 서로 다른 파일을 지정하세요"},
	{"%s %s would overwrite the corpus", "%s %s: 말뭉치를 덮어쓰게 됩니다"},
	{"%s: %s is a folder: name a file, such as %s", "%s: %s은(는) 폴더입니다. %s와 같은 파일을 지정하세요"},
	{"%s does not go with --format %s: %w", "%s 플래그는 --format %s과(와) 함께 쓸 수 없습니다: %w"},
	{
		"--width is %q, must be a number of millimetres from %d to %d, such as 84mm",
		"--width 값이 %q입니다. 84mm처럼 %d에서 %d까지의 밀리미터 값이어야 합니다",
	},
	{
		"--view goes with --format svg and png; html shows the lines too",
		"--view는 --format svg와 png에서만 씁니다. html에는 연결선도 나옵니다",
	},
	{
		"--format %s contradicts -o %s, whose extension stands for %s",
		"--format %s과(와) -o %s의 형식이 다릅니다. 그 확장자의 형식은 %s입니다",
	},
	{"%w; or name a format with --format", "%w. --format으로 형식을 지정해도 됩니다"},
	{
		"-o %s: unknown extension; use one of %s, or name the format with --format",
		"-o %s: 확장자의 형식을 알 수 없습니다. %s 가운데 하나를 쓰거나 --format으로 형식을 지정하세요",
	},
	{"standard output is a terminal: write the PNG to -o FILE", "표준 출력이 터미널입니다. PNG는 -o FILE로 파일에 쓰세요"},
	{
		"--format json contradicts -o %s, a file for word2vec",
		"--format json은 word2vec용 파일인 -o %s과(와) 함께 쓸 수 없습니다",
	},
	{"--top and --words contradict each other", "--top과 --words는 함께 쓸 수 없습니다"},
	{"--quantize is for %s files, not for %s", "--quantize는 %s 파일에만 쓰며 %s에는 쓸 수 없습니다"},
	{"demo -o %s: %w", "demo -o %s: %w"},
	{
		"nothing to evaluate: give --analogies FILE, --similarity FILE or --search FILE",
		"평가할 것이 없습니다. --analogies FILE, --similarity FILE, --search FILE 가운데 하나를 지정하세요",
	},
	{"--addr: %w; an address is like 127.0.0.1:8080", "--addr: %w. 주소의 형식은 127.0.0.1:8080과 같습니다"},
	{
		"%s is in use by another program: choose another port with --addr",
		"%s: 다른 프로그램이 쓰고 있습니다. --addr로 다른 포트를 지정하세요",
	},
	{
		"-m: two models are named %q; name one of them differently: -m NAME=MODEL",
		"-m: 이름이 %q인 모델이 둘입니다. -m NAME=MODEL로 하나의 이름을 바꾸세요",
	},
	{"--corpus %s: there is no model of that name", "--corpus %s: 그런 이름의 모델이 없습니다"},
	{"training would be useless, for the reasons above", "위의 이유로 학습할 의미가 없습니다"},
	{"a number differs from the notebook's", "노트북의 값과 다른 숫자가 있습니다"},
	{"the model is trained, but %w", "모델은 학습했지만 문제가 있습니다: %w"},
	{"%s is written, but %w", "%s 파일은 썼지만 문제가 있습니다: %w"},
	{"the vocabulary could not be written: %w", "어휘를 쓸 수 없습니다: %w"},
	{"the log is incomplete: %w", "로그가 완전하지 않습니다: %w"},
	{"the checkpoint could not be removed: %w", "체크포인트를 지울 수 없습니다: %w"},
	{
		"%v, and the progress since the last checkpoint is lost, because no checkpoint could be written: %s",
		"%v. 체크포인트를 쓸 수 없어 마지막 체크포인트 이후에 학습한 내용이 사라졌습니다: %s",
	},
}
