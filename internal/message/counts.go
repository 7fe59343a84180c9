package message

// counts are the numbers of things that English texts contain, as package
// internal/english writes them: "2 words", "1 of 2 words".
func counts() []Message {
	list := []Message{
		{"%d byte", "%d바이트"}, {"%d bytes", "%d바이트"}, {"%d time", "%d번"}, {"%d times", "%d번"},
		{"%d epoch", "%d 에폭"}, {"%d epochs", "%d 에폭"}, {"%d update", "%d번"}, {"%d updates", "%d번"},
		{"%f s", "%f초"},
	}
	for _, noun := range []Message{
		{"word", "단어"}, {"different word", "서로 다른 단어"}, {"token", "토큰"}, {"sentence", "문장"}, {"line", "줄"},
		{"file", "파일"}, {"more file", "다른 파일"}, {"record", "레코드"}, {"number", "숫자"}, {"pair", "쌍"},
	} {
		for _, english := range []string{noun.English, noun.English + "s"} {
			list = append(list, Message{"%d " + english, noun.Korean + " %d개"},
				Message{"%d of %d " + english, noun.Korean + " %[2]d개 중 %[1]d개"})
		}
	}
	return list
}
