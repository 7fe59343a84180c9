package message

// beamErrors are the errors of w2vattn-beam. They may reach the user from a worker on
// another machine, through the runner's log, in English; the language is that of the
// machine on which the command runs.
var beamErrors = []Message{
	{"-q WORD is missing", "-q WORD가 없습니다"},
	{"-o FOLDER is missing", "-o FOLDER가 없습니다"},
	{"-o MODEL and --work FOLDER are needed", "-o MODEL과 --work FOLDER가 필요합니다"},
	{"--span is %d, must be at least 1", "--span 값이 %d입니다. 1 이상이어야 합니다"},
	{"--retries is %d, must be 0 or more", "--retries 값이 %d입니다. 0 이상이어야 합니다"},
	{
		"--runner %s needs --endpoint HOST:PORT, where its job service listens",
		"--runner %s에는 작업 서비스의 주소 --endpoint HOST:PORT가 필요합니다",
	},
	{
		"--runner is %q; there are prism, flink, spark, dataflow and universal",
		"--runner 값이 %q입니다. prism, flink, spark, dataflow, universal 가운데 하나여야 합니다",
	},
	{"no job service answers at --endpoint %s: %s", "--endpoint %s에서 작업 서비스가 응답하지 않습니다: %s"},
	{"the job was cancelled on the runner", "러너에서 작업이 취소되었습니다"},
	{
		"workers cannot read the standard input of this machine: name files that they all see",
		"워커는 이 컴퓨터의 표준 입력을 읽을 수 없습니다. 모든 워커가 볼 수 있는 파일을 지정하세요",
	},
	{"no word is frequent enough", "빈도가 충분한 단어가 없습니다"},
	{
		"%w: no word of the corpus occurs %d times (different words: %d); lower --min-count",
		"%w. 말뭉치에 %d번 이상 나오는 단어가 없습니다(서로 다른 단어 %d개). --min-count를 낮추세요",
	},
	{
		"round %d of %d failed; run the same command again to continue from the previous round: %w",
		"라운드 %d/%d이(가) 실패했습니다. 같은 명령을 다시 실행하면 이전 라운드에서 이어집니다: %w",
	},
	{
		"training diverged: a vector changed by %v in one round: lower --alpha",
		"학습이 발산했습니다. 한 라운드에서 벡터가 %v만큼 바뀌었습니다. --alpha를 낮추세요",
	},
	{"sentences cannot be held out: no worker has the loss of all", "검증용 문장을 둘 수 없습니다. 전체의 손실을 계산하는 워커가 없습니다"},
	{"there are %d shards, must be 1 to %d", "샤드가 %d개입니다. 1에서 %d까지여야 합니다"},
	{"there are %d rounds an epoch, must be at least 1", "에폭의 라운드가 %d개입니다. 1 이상이어야 합니다"},
	{"the cap of a sum is %v, must be from 1 to %d", "--cap 값이 %v입니다. 1에서 %d까지여야 합니다"},
	{
		"the folder %s holds another job (%s): name another --work, or remove it",
		"폴더 %s에 다른 작업이 있습니다(%s). 다른 --work를 지정하거나 그 폴더를 지우세요",
	},
	{"the line %.40q has invalid UTF-8; convert the file", "%.40q 줄에 잘못된 UTF-8이 있습니다. 파일을 변환하세요"},
	{
		"the pipeline was made by a w2vattn-beam of format %d, this worker is of format %d: start workers " +
			"and pipeline from the same build",
		"파이프라인을 만든 w2vattn-beam의 형식은 %d, 이 워커의 형식은 %d입니다. 같은 빌드로 워커와 파이프라인을 시작하세요",
	},
	{"the trainer is %q, must be %s: no other continues a model", "학습기가 %q입니다. 모델을 이어서 학습할 수 있는 %s이어야 합니다"},
	{"the merging rule is %q, must be %s, %s, %s or %s", "병합 방법이 %q입니다. %s, %s, %s, %s 가운데 하나여야 합니다"},
	{
		"the corpus holds %d tokens of the vocabulary's words, but %s counted %d: the corpus has changed since, or " +
			"another was counted: count it again",
		"말뭉치에는 어휘에 있는 토큰이 %d개인데 %s에는 %d개로 기록되어 있습니다. 말뭉치가 바뀌었거나 다른 말뭉치를 센 것입니다. 다시 세세요",
	},
	{"%s has %d parts, and this is round %d of an epoch", "%s의 부분은 %d개인데 에폭의 라운드 %d입니다"},
	{"%s: the header: %w", "%s: 헤더: %w"},
	{
		"word number %d of a vocabulary of %d: the file was encoded with another",
		"단어 번호가 %d인데 어휘의 단어는 %d개입니다. 다른 어휘로 만든 파일입니다",
	},
	{"%s: cannot seek", "%s: 파일의 위치를 옮길 수 없습니다"},
	{
		"worker %q must authenticate at %s, which Beam's SDK for Go does not support",
		"워커 %q은(는) %s에 인증해야 하는데 Beam의 Go SDK가 지원하지 않습니다",
	},
}
