package story

// A script is what the story asks and says in a language.
type script struct {
	query, question        string
	page, title, like, key string
	asks, mixes, finds     string
}

var scripts = map[string]script{
	"en": {
		query: "cat", question: "I want to find a book about a cat",
		page:  "The library: how attention finds the cat book",
		title: "Library corpus of %d sentences: trained %d word vectors of %d dimensions in %.1f s.",
		like:  "Words nearest to “cat”",
		asks:  "A reader asks: “%s”. The query “cat” is compared with every word (key)",
		key:   "key k",
		mixes: "The weighted sum of the values is the context vector",
		finds: "Sentences with “cat” whose context vectors are nearest to that of the question",
	},
	"ko": {
		query: "고양이", question: "고양이 책 찾고 싶어요",
		page:  "도서관 이야기: 어텐션이 고양이 책을 찾는 법",
		title: "문장 %d개의 도서관 말뭉치에서 단어 %d개의 %d차원 벡터를 학습했습니다(%.1f초).",
		like:  "‘고양이’와 가까운 단어",
		asks:  "독자가 묻습니다. “%s” 쿼리(Query) ‘고양이’를 모든 단어의 키(Key)와 비교합니다",
		key:   "키 k",
		mixes: "값(Value)의 가중합이 문맥 벡터입니다",
		finds: "‘고양이’가 있는 문장 가운데 문맥 벡터가 질문의 문맥 벡터와 가장 가까운 문장",
	},
}

// Title returns the title of the story in a language, "en" or "ko".
func Title(lang string) string { return scripts[lang].page }
