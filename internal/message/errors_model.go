package message

// modelErrors are the errors of model files and of queries. An error of a damaged
// file is "FILE: DETAIL": the format of the first part and the detail are entries of
// their own, and Translate joins them.
var modelErrors = []Message{
	{"the model does not know the word %q", "모델에 없는 단어입니다: %q"},
	{"the model does not know the word %q; similar spelling: %s", "모델에 없는 단어입니다: %q, 철자가 비슷한 단어: %s"},
	{"the query: %w", "쿼리: %w"},
	{"--to: %w", "--to: %w"},
	{
		"the query is the zero vector, because it has no words of the vocabulary: use words of the vocabulary",
		"쿼리에 어휘의 단어가 없어 영벡터가 되었습니다. 어휘에 있는 단어를 쓰세요",
	},
	{
		"the query is the zero vector, because the model has only zeros for %s: use another word",
		"모델에서 %s의 벡터가 0뿐이어서 쿼리가 영벡터가 되었습니다. 다른 단어를 쓰세요",
	},
	{
		"the query is the zero vector, because the words cancel each other out (%s): use other words",
		"단어의 벡터가 서로 상쇄되어 쿼리가 영벡터가 되었습니다(%s). 다른 단어를 쓰세요",
	},
	{
		"%q is unknown, and the method %s divides by vectors of the vocabulary only",
		"%q은(는) 미등록어(OOV)입니다. %s 방법은 어휘에 있는 벡터로만 나눌 수 있습니다",
	},
	{
		"the model cannot split unknown words into parts to compose their vectors; only models with the tokenizer " +
			"korean can",
		"이 모델은 미등록어(OOV)를 형태소로 나누어 벡터를 합성할 수 없습니다. korean 토크나이저로 학습한 모델만 할 수 있습니다",
	},
	{
		"the model has no subwords to make vectors of unknown words from; only fastText .bin files and " +
			"native files converted from them have subwords",
		"모델에 미등록어(OOV)의 벡터를 만들 서브워드가 없습니다. 서브워드는 fastText의 .bin 파일과 거기서 변환한 기본 형식 파일에만 있습니다",
	},
	{
		"a sentence of %d tokens is too long %s (at most %d); give shorter sentences",
		"문장이 너무 깁니다(토큰 %[1]d개, 최대 %[3]d개). 더 짧은 문장을 쓰세요",
	},
	{"for this model", "이 모델에서"},
	{"for a matrix of all pairs", "모든 쌍의 행렬에서"},
	{"is a folder, not a vector file", "벡터 파일이 아니라 폴더입니다"},
	{"a %s folder contains %s", "%s 폴더에는 %s이(가) 있어야 합니다"},
	{"as %s: %w", "%s 형식: %w"},
	{"%s: as %s: %w", "%s: %s 형식: %w"},
	{"unknown format %q; use one of %s", "%q 형식은 없습니다. 쓸 수 있는 형식: %s"},
	{
		"%s: unknown extension %q; use one of %s, or name the format",
		"%s: 확장자 %q의 형식을 알 수 없습니다. %s 가운데 하나를 쓰거나 형식을 지정하세요",
	},
	{"the file is empty (%w)", "파일이 비어 있습니다(%w)"},
	{"the file is empty", "파일이 비어 있습니다"},
	{"unknown format; if it is one of %s, name it", "알 수 없는 형식입니다. %s 가운데 하나이면 형식을 지정하세요"},
	{"the file ends here: it was cut off, or its header is wrong", "파일이 여기서 끝납니다. 파일이 잘렸거나 헤더가 잘못되었습니다"},
	{
		"the number of words in the header is %d, but the file ends after %d: it was cut off, or the header is wrong",
		"헤더에는 단어가 %d개라고 되어 있지만 %d개 뒤에 파일이 끝납니다. 파일이 잘렸거나 헤더가 잘못되었습니다",
	},
	{"the number of words in the header is %d, but there are more", "헤더에는 단어가 %d개라고 되어 있지만 단어가 더 있습니다"},
	{
		"line 1: the header claims %d words of dimension %d; at most %d words of dimension 1 to %d are possible",
		"첫 번째 줄: 헤더에는 %[2]d차원 단어가 %[1]d개라고 되어 있습니다. 단어는 최대 %[3]d개, 차원은 1에서 %[4]d까지 가능합니다",
	},
	{
		"expected the number of words and the dimension, found %.60q",
		"단어 수와 차원이 있어야 하는데 %.60q이(가) 있습니다",
	},
	{
		"byte %d: the file continues after the %d words that its header claims",
		"%d번째 바이트: 헤더에 있는 단어 %d개 뒤에 파일이 계속됩니다",
	},
	{"word %d of %d: %w", "단어 %[2]d개 중 %[1]d번째: %[3]w"},
	{"word %d of %d, at byte %d: %w", "단어 %[2]d개 중 %[1]d번째, %[3]d번째 바이트: %[4]w"},
	{"no %q in %d bytes: %.60q is not a word", "%[2]d바이트 안에 %[1]q이(가) 없습니다. %.60[3]q은(는) 단어가 아닙니다"},
	{"a line of more than %d MiB: not a vector file", "한 줄이 %d MiB보다 깁니다. 벡터 파일이 아닙니다"},
	{"%.30q is too large for float32", "%.30q은(는) float32로 나타내기에 너무 큽니다"},
	{"not a vector file: %.30q is not a number", "벡터 파일이 아닙니다. %.30q은(는) 숫자가 아닙니다"},
	{"the vector has dimension %d, expected %d: %.60q", "벡터가 %d차원입니다. %d차원이어야 합니다: %.60q"},
	{"%w: %.60q", "%w: %.60q"},
	{"a vector without a word", "단어가 없는 벡터입니다"},
	{"number %d of the vector of %q is %v", "%[2]q의 벡터에서 %[1]d번째 숫자가 %[3]v입니다"},
	{"the word %q is invalid UTF-8", "단어 %q은(는) 잘못된 UTF-8입니다"},
	{
		"the file is compressed (%s): decompress it, or open it through embed.Unpack(packed.Open)",
		"파일이 압축되어 있습니다(%s). 압축을 풀거나 embed.Unpack(packed.Open)으로 여세요",
	},
	{"byte %d: %w", "%d번째 바이트: %w"},
	{"byte 0: %w", "0번째 바이트: %w"},
	{
		"byte 0: the header claims %d bytes, more than the %d that are allowed",
		"0번째 바이트: 헤더의 크기가 %d바이트라고 되어 있지만 허용되는 크기는 %d바이트까지입니다",
	},
	{"byte %d of a header of %d: %w", "헤더 %[2]d바이트 중 %[1]d번째 바이트: %[3]w"},
	{"the header is not JSON: %w", "헤더가 JSON이 아닙니다: %w"},
	{
		"the header claims %d bytes of tensors, but %d follow: the file was cut off, or something was added",
		"헤더에는 텐서가 %d바이트라고 되어 있지만 %d바이트가 있습니다. 파일이 잘렸거나 무언가 덧붙었습니다",
	},
	{"tensor %s claims the shape %v, which is too large", "텐서 %s의 모양 %v이(가) 너무 큽니다"},
	{"tensor %s has shape %v, expected %v", "텐서 %s의 모양이 %v입니다. 필요한 모양: %v"},
	{
		"the checksum of its bytes is %.12s…, the header says %.12s…: the file was damaged or changed",
		"체크섬이 %.12s…입니다. 헤더의 값은 %.12s…입니다. 파일이 손상되었거나 바뀌었습니다",
	},
	{
		"format version %q, which a newer program wrote; this one reads version %s",
		"형식 버전 %q의 파일은 더 새로운 버전의 프로그램으로 쓴 것입니다. 이 프로그램은 버전 %s을(를) 읽습니다",
	},
	{
		"a safetensors file of another program, without words; if it is part of a model2vec model, give " +
			"its folder; otherwise convert it to word2vec text with that program",
		"다른 프로그램의 safetensors 파일이어서 단어가 들어 있지 않습니다. model2vec 모델의 일부이면 그 폴더를 지정하고, 아니면 그 프로그램에서 word2vec 텍스트 형식으로 변환하세요",
	},
	{
		"a supervised fastText model: it classifies texts and its words have no neighbours; train one with " +
			"skipgram or cbow",
		"지도 학습으로 만든 fastText 모델입니다. 텍스트 분류용이어서 가까운 단어를 찾을 수 없습니다. skipgram이나 cbow로 학습한 모델을 쓰세요",
	},
	{
		"a quantised fastText model (.ftz), which has no matrix; use the .bin that it was made from",
		"양자화한 fastText 모델(.ftz)이어서 행렬이 없습니다. 원본 .bin을 쓰세요",
	},
	{"byte %d: the file continues after the model", "%d번째 바이트: 모델 뒤에 파일이 계속됩니다"},
	{"not a numpy array", "numpy 배열이 아닙니다"},
	{
		"no array %q (arrays: %s); write the file with numpy.savez(file, %s=…, %s=…)",
		"%q 배열이 없습니다(배열: %s). numpy.savez(file, %s=…, %s=…)로 파일을 쓰세요",
	},
	{"%s cannot be written; use %s", "%s 형식으로는 쓸 수 없습니다. 쓸 수 있는 형식: %s"},
	{"%s: %s files cannot be compressed; remove %s from the name", "%s: %s 파일은 압축할 수 없습니다. 이름에서 %s을(를) 빼세요"},
	{"%s: %s files cannot be written; use .zst or .gz", "%s: %s 파일은 쓸 수 없습니다. .zst나 .gz를 쓰세요"},
	{"the file changed while it was read", "읽는 동안 파일이 바뀌었습니다"},
	{"the file became shorter while it was open: open it again", "열어 둔 동안 파일이 짧아졌습니다. 파일을 다시 여세요"},
	{"%s: no words", "%s: 단어가 없습니다"},
	{"unknown score %q; use %s", "%q 점수 함수는 없습니다. 쓸 수 있는 점수 함수: %s"},
	{"unknown normalizer %q; use %s", "%q 정규화 함수는 없습니다. 쓸 수 있는 함수: %s"},
	{
		"unknown policy %q; use auto, skip, error, zero, nearest, subword or compose",
		"알 수 없는 처리 방법입니다: %q. auto, skip, error, zero, nearest, subword, compose 가운데 하나를 쓰세요",
	},
	{"there is no format %q; use one of %s", "%q 형식은 없습니다. 쓸 수 있는 형식: %s"},
	{"%s has no extension; use one of %s", "%s에 확장자가 없습니다. 쓸 수 있는 확장자: %s"},
	{"unknown extension %s; use one of %s", "확장자 %s의 형식을 알 수 없습니다. 쓸 수 있는 확장자: %s"},
	{"this report cannot be written as %s; use one of %s", "이 보고서는 %s 형식으로 쓸 수 없습니다. 쓸 수 있는 형식: %s"},
	{
		"the model has no output vectors; native files (.safetensors) of trained models have them, unless the vectors were " +
			"quantized or converted from another format; use such a model, or the vectors as keys",
		"이 모델에는 출력 벡터가 없습니다. 학습한 모델의 네이티브 파일(.safetensors)에는 있지만, 벡터를 양자화하거나 다른 형식에서 변환한 " +
			"파일에는 없습니다. 그런 모델을 쓰거나 벡터를 키로 쓰세요",
	},
	{
		"a picture %.0f mm wide and %.0f mm high is too large for %d dots per inch; give a smaller width, or write svg",
		"너비 %.0f mm, 높이 %.0f mm인 그림은 해상도 %d dpi로 쓰기에 너무 큽니다. 너비를 줄이거나 svg로 쓰세요",
	},
	{
		"a picture of %.0f × %.0f pixels is too large; give fewer or shorter sentences, or write svg or html",
		"그림이 너무 큽니다(%.0f × %.0f 픽셀). 문장을 줄이거나 svg, html로 쓰세요",
	},
	{"there is nothing to draw: no sentence was given", "문장이 없어 그릴 것이 없습니다"},
	{"no questions", "파일에 유추 문제가 하나도 없습니다"},
	{"no pairs", "파일에 단어 쌍이 하나도 없습니다"},
	{
		`expected four words, or a section such as ": name"; found %.60q`,
		`단어 네 개나 ": 이름"과 같은 구역이 있어야 하는데 %.60q이(가) 있습니다`,
	},
	{
		"expected two words and a score in column %d, found %.60q",
		"두 단어가 있고 %d번째 열에 점수가 있어야 하는데 %.60q이(가) 있습니다",
	},
	{"the score in column %d is %.30q, expected a number", "%d번째 열의 점수가 %.30q입니다. 숫자여야 합니다"},
	{"is not a regular file", "일반 파일이 아닙니다"},
	{"is a folder: name a file", "폴더입니다. 파일을 지정하세요"},
	{"%w: create the folder %s first, or choose another path", "%w. 먼저 폴더 %s을(를) 만들거나 다른 경로를 지정하세요"},
	{"writing %s: %w", "%s에 쓸 수 없습니다: %w"},
	{
		"writing %s: no space left in %s: %.1f MB are needed, %.1f MB are free; delete files, or choose " +
			"another path",
		"%s에 쓸 수 없습니다. %s에 남은 공간이 없습니다(필요 %.1f MB, 남음 %.1f MB). 파일을 지우거나 다른 경로를 지정하세요",
	},
}
