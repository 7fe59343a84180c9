package message

// serverLog are the messages of the server's log. They are not in the lists of Translate,
// because "request" is a word of other texts too.
var serverLog = []Message{
	{"request", "요청"},
	{"corpus read", "말뭉치 읽기 완료"},
	{"stopping", "서버를 멈추는 중"},
	{"stopped", "서버를 멈춤"},
	{"panic", "패닉"},
	{
		"the table cannot be copied in 8 bits; it is searched as it is",
		"테이블의 8비트 사본을 만들 수 없습니다. 원래 테이블을 검색합니다",
	},
}

// LogMessage returns a message of the server's log in a language, and a message without a
// Korean text as it is: net/http writes some.
func LogMessage(l Language, english string) string {
	for _, m := range serverLog {
		if l == Korean && m.English == english {
			return m.Korean
		}
	}
	return english
}
