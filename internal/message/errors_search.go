package message

// searchErrors are the errors of search and its indexes. Several name the remedy
// --rebuild.
var searchErrors = []Message{
	{"the corpus has no sentence with a word that the model knows", "말뭉치에 모델의 단어가 있는 문장이 없습니다"},
	{"the query %q has no word", "쿼리 %q에 단어가 없습니다"},
	{"the index was cut off: %w", "색인이 잘렸습니다: %w"},
	{"the index is damaged: %w", "색인이 손상되었습니다: %w"},
	{"the index: %w", "색인: %w"},
	{"the corpus of the index: %w", "색인의 말뭉치: %w"},
	{"%s has changed since the index was built: %w", "%s: 색인을 만든 뒤에 파일이 바뀌었습니다: %w"},
	{"%s is not a regular file, so the index could not detect changes", "%s: 일반 파일이 아니어서 색인이 변경을 감지할 수 없습니다"},
	{
		"was built with another %s, so its word ids are those of other words: %w",
		"다른 %s(으)로 만든 색인이어서 단어 번호가 맞지 않습니다: %w",
	},
	{"%s does not exist: name the CORPUS to build it from", "%s: 파일이 없습니다. 색인을 만들 CORPUS를 지정하세요"},
	{"%w: add --rebuild to this command", "%w. 이 명령에 --rebuild를 추가하세요"},
	{
		"%s contains sentences of %s too: name it, use another index for this corpus, or add --rebuild to " +
			"this command",
		"%s에는 %s의 문장도 있습니다. 그 파일도 지정하거나, 이 말뭉치에는 다른 색인을 쓰거나, 이 명령에 --rebuild를 추가하세요",
	},
	{"is not a search index", "검색 색인이 아닙니다"},
	{"build the index again", "색인을 다시 만드세요"},
	{"%s: %w: it is not a regular file", "%s: %w. 일반 파일이 아닙니다"},
	{"unknown weighting %q; use even, idf or sif", "%q 가중치 방법은 없습니다. even, idf, sif 가운데 하나를 쓰세요"},
	{"the index has another format version than this program writes (1): %w", "색인의 형식 버전이 이 프로그램의 버전(1)과 다릅니다. %w"},
	{"index files are written on little-endian machines only", "색인 파일은 리틀 엔디언 컴퓨터에서만 쓸 수 있습니다"},
	{"%w: the names of its files cannot be read: name the CORPUS", "%w. 색인에 든 파일의 이름을 읽을 수 없습니다. CORPUS를 지정하세요"},
	{"%s does not contain the names of its files: name the CORPUS", "%s: 색인에 파일의 이름이 없습니다. CORPUS를 지정하세요"},
	{
		"the vectors are too large to find their common direction: leave it in",
		"벡터가 너무 커서 공통 방향을 구할 수 없습니다. 공통 방향을 그대로 두세요",
	},
	{
		"the norm of the query vector is %v, so it has no direction: use other words",
		"쿼리 벡터의 크기(norm)가 %v이어서 방향이 없습니다. 다른 단어를 쓰세요",
	},
}
