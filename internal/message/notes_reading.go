package message

// readingNotes are notes on what was detected and changed while text was read:
// encodings, files that grew, cut sentences, replaced bytes, phrases.
var readingNotes = []Message{
	// A file, an encoding, and the next text if other files have it too.
	{"the encoding of %s is %s%s", "%s의 인코딩은 %s입니다%s"},
	{", and %s %s like it", "(%s도 같음)"},
	{"%s %s the field, or %s null in it", "필드가 없거나 null인 레코드가 있습니다: %s"},
	// A corpus is read up to the size that it had when it was opened, so that a log
	// file that is still written has an end.
	{"%s grew while it was read%s; text added later is not used", "읽는 동안 %s이(가) 커졌습니다%s. 나중에 추가된 텍스트는 쓰지 않습니다"},
	{"sentences of more than %s were cut, %s in all", "긴 문장을 나누었습니다(최대 %s, 모두 %s)"},
	{"%s %s not text in the file's encoding and %s replaced", "파일의 인코딩에 맞지 않는 바이트를 대체했습니다: %s"},
	{"%s %s not UTF-8 and %[2]s replaced by U+FFFD", "UTF-8이 아닌 바이트를 U+FFFD로 대체했습니다: %s"},
	{"%s of words %s joined", "단어 %s을(를) 연어로 연결했습니다"},
	{
		"too many pairs of words to count at once: rare pairs were dropped %s, so phrases just above " +
			"--phrase-min-count may be missing",
		"단어 쌍이 너무 많아 한 번에 셀 수 없어 드문 쌍을 %s 버렸습니다. --phrase-min-count를 조금 넘는 연어가 빠졌을 수 있습니다",
	},
}
