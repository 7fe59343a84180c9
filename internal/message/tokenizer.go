package message

// What summaries say of the tokenizer of a corpus: its name, and how much of the
// corpus is Hangul, by which auto chooses.
var (
	LabelTokenizer = Message{"tokenizer", "토크나이저"}
	TokenizerLine  = Message{"tokenizer   %s\n", "토크나이저  %s\n"}
	// The tokenizer that auto chose, and the share of Hangul by which it did.
	TokenizerAuto = Message{
		"%s (auto: %d %% of letters are Hangul)",
		"%s (auto: 글자의 %d%%가 한글)",
	}
	// For space and words, which leave particles at their nouns.
	TokenizerUnsuited = Message{
		"%d %% of letters are Hangul, but the tokenizer %s does not separate particles and endings, so each form " +
			"of a word gets a vector of its own; use --tokenizer korean, or leave --tokenizer out",
		"글자의 %d%%가 한글인데 %s 토크나이저는 조사와 어미를 분리하지 않으므로 단어의 활용형마다 벡터가 따로 생깁니다. " +
			"--tokenizer korean을 지정하거나 --tokenizer를 빼세요",
	}
)
