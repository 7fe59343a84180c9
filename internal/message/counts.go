package message

// counts are the numbers of things that English texts contain, as package
// internal/english writes them: "2 words", "1 of 2 words". Korean has no plural, and
// a counter follows the number: 문장 2개. Both English forms therefore have the same
// Korean text. The list is made of nouns and patterns, four entries for each noun.
func counts() []Message {
	list := []Message{
		{"%d byte", "%d바이트"}, {"%d bytes", "%d바이트"}, {"%d time", "%d번"}, {"%d times", "%d번"},
		{"%d epoch", "%d 에폭"}, {"%d epochs", "%d 에폭"}, {"%d update", "%d번"}, {"%d updates", "%d번"},
		{"%f s", "%f초"}, {"about %d", "약 %d"},
		{"%d line", "%d줄"}, {"%d lines", "%d줄"}, {"%d of %d line", "%[2]d줄 중 %[1]d줄"},
		{"%d of %d lines", "%[2]d줄 중 %[1]d줄"}, {"about %d of %d lines", "%[2]d줄 중 약 %[1]d줄"},
		{"%d number", "%d차원"}, {"%d numbers", "%d차원"}, // of a vector
	}
	// Nouns whose Korean counter is 개.
	for _, noun := range []Message{
		{"word", "단어"}, {"new word", "새 단어"}, {"different word", "서로 다른 단어"}, {"token", "토큰"}, {"sentence", "문장"},
		{"file", "파일"}, {"more file", "다른 파일"}, {"record", "레코드"}, {"pair", "쌍"}, {"question", "문제"},
	} {
		for _, english := range []string{noun.English, noun.English + "s"} {
			list = append(list, Message{"%d " + english, noun.Korean + " %d개"},
				Message{"%d of %d " + english, noun.Korean + " %[2]d개 중 %[1]d개"})
		}
	}
	return list
}
