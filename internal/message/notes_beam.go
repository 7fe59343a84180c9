package message

// beamNotes are the notes of w2vattn-beam: its progress through the rounds, and its
// files.
var beamNotes = []Message{
	{"%s: sentences: %d, files: %d", "%s: 문장 %d개, 파일 %d개"},
	{"%s: %d words × %d, %d tokens, loss %.4f", "%s: 단어 %d개 × %d차원, 토큰 %d개, 손실 %.4f"},
	// A round begins from the model of the round before, so repeating it loses only
	// its own time.
	{"round %d of %d failed and is repeated: %v", "라운드 %d/%d 실패, 다시 시도합니다: %v"},
	{"round %d of %d: loss %.4f", "라운드 %d/%d: 손실 %.4f"},
	{"sentences of more than %d tokens were cut; number of cuts: %d", "토큰이 %d개보다 많은 문장을 모두 %d번 나누었습니다"},
	{"bytes of invalid UTF-8 that were replaced: %d", "UTF-8이 아닌 바이트를 대체했습니다: %d바이트"},
	{
		"tokens: %d, sentences: %d, different words: %d, those that occur at least %d times: %d",
		"문장 %[2]d개, 토큰 %[1]d개, 서로 다른 단어 %[3]d개, 그중 %[4]d번 이상 나오는 단어 %[5]d개",
	},
	{"workers at %s", "워커 풀의 주소: %s"},
}
