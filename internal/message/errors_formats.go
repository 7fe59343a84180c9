package message

// formatErrors are the details of errors in files of vectors: what a reader found at which
// byte, word or tensor, and what a writer cannot store. They follow the name of the file,
// "model.bin: byte 4: …". Words of files are quoted and stay as they are.
var formatErrors = []Message{
	// fastText.
	{
		"byte 0: a fastText model of a big-endian machine, which cannot be read; write its vectors as text (.vec) there",
		"0번째 바이트: 빅 엔디언 컴퓨터에서 만든 fastText 모델은 읽을 수 없습니다. 그 컴퓨터에서 벡터를 텍스트(.vec)로 저장하세요",
	},
	{
		"byte 4: version %d of fastText's format; only 11 and %d can be read",
		"4번째 바이트: fastText 형식의 버전이 %d입니다. 버전 11과 %d만 읽을 수 있습니다",
	},
	{
		"byte 0: not a fastText model: dimension %d, window %d, model %d, loss %d, %d buckets, n-grams of %d to %d letters",
		"0번째 바이트: fastText 모델이 아닙니다(차원 %d, 윈도 %d, 모델 %d, 손실 %d, 버킷 %d개, n-그램 %d–%d글자)",
	},
	{"byte 0: n-grams without buckets", "0번째 바이트: n-그램이 있는데 버킷이 없습니다"},
	{
		"a fastText model with %d labels: it classifies texts and its words have no neighbours",
		"라벨이 %d개인 fastText 분류 모델입니다. 텍스트를 분류하는 모델이므로 가까운 단어를 찾을 수 없습니다",
	},
	{"byte %d: %d entries but %d words", "%d번째 바이트: 항목은 %d개인데 단어는 %d개입니다"},
	{"byte %d: the word %.60q has count %d and type %d", "%d번째 바이트: 단어 %.60q의 빈도가 %d, 종류가 %d입니다"},
	{
		"byte %d: the %s matrix claims to be %d×%d in a model of dimension %d",
		"%d번째 바이트: %s 행렬의 크기가 %d×%d인데 모델은 %d차원입니다",
	},
	{
		"byte %d: the %s matrix has %d rows, but there are %d words and %d buckets",
		"%d번째 바이트: %s 행렬의 행은 %d개인데 단어는 %d개, 버킷은 %d개입니다",
	},
	{"byte %d, in %d numbers from byte %d on: %w", "%d번째 바이트(%[3]d번째 바이트에서 시작하는 수 %[2]d개 안): %[4]w"},
	{
		"byte %d: the output matrix has %d×%d numbers, but %d bytes follow: %w",
		"%d번째 바이트: 출력 행렬은 %d×%d인데 남은 바이트는 %d개입니다: %w",
	},

	// model2vec.
	{
		"a model2vec folder cannot be read from a stream; give its path",
		"model2vec 폴더는 스트림으로 읽을 수 없습니다. 폴더의 경로를 지정하세요",
	},
	{
		"a tokenizer of the type %q, whose tokens are not the words of a text; only WordLevel and WordPiece can be read",
		"%q 종류의 토크나이저는 토큰이 텍스트의 단어가 아니므로 읽을 수 없습니다. WordLevel과 WordPiece만 읽을 수 있습니다",
	},
	{
		"%d tokens, but the id %d is out of range or occurs twice",
		"토큰은 %d개인데 번호 %d이(가) 범위를 벗어나거나 두 번 나옵니다",
	},
	{"no tensor embeddings of two dimensions", "2차원 텐서 embeddings가 없습니다"},
	{"the tensor embeddings has the shape %v", "텐서 embeddings의 모양이 %v입니다"},
	{
		"the tensor embeddings is of type %s, which is not supported; use F32, F16 or I8",
		"텐서 embeddings의 자료형이 %s입니다. F32, F16, I8만 지원합니다",
	},
	{"%d vectors, but %s has %d tokens", "벡터는 %d개인데 %s의 토큰은 %d개입니다"},
	{
		"the tensor mapping contains row %v, but there are %d rows",
		"텐서 mapping에 행 번호 %v이(가) 있는데 행은 %d개입니다",
	},
	{"the tensor %s is of type %s", "텐서 %s의 자료형이 %s입니다"},

	// Native files and safetensors.
	{"no tensor %s of two dimensions", "2차원 텐서 %s이(가) 없습니다"},
	{"tensor %s is of type %s", "텐서 %s의 자료형이 %s입니다"},
	{"tensor %s has shape %v, expected two dimensions", "텐서 %s의 모양이 %v입니다. 2차원이어야 합니다"},
	{"%d words of dimension %d", "단어 %d개, %d차원입니다"},
	{
		"tensor %s has shape %v, expected rows of at least one number",
		"텐서 %s의 모양이 %v입니다. 행마다 수가 하나 이상 있어야 합니다",
	},
	{"tensor %s: the vector of %q holds %s", "텐서 %s: 단어 %q의 벡터에 %s이(가) 있습니다"},
	{"the number %v is too large for %s; use %s", "수 %v은(는) %s(으)로 저장하기에 너무 큽니다. %s을(를) 쓰세요"},
	{
		"tensor %s runs from %d to %d, but there are %d bytes of words",
		"텐서 %s의 범위가 %d에서 %d까지인데 단어는 %d바이트입니다",
	},
	{"tensor %s: word %d has bytes %d to %d", "텐서 %s: 단어 %d의 범위가 바이트 %d에서 %d까지입니다"},
	{"tensor %s: word %d, %q, is invalid UTF-8", "텐서 %s: 단어 %d(%q)이(가) 올바른 UTF-8이 아닙니다"},
	{
		"tensor %s: entry %d is %d, which is not in the order of the words",
		"텐서 %s: 항목 %d의 값이 %d이어서 단어의 순서에 맞지 않습니다",
	},
	{
		"the matrix %q is %d×%d, expected a row of at least one number for each of %d words and another name than %q",
		"행렬 %q의 크기가 %d×%d입니다. 단어 %d개마다 수가 하나 이상인 행이 있어야 하고, 이름은 %q이(가) 아니어야 합니다",
	},
	{
		"tensor %s is %s%v, expected %s of %d dimensions",
		"텐서 %s의 자료형과 모양이 %s%v입니다. 자료형 %s, %d차원이어야 합니다",
	},
	{
		"tensor %s has bytes %v, but its shape %v needs %d",
		"텐서 %s의 바이트 범위는 %v인데 모양 %v에는 %d바이트가 필요합니다",
	},
	{
		"tensor %s has bytes %v, but the one before it ends at %d",
		"텐서 %s의 바이트 범위는 %v인데 앞의 텐서가 %d에서 끝납니다",
	},
	{"tensor %s has bytes %v", "텐서 %s의 바이트 범위가 %v입니다"},

	// numpy.
	{
		"the header of the array claims %d bytes, more than the %d that are allowed",
		"배열의 헤더에 적힌 크기가 %d바이트입니다. 최대 %d바이트까지 허용됩니다",
	},
	{"the header of the array cannot be parsed: %.80q", "배열의 헤더를 해석할 수 없습니다: %.80q"},
	{
		"an array of Python objects (pickle), which can run code when it is read; save it with dtype=str or as numbers",
		"Python 객체의 배열(pickle)입니다. 읽을 때 코드가 실행될 수 있으므로 읽지 않습니다. dtype=str이나 수로 저장하세요",
	},
	{"elements of type %q", "원소의 자료형이 %q입니다"},
	{
		"elements of type %q are not supported; use f2, f4, f8, integers of 1 to 8 bytes, S or U",
		"원소의 자료형 %q은(는) 지원하지 않습니다. f2, f4, f8, 1–8바이트 정수, S, U를 쓰세요",
	},
	{"the shape (%s) is not a tuple of lengths", "모양 (%s)이(가) 길이의 튜플이 아닙니다"},
	{"%#x is not a Unicode character", "%#x은(는) 유니코드 문자가 아닙니다"},
	{
		"an npz archive cannot be read from a stream; give a file",
		"npz 아카이브는 스트림으로 읽을 수 없습니다. 파일을 지정하세요",
	},
	{"%s: the array has elements of type %s and the shape %v", "%s: 배열 원소의 자료형은 %s, 모양은 %v입니다"},
	{"%s: the shape is %v", "%s: 모양이 %v입니다"},
	{"%d words but %d vectors", "단어는 %d개인데 벡터는 %d개입니다"},
	{
		"%s: elements of type %s and the shape %v, expected %d integers",
		"%s: 원소의 자료형은 %s, 모양은 %v입니다. 정수 %d개여야 합니다",
	},
	{"the count of %q is %d", "단어 %q의 빈도가 %d입니다"},
	{
		"an array continues for %d bytes after the %d elements that its header claims",
		"헤더에 적힌 원소 %[2]d개 뒤에 배열이 %[1]d바이트 더 이어집니다",
	},

	// Embedding Projector.
	{
		"a pair of projector files cannot be read from a stream; give the path of the vectors",
		"Projector의 두 파일은 스트림으로 읽을 수 없습니다. 벡터 파일의 경로를 지정하세요",
	},
	{"the file of the words is missing: %w", "단어 파일이 없습니다: %w"},
	{"%d numbers, at most %d are allowed", "수가 %d개입니다. 최대 %d개까지 허용됩니다"},
	{"the vector has dimension %d, expected %d as in the first line", "벡터가 %d차원입니다. 첫 줄과 같이 %d차원이어야 합니다"},
	{"the file ends, but there are more vectors", "파일이 끝났는데 벡터가 더 있습니다"},
	{"the number of columns is %d, expected %d as in the first line", "열이 %d개입니다. 첫 줄과 같이 %d개여야 합니다"},
	{"the count of %q is %.30q", "단어 %q의 빈도가 %.30q입니다"},
	{"a word without a vector", "벡터가 없는 단어입니다"},

	// Text and binary files of word2vec, n-grams.
	{
		"n-grams of %d to %d letters in a %d×%d matrix: expected at least one row of length %d",
		"%d–%d글자 n-그램의 행렬이 %d×%d입니다. 길이가 %d인 행이 하나 이상 있어야 합니다",
	},
	{
		"more than %d numbers: %.60q; if words end with numbers, add a first line with the number of words and the dimension",
		"수가 %d개보다 많습니다: %.60q. 단어가 수로 끝나면 첫 줄에 단어 수와 차원을 추가하세요",
	},

	// What a format cannot store.
	{
		"a table without words cannot be written as %s, which has no header with the dimension; use %s",
		"%s에는 차원을 적는 헤더가 없어 단어가 없는 테이블을 저장할 수 없습니다. %s을(를) 쓰세요",
	},
	{
		"word %d, %.60q, is empty, longer than %d bytes or contains a NUL, which %s cannot store; use %s",
		"단어 %d(%.60q)이(가) 비어 있거나, %d바이트보다 길거나, NUL이 있어 %s에 저장할 수 없습니다. %s을(를) 쓰세요",
	},
	{
		"word %d, %.60q, is empty, has more than %d characters or ends with a NUL, which %s cannot store; use %s",
		"단어 %d(%.60q)이(가) 비어 있거나, %d글자보다 길거나, NUL로 끝나 %s에 저장할 수 없습니다. %s을(를) 쓰세요",
	},
	{
		"word %d, %q, is empty or contains a tab or a line break, which %s cannot store; use %s",
		"단어 %d(%q)이(가) 비어 있거나 탭이나 줄 바꿈이 있어 %s에 저장할 수 없습니다. %s을(를) 쓰세요",
	},
	{
		"word %d, %.60q, is empty, has %d bytes or more, contains a space or begins with a line break, which %s cannot " +
			"store; use %s",
		"단어 %d(%.60q)이(가) 비어 있거나, %d바이트 이상이거나, 공백이 있거나, 줄 바꿈으로 시작해 %s에 저장할 수 없습니다. %s을(를) 쓰세요",
	},
	{
		"word %d, %q, is empty or contains white space, which %s cannot store; use %s",
		"단어 %d(%q)이(가) 비어 있거나 공백이 있어 %s에 저장할 수 없습니다. %s을(를) 쓰세요",
	},

	// Models and memory maps.
	{
		"holds vectors but no trained model; use a %s file that training wrote",
		"벡터만 있고 학습된 모델이 없습니다. 학습이 저장한 %s 파일을 쓰세요",
	},
	{"has statistics that cannot be read: %w", "통계를 읽을 수 없습니다: %w"},
	{
		"the matrix %q has rows of %d numbers, the vectors have %d",
		"행렬 %q의 행은 수가 %d개인데 벡터는 %d개입니다",
	},
	{
		"number %d of the vector of %q is %v; train the model again with a lower learning rate",
		"단어 %[2]q의 벡터에서 수 %[1]d의 값이 %[3]v입니다. 학습률을 낮추어 모델을 다시 학습하세요",
	},
	{"%d bytes are more than this machine can map", "%d바이트는 이 컴퓨터에서 매핑할 수 없는 크기입니다"},
	{"the file was closed", "파일이 닫혔습니다"},
	{"is not a regular file and cannot be mapped", "일반 파일이 아니어서 매핑할 수 없습니다"},
	{
		"%w, or a frame after the first needs a window of more than %d MiB",
		"%w. 또는 첫 프레임 뒤의 프레임에 %d MiB보다 큰 윈도가 필요합니다",
	},
	{"%d words with %d offsets and %d counts", "단어는 %d개인데 위치는 %d개, 빈도는 %d개입니다"},
	{"the offsets of word %d are %d and %d in a text of %d bytes", "단어 %d의 위치가 %d와 %d인데 텍스트는 %d바이트입니다"},
	{"entry %d of the sorted order is the id %d; there are %d words", "정렬 순서의 항목 %d이(가) 단어 번호 %d입니다. 단어는 %d개입니다"},
	{"the count of word %d, %q, is %d", "단어 %d(%q)의 빈도가 %d입니다"},
	{"the sum of the counts of words 0 to %d is above 2^63-1", "단어 0에서 %d까지의 빈도 합이 2^63-1보다 큽니다"},
	{"the header's tensor %s: %w", "헤더의 텐서 %s: %w"},
	{
		"number %d of row %d of the matrix %q is %v, not a finite number",
		"행렬 %[3]q의 행 %[2]d, 열 %[1]d의 수가 %[4]v입니다. 유한한 수가 아닙니다",
	},
	{
		"the word %s stands for unknown words in these libraries; select the other words with --words",
		"이 라이브러리들에서 %s은(는) 미등록어(OOV)를 나타내는 단어입니다. --words로 다른 단어만 고르세요",
	},
	{"weights need the counts of the words, which these vectors lack", "가중치에는 단어의 빈도가 필요한데 이 벡터에는 빈도가 없습니다"},
	{"%s cannot be written to a stream; use WriteFile, or %s", "%s은(는) 스트림에 쓸 수 없습니다. WriteFile이나 %s을(를) 쓰세요"},
	{
		"no fonts found on this system (%w); install some (on Debian: apt install fonts-noto-cjk), or write svg or html",
		"이 시스템에 글꼴이 없습니다(%w). 글꼴을 설치하거나(데비안: apt install fonts-noto-cjk) svg나 html로 쓰세요",
	},
	{
		"a result is %v, which JSON cannot represent; the vectors contain numbers that are too large",
		"결과가 %v이어서 JSON으로 나타낼 수 없습니다. 벡터에 너무 큰 수가 있습니다",
	},
}

// recordErrors are the details of errors in files of text and records. They follow the
// file and the line, "reviews.csv:17: …". Korean texts number bytes and lines from 1, as
// English ones do.
var recordErrors = []Message{
	{
		"column %q is missing; use one of these, or its number: %.500s",
		"열 %q이(가) 없습니다. 다음 가운데 하나나 그 번호를 쓰세요: %.500s",
	},
	{
		"the number of fields is not that of the first record, %d; is a comma or a line end outside quotation marks?",
		"필드 수가 첫 레코드(%d개)와 다릅니다. 따옴표 밖에 쉼표나 줄 끝이 있습니까?",
	},
	{
		"byte %d of line %d: %w; put the field in quotation marks, and write those within it twice",
		"%[2]d번째 줄의 %[1]d번째 바이트: %[3]w. 필드를 따옴표로 묶고 그 안의 따옴표는 두 번 쓰세요",
	},
	{"text follows the JSON object; write one object per line", "JSON 객체 뒤에 텍스트가 있습니다. 한 줄에 객체 하나를 쓰세요"},
	{
		"byte %d of the line is NUL, so this is not text: a binary file, or UTF-16 without a byte order mark, " +
			"which needs the encoding utf-16le or utf-16be",
		"줄의 %d번째 바이트가 NUL이므로 텍스트가 아닙니다. 이진 파일이거나, 바이트 순서 표시가 없는 UTF-16 파일입니다. UTF-16이면 인코딩을 " +
			"utf-16le나 utf-16be로 지정하세요",
	},
	{
		"byte %d of the line is not %s; name the encoding of the file, convert the file if it mixes encodings, " +
			"or replace such bytes",
		"줄의 %d번째 바이트가 올바른 %s이(가) 아닙니다. 파일의 인코딩을 지정하거나, 여러 인코딩이 섞여 있으면 파일을 변환하거나, 그런 바이트를 대체하세요",
	},
	{
		"the record is longer than %d MiB; is a quotation mark not closed, or is this another kind of file?",
		"레코드가 %d MiB보다 깁니다. 닫지 않은 따옴표가 있거나 다른 종류의 파일입니까?",
	},
	{
		"the number of fields is %d, in the first record %d; is a tab or a line end outside quotation marks?",
		"레코드의 필드는 %d개인데 첫 레코드는 %d개입니다. 따옴표 밖에 탭이나 줄 끝이 있습니까?",
	},
	{"reading the temporary file of ids: %w", "단어 번호의 임시 파일 읽기: %w"},
	{"the corpus has the id %d, the vocabulary only %d words", "말뭉치에 단어 번호 %d이(가) 있는데 어휘의 단어는 %d개입니다"},
	{"min-particles is %d, must not be negative", "min-particles 값이 %d입니다. 음수일 수 없습니다"},
	{"top is %d, must not be negative", "top 값이 %d입니다. 음수일 수 없습니다"},
	{
		"the temperature is %v, must be above 0 and finite, or attention.Auto",
		"온도가 %v입니다. 0보다 큰 유한한 수나 attention.Auto여야 합니다",
	},
}
