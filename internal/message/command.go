package message

// Texts of every command line.
var (
	UnknownCommand = Message{"there is no command %q", "%q 명령은 없습니다"}
	MeantCommand   = Message{"there is no command %q; did you mean %s?", "%q 명령은 없습니다. 혹시 %s 명령을 찾으셨습니까?"}
	UnknownFlag    = Message{"there is no flag %s", "%s 플래그는 없습니다"}
	MeantFlag      = Message{"there is no flag %s; did you mean --%s?", "%s 플래그는 없습니다. 혹시 --%s 플래그를 찾으셨습니까?"}
	FlagsOnly      = Message{"%q is one argument too many: it takes flags only", "%q 인자는 필요 없습니다. 이 명령은 플래그만 받습니다"}
	TooMany        = Message{"%q is one argument too many: it takes %s", "%q 인자는 필요 없습니다. 이 명령이 받는 인자는 %s입니다"}
	MissingOne     = Message{"%s is missing", "%s 인자가 없습니다"}
	MissingMany    = Message{"%s are missing", "%s 인자가 없습니다"}
	TooFew         = Message{"%d arguments are too few: it takes %d %ss or more", "인자가 %d개뿐입니다. %[3]s 인자가 %[2]d개 이상 " +
		"필요합니다"}
	TooFewOne = Message{"%d argument is too few: it takes %d %ss or more",
		"인자가 %d개뿐입니다. %[3]s 인자가 %[2]d개 이상 필요합니다"}
	NeedsValue = Message{"%s needs a value", "%s 플래그에 값이 없습니다"}
	NotAFlag   = Message{"%q is not a flag", "%q 인자는 플래그가 아닙니다"}
	GivenTwice = Message{"%s: %q and %q are given; it takes one", "%s: %q, %q 두 값을 지정했습니다. 값은 하나만 받습니다"}
	BadValue   = Message{"%s: %s", "%s: %s"}
	NotOneOf   = Message{"%q is not %s", "%q 값은 쓸 수 없습니다. 쓸 수 있는 값: %s"}
	OutOfRange = Message{"%q is too large or too small", "%q 값은 너무 크거나 작습니다"}
	NotInteger = Message{"%q is not a whole number", "%q 값은 정수가 아닙니다"}
	NotSeed    = Message{
		"%q is not a whole number from 0 to 4294967295",
		"%q 값은 0에서 4294967295까지의 정수가 아닙니다",
	}
	NotNumber   = Message{"%q is not a number", "%q 값은 숫자가 아닙니다"}
	NotBool     = Message{"%q is not true or false", "%q 값은 true도 false도 아닙니다"}
	NotDuration = Message{
		"%q is not a time such as 30s, 5m or 2h",
		"%q 값은 30s, 5m, 2h와 같은 시간 형식이 아닙니다",
	}
	See      = Message{"%s; see '%s --help'", "%s. '%s --help'를 참고하세요"}
	SeeAfter = Message{"%s See '%s --help'", "%s '%s --help'를 참고하세요"} // after a question mark

	Interrupted = Message{"interrupted before the work was done", "작업이 끝나기 전에 중단되었습니다"}
	Terminated  = Message{"terminated before the work was done", "작업이 끝나기 전에 종료되었습니다"}
)

// Texts of errors that many commands have.
var (
	NoFile      = Message{"no such file or directory", "그런 파일이나 폴더가 없습니다"}
	NoAccess    = Message{"permission denied", "권한이 없습니다"}
	UnknownWord = Message{"the model does not know the word %q", "모델에 없는 단어입니다: %q"}
	SpeltAlike  = Message{
		"the model does not know the word %q; spelt alike: %s",
		"모델에 없는 단어입니다: %q, 철자가 비슷한 단어: %s",
	}
)

// Texts of help.
var (
	Usage         = Message{"Usage", "사용법"}
	Examples      = Message{"Examples", "예"}
	CommandList   = Message{"Commands", "명령"}
	DefaultValue  = Message{"(default", "(기본값"}
	HelpOnCommand = Message{"Help on a command: %s COMMAND --help", "명령별 도움말: %s COMMAND --help"}
)

// headings are the titles of help's lists of commands and flags.
var headings = []Message{
	{"Train a model", "모델 학습"},
	{"Query a model", "모델 사용"},
	{"Inspect and convert models", "모델 확인과 변환"},
	{"Learn how it works", "작동 원리 배우기"},
	{"Other", "기타"},
	{"Model", "모델"},
	{"Query", "쿼리"},
	{"Attention", "어텐션"},
	{"Measure", "측정"},
	{"Server", "서버"},
	{"Output", "출력"},
	{"Tokens", "토큰"},
	{"Corpus", "말뭉치"},
	{"Vocabulary", "어휘"},
	{"Training", "학습"},
	{"Progress", "진행 상황"},
	{"General", "일반"},
}

// Heading returns a heading of help in a language. A heading without a translation stays
// as it is.
func Heading(l Language, english string) string {
	for _, m := range headings {
		if m.English == english {
			return m.In(l)
		}
	}
	return english
}
