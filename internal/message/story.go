package message

// Texts of the library story, which demo shows: a reader asks a library for a book
// about a cat. The Korean story has its own wording and is not a translation of
// the English one.
var (
	// A word of the library's corpus, from which demo trains its vectors.
	StoryQuery    = Message{"cat", "고양이"}
	StoryQuestion = Message{"I want to find a book about a cat", "고양이 책 찾고 싶어요"}
	StoryTitle    = Message{"The library: how attention finds the cat book", "도서관 이야기: 어텐션이 고양이 책을 찾는 법"}
	// Sentences, words, dimensions, seconds.
	StoryIntro = Message{
		"Library corpus of %d sentences: trained %d word vectors of %d dimensions in %.1f s.",
		"문장 %d개로 이루어진 도서관 말뭉치로 단어 %d개의 %d차원 벡터를 학습했습니다(%.1f초).",
	}
	StoryLike = Message{"Words nearest to “cat”", "‘고양이’와 가까운 단어"}
	StoryAsks = Message{
		"A reader asks: “%s”. The query “cat” is compared with every word (key)",
		"독자가 “%s”라고 말합니다. 쿼리(Query) ‘고양이’를 이 문장에 있는 모든 단어의 키(Key)와 비교합니다.",
	}
	StoryKey   = Message{"key k", "키 k"}
	StoryMixes = Message{
		"The weighted sum of the values is the context vector",
		"값(Value)의 가중합이 문맥 벡터입니다.",
	}
	StoryFinds = Message{
		"Sentences with “cat” whose context vectors are nearest to that of the question",
		"‘고양이’가 들어 있는 문장을, 독자가 한 말의 문맥 벡터와 가까운 순서로 나열합니다.",
	}
)
