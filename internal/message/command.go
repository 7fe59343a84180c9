package message

// Texts of every command line.
var (
	See      = Message{"%s; see '%s --help'", "%s. '%s --help'를 참고하세요"}
	SeeAfter = Message{"%s See '%s --help'", "%s '%s --help'를 참고하세요"} // after a question mark
)

// Texts of help. cobra has none of its own for them: internal/cli writes usage from
// these.
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
