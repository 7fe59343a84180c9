package message

// textErrors are the errors of reading and tokenizing text. Errors of a file begin
// with its name and the number of the line or record, "reviews.jsonl:17: …", which
// translation keeps.
var textErrors = []Message{
	{"%s: %w", "%s: %w"},
	{"%s, line %d: %w", "%s, %d번째 줄: %w"},
	{"line %d: %w", "%d번째 줄: %w"},
	{"line %d: byte %d of the line is not UTF-8", "%d번째 줄: 그 줄의 %d번째 바이트가 UTF-8이 아닙니다"},
	{
		"%s, %w: convert the text to UTF-8, or replace such bytes by U+FFFD with --invalid-utf8 replace",
		"%s, %w. 텍스트를 UTF-8로 변환하거나 --invalid-utf8 replace로 그런 바이트를 U+FFFD로 바꾸세요",
	},
	{"standard input", "표준 입력"},
	{"no file is given", "파일을 지정하지 않았습니다"},
	{"no file matches %s", "%s에 맞는 파일이 없습니다"},
	{"no file in the folder %s", "폴더 %s에 파일이 없습니다"},
	{
		"%s became shorter while it was read, %d bytes instead of %d; another program writes to it",
		"%s: 읽는 동안 파일이 %[3]d바이트에서 %[2]d바이트로 짧아졌습니다. 다른 프로그램이 이 파일에 쓰고 있습니다",
	},
	{
		"standard input has been read already, or was not given; it can be read only once",
		"표준 입력을 이미 읽었거나 표준 입력이 없습니다. 표준 입력은 한 번만 읽을 수 있습니다",
	},
	{
		"unknown encoding %q; use utf-8, utf-16, utf-16le, utf-16be, euc-kr (cp949), shift_jis, gbk, big5, " +
			"iso-8859-1 or another of the WHATWG Encoding Standard",
		"알 수 없는 인코딩입니다: %q. utf-8, utf-16, utf-16le, utf-16be, euc-kr(cp949), shift_jis, gbk, big5, " +
			"iso-8859-1이나 WHATWG 인코딩 표준의 다른 인코딩을 쓰세요",
	},
	{"unknown input format %q; use %s", "알 수 없는 입력 형식입니다: %q. 쓸 수 있는 형식: %s"},
	{"the record is too long", "레코드가 너무 깁니다"},
	{"not a JSON object; write one object per line", "JSON 객체가 아닙니다. 한 줄에 객체 하나를 쓰세요"},
	{"the field %s is %s, expected a string", "필드 %s의 값이 %s입니다. 문자열이어야 합니다"},
	{"byte %d of the line: invalid JSON: %w", "그 줄의 %d번째 바이트: 잘못된 JSON: %w"},
	{"the JSON object is incomplete", "JSON 객체가 중간에 끊겼습니다"},
	{
		"%s: no record has the field %q (records: %d); the fields of the first are %s",
		"%s: 필드 %q이(가) 있는 레코드가 없습니다(레코드 %d개). 첫 레코드의 필드: %s",
	},
	{
		"%d compressed bytes expand to %d, more than text does; if it is text, decompress the file first",
		"압축된 %d바이트를 풀면 %d바이트입니다. 텍스트라고 보기에는 압축률이 너무 높습니다. 텍스트가 맞으면 먼저 압축을 푸세요",
	},
	{
		"the %s archive ends too early, at byte %d; nothing of it is used, fetch it again: %w",
		"%s 압축 파일이 %d번째 바이트에서 끊겼습니다. 이 파일은 쓰지 않습니다. 파일을 다시 받으세요(%w)",
	},
	{
		"the %s archive is broken at or before byte %d; nothing of it is used, fetch it again: %w",
		"%s 압축 파일이 %d번째 바이트나 그 앞에서 손상되었습니다. 이 파일은 쓰지 않습니다. 파일을 다시 받으세요(%w)",
	},
	{
		"%s, line %d: %.60q is not one word; write one word per line",
		"%s, %d번째 줄: %.60q은(는) 한 단어가 아닙니다. 한 줄에 한 단어를 쓰세요",
	},
	{"a temporary file for the ids: %w", "단어 번호를 저장할 임시 파일: %w"},
	{
		"writing ids to the temporary folder %s: %w; set TMPDIR to another folder, or keep more ids in memory",
		"임시 폴더 %s에 단어 번호를 쓸 수 없습니다: %w. TMPDIR을 다른 폴더로 지정하거나 메모리에 둘 단어 번호를 늘리세요",
	},
	{"the corpus has no words", "말뭉치에 단어가 없습니다"},
	{
		"no part of speech %q; use all, or tags or their first letters: %s",
		"%q 품사는 없습니다. all이나 품사 태그, 태그의 첫 글자를 쓰세요: %s",
	},
	{
		"no part of speech %q for a word; use NNG (명사), NNP (고유명사), VV (동사), VA (형용사), MAG (부사) or IC (감탄사), for example",
		"%q은(는) 단어의 품사가 아닙니다. NNG(명사), NNP(고유명사), VV(동사), VA(형용사), MAG(부사), IC(감탄사) 등을 쓰세요",
	},
	{"user dictionary, %w", "사용자 사전, %w"},
	{
		"invalid UTF-8; save the file as UTF-8 (--user-dict also reads UTF-16 and CP949)",
		"잘못된 UTF-8입니다. 파일을 UTF-8로 저장하세요. --user-dict에서는 UTF-16이나 CP949도 쓸 수 있습니다",
	},
	{
		"%q contains a space, but a user word must not; write one word per line",
		"%q에 공백이 있습니다. 사용자 단어에는 공백을 쓸 수 없습니다. 한 줄에 한 단어를 쓰세요",
	},
	{
		"%q has %d fields, expected a word and its part of speech: 카카오뱅크,NNP",
		"%q에 필드가 %d개 있습니다. 단어와 품사가 필요합니다: 카카오뱅크,NNP",
	},
	{
		"line %d: %s is %s, but was %s in an earlier line; remove one of the lines",
		"%d번째 줄: %s의 품사가 %s입니다. 앞에 나온 줄에서는 %s입니다. 둘 중 한 줄을 지우세요",
	},
	{"%s: too large for a user dictionary; at most %d MiB are read", "%s: 사용자 사전으로는 너무 큽니다. 최대 %d MiB까지 읽습니다"},
	{
		"normalisation %q: the dictionary needs composed syllables; use %s or %s",
		"정규화 %q: 사전을 쓰려면 음절을 결합해야 합니다. %s 또는 %s을(를) 쓰세요",
	},
	{
		"version %d of the rules is not known, the newest one is %d; use a newer program",
		"규칙 버전 %d은(는) 없습니다. 가장 새로운 버전은 %d입니다. 더 새로운 프로그램을 쓰세요",
	},
	{
		"version %d of the rules of the tokenizer %s is not known, the newest one is %d; use a newer program",
		"규칙 버전 %d은(는) 토크나이저 %s에 없습니다. 가장 새로운 버전은 %d입니다. 더 새로운 프로그램을 쓰세요",
	},
	{
		"unknown tokenizer %q; use %s, or one that the program adds with tokenize.Register",
		"알 수 없는 토크나이저입니다: %q. %s을(를) 쓰거나 tokenize.Register로 추가하세요",
	},
	{"the tokenizer: %w", "토크나이저: %w"},
	{"the model's tokenizer: %w", "모델의 토크나이저: %w"},
	{"expected word, TAB, count; found %.60q", "단어, 탭, 빈도가 있어야 하는데 %.60q이(가) 있습니다"},
	{"the count of %q is %.30q; expected a whole number, 0 or more", "%q의 빈도가 %.30q입니다. 0 이상의 정수여야 합니다"},
	{"no words; expected lines of word, TAB, count", "단어가 없습니다. 한 줄에 단어, 탭, 빈도가 있어야 합니다"},
	{"duplicate word", "중복된 단어"},
	{"%w %q, ids %d and %d", "%w %q, 단어 번호 %d, %d"},
	{"the text %.60q has no token", "텍스트 %.60q에 토큰이 없습니다"},
	{"unknown score %q; use %s or %s", "%q 점수는 없습니다. 쓸 수 있는 점수: %s, %s"},
	{"the threshold is %g; with %s it must be at least -1 and less than 1", "임곗값이 %g입니다. %s에서는 -1 이상 1 미만이어야 합니다"},
	{
		"min-count, passes and pairs are %d, %d and %d; each must be at least 1",
		"min-count, passes, pairs의 값이 %d, %d, %d입니다. 각각 1 이상이어야 합니다",
	},
	{"min-count is %d, must be at least 1", "min-count 값이 %d입니다. 1 이상이어야 합니다"},
	{"max-length is %d, must be at least 2", "max-length 값이 %d입니다. 2 이상이어야 합니다"},
	{
		"word %d, %q, contains a tab or line end and cannot be written to a file of word, TAB, count",
		"단어 %d(%q)에 탭이나 줄 끝이 있어 단어, 탭, 빈도의 파일에 쓸 수 없습니다",
	},
	{
		"word %d, %q, contains white space and cannot be written for word2vec",
		"단어 %d(%q)에 공백이 있어 word2vec 형식으로 쓸 수 없습니다",
	},
}
