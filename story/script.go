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
		title: "A library of %d sentences: %d words learnt in %d numbers each, in %.1f s.",
		like:  "Words that the model found to be like “cat”",
		asks:  "A reader asks: “%s”. The query “cat” looks at every word (key)",
		key:   "key k",
		mixes: "The values, mixed by weight, are the context vector: what the query takes home",
		finds: "Sentences with “cat” whose context lies nearest to the question's",
	},
	"ko": {
		query: "고양이", question: "고양이 책 찾고 싶어요",
		page:  "도서관 이야기: 어텐션이 고양이 책을 찾는 법",
		title: "문장 %d개의 도서관에서 낱말 %d개를 숫자 %d개씩으로 배웠습니다(%.1f초).",
		like:  "모델이 ‘고양이’와 비슷하다고 본 낱말",
		asks:  "독자가 묻습니다. “%s” 질문(Query) ‘고양이’가 낱말(Key)을 하나씩 살펴봅니다",
		key:   "키 k",
		mixes: "값(Value)을 가중치로 섞은 것이 문맥 벡터입니다: 질문이 얻어 가는 것",
		finds: "‘고양이’가 있는 문장 가운데 문맥 벡터가 질문의 문맥 벡터에 가장 가까운 것",
	},
}

// Title returns the title of the story in a language, "en" or "ko".
func Title(lang string) string { return scripts[lang].page }
