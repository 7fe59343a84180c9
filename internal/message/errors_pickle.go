package message

// pickleErrors are the details of errors in gensim's files, which are pickles, and in the
// arrays of numpy beside them. Names of Python, such as str or numpy.ndarray, stay as they
// are.
var pickleErrors = []Message{
	{
		"byte %d: the pickle names %s, which no vectors need and which could run code; the file is refused",
		"%d번째 바이트: pickle에 벡터에는 필요 없고 코드를 실행할 수 있는 %s이(가) 있어 파일을 읽지 않았습니다",
	},
	{
		"the pickle calls %s, which only names a value in files of vectors; the file is refused",
		"pickle이 %s을(를) 호출하는데, 벡터 파일에서는 값의 이름으로만 쓰이므로 파일을 읽지 않았습니다",
	},
	{"byte %d: the %s contains itself", "%d번째 바이트: %s이(가) 자기 자신을 포함합니다"},
	{"byte %d: the pickle ends with %d values, expected one", "%d번째 바이트: pickle이 값 %d개로 끝납니다. 하나여야 합니다"},
	{"byte %d: the file continues after the end of the pickle", "%d번째 바이트: pickle이 끝난 뒤에 파일이 계속됩니다"},
	{
		"the opcode %q is unknown, or must not occur in a file of vectors",
		"명령 코드 %q은(는) 알 수 없거나 벡터 파일에 있으면 안 됩니다",
	},
	{"a value is missing on the stack", "스택에 값이 없습니다"},
	{"a mark is missing on the stack", "스택에 표시(MARK)가 없습니다"},
	{"a class is missing after the mark", "표시(MARK) 뒤에 클래스가 없습니다"},
	{"entry %d of the memo is far after the %d before it", "메모 항목 %d이(가) 앞의 항목 %d개에서 너무 멀리 떨어져 있습니다"},
	{"there is no entry %d in the memo", "메모에 항목 %d이(가) 없습니다"},
	{
		"%d bytes are claimed to follow, but %d bytes are left in the file",
		"뒤에 %d바이트가 있다고 적혀 있지만 파일에는 %d바이트만 남아 있습니다",
	},
	{"protocol %d of pickle is not known; 0 to 5 are", "pickle 프로토콜 %d은(는) 알 수 없습니다. 0–5만 읽을 수 있습니다"},
	{"%.40q is not an integer", "%.40q은(는) 정수가 아닙니다"},
	{"%.40q is not a string in quotation marks", "%.40q은(는) 따옴표로 묶인 문자열이 아닙니다"},
	{"%.40q has an unknown escape sequence", "%.40q에 알 수 없는 이스케이프가 있습니다"},
	{"%.40q ends inside an escape sequence", "%.40q이(가) 이스케이프 중간에서 끝납니다"},
	{"%.10q is not a Unicode character", "%.10q은(는) 유니코드 문자가 아닙니다"},
	{"bytes are stored as a string that is not Latin-1", "바이트가 Latin-1이 아닌 문자열로 저장되어 있습니다"},
	{"items for a list, but a %s is on the stack", "리스트에 넣을 항목이 있는데 스택에는 %s이(가) 있습니다"},
	{"items for a set, but a %s is on the stack", "집합에 넣을 항목이 있는데 스택에는 %s이(가) 있습니다"},
	{
		"%d keys and values for a dict, but a %s is on the stack",
		"사전에 넣을 키와 값이 %d개인데 스택에는 %s이(가) 있습니다",
	},
	{"a %s and a %s do not name a class", "%s과(와) %s은(는) 클래스의 이름이 될 수 없습니다"},
	{"a %s is called with a %s", "%s을(를) 인수 %s(으)로 호출합니다"},
	{"arguments with names are not supported", "이름이 있는 인수는 지원하지 않습니다"},
	{"the state of the %s is set twice", "%s의 상태가 두 번 지정됩니다"},
	{"a %s has no state to set", "%s에는 지정할 상태가 없습니다"},
	{
		"an object of a class that is derived from another is not supported",
		"다른 클래스에서 파생된 클래스의 객체는 지원하지 않습니다",
	},
	{"a dict of a %s is not supported", "%s(으)로 만든 사전은 지원하지 않습니다"},
	{"a dict of pairs has a %s", "쌍으로 된 사전에 %s이(가) 있습니다"},
	{"the pickle copies the same values over and over", "pickle이 같은 값을 되풀이해서 복사합니다"},
	{"the list of words has the same words over and over", "단어 목록에 같은 단어가 되풀이됩니다"},
	{"a container of a %s is not supported", "%s(으)로 만든 컨테이너는 지원하지 않습니다"},

	// Arrays of numpy.
	{"elements of type %s with fields", "원소의 자료형 %s에 필드가 있습니다"},
	{"numpy.dtype has no name", "numpy.dtype에 이름이 없습니다"},
	{"the state of a numpy.dtype is a %s of another form", "numpy.dtype의 상태가 다른 형식의 %s입니다"},
	{"the byte order of a numpy.dtype is a %s", "numpy.dtype의 바이트 순서가 %s입니다"},
	{"an array without a state", "상태가 없는 배열입니다"},
	{"an array of a class other than numpy.ndarray", "numpy.ndarray가 아닌 클래스의 배열입니다"},
	{"the state of a numpy.ndarray is a %s of another form", "numpy.ndarray의 상태가 다른 형식의 %s입니다"},
	{"an array has a %s as its shape and a %s as its type", "배열의 모양이 %s, 자료형이 %s입니다"},
	{"an array has a %s as a length, or a negative one", "배열의 길이가 %s이거나 음수입니다"},
	{"the elements of an array are not Latin-1", "배열의 원소가 Latin-1이 아닙니다"},
	{"an array has %d dimensions, at most %d are allowed", "배열이 %d차원입니다. 최대 %d차원까지 허용됩니다"},
	{"an array of type %s has a %s as its elements", "자료형이 %s인 배열의 원소가 %s입니다"},
	{"an array of type %s and the shape %v has %d bytes", "자료형이 %s, 모양이 %v인 배열이 %d바이트입니다"},
	{"_frombuffer has %d arguments, expected 4", "_frombuffer의 인수가 %d개입니다. 4개여야 합니다"},
	{
		"the array has elements of type %s and the shape %v, expected two dimensions of numbers of type f",
		"배열 원소의 자료형은 %s, 모양은 %v입니다. 자료형 f인 수의 2차원 배열이어야 합니다",
	},
	{"the array has the shape %v", "배열의 모양이 %v입니다"},

	// gensim's objects.
	{
		"the pickle has a %s, expected KeyedVectors, Word2Vec or FastText of gensim",
		"pickle에 %s이(가) 있습니다. gensim의 KeyedVectors, Word2Vec, FastText여야 합니다",
	},
	{"the %s has no list of words (index_to_key)", "%s에 단어 목록(index_to_key)이 없습니다"},
	{"the %s has no vectors", "%s에 벡터가 없습니다"},
	{
		"the word is a %s, expected a str; save the vectors with strings as keys",
		"단어가 %s입니다. str이어야 하므로 문자열을 키로 하여 벡터를 다시 저장하세요",
	},
	{"%s is a %s, expected an array", "%s이(가) %s입니다. 배열이어야 합니다"},
	{"the counts of the words are not integers", "단어의 빈도가 정수가 아닙니다"},
	{"the counts of the words: %w", "단어의 빈도: %w"},
	{
		"a FastText model of gensim before 3.7.2, whose n-grams have other hashes; load it into gensim 3.8.3 " +
			"and save it again",
		"gensim 3.7.2 이전의 FastText 모델은 n-그램의 해시가 다릅니다. gensim 3.8.3에서 불러와 다시 저장하세요",
	},
	{"%s: the shape is [%d %d], expected [%d %d]", "%s: 모양이 [%d %d]입니다. [%d %d]여야 합니다"},
	{"the vectors continue for %d bytes after the last", "마지막 벡터 뒤에 %d바이트가 더 있습니다"},
	{
		"the array is in another file, which a stream does not have; give the path of the file",
		"배열이 다른 파일에 있어 스트림으로는 읽을 수 없습니다. 파일의 경로를 지정하세요",
	},
	{
		"the file %s is missing; gensim stores large arrays beside the file: copy it too (%w)",
		"파일 %s이(가) 없습니다. gensim은 큰 배열을 파일 옆에 저장하므로 함께 복사하세요(%w)",
	},
	{
		"%s has %d bytes, expected %d for the shape %v of its header",
		"%s의 크기가 %d바이트입니다. 헤더의 모양 %[4]v에 따르면 %[3]d바이트여야 합니다",
	},
	{"a matrix has %d rows, expected %d", "행렬의 행이 %d개입니다. %d개여야 합니다"},
}
