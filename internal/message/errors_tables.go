package message

// tableErrors are the errors in Parquet files and SQLite databases: what a column lacks, and
// what to do with it. Names of columns and code of Python and SQL stay as they are.
var tableErrors = []Message{
	{"a parquet file cannot be read from a stream; give a file", "parquet 파일은 스트림으로 읽을 수 없습니다. 파일을 지정하세요"},
	{"the file has %d bytes, fewer than any Parquet file", "파일이 %d바이트로, Parquet 파일이라기에는 너무 작습니다"},
	{
		"an encrypted Parquet file cannot be read; write it without encryption",
		"암호화된 Parquet 파일은 읽을 수 없습니다. 암호화하지 않고 저장하세요",
	},
	{"the file does not begin as a Parquet file", "파일의 첫머리가 Parquet 파일이 아닙니다"},
	{
		"the file does not end as a Parquet file; it may be incomplete",
		"파일의 끝이 Parquet 파일이 아닙니다. 파일이 잘렸을 수 있습니다",
	},
	{"the footer claims %d bytes, but the file has %d", "꼬리말의 크기가 %d바이트라고 하지만 파일은 %d바이트입니다"},
	{
		"the file has no rows, so that the length of its vectors is not known",
		"파일에 행이 없어 벡터의 길이를 알 수 없습니다",
	},
	{"word 1: the vector has more than %d numbers", "첫 번째 단어: 벡터의 수가 %d개보다 많습니다"},
	{"word 1: %w", "첫 번째 단어: %w"},
	{"the column word is null; leave such rows out", "word 열이 null입니다. 그런 행을 빼세요"},
	{
		"the column count is null here, but not in the first row; fill in 0, or remove the column",
		"count 열이 여기서는 null인데 첫 행에서는 아닙니다. 0으로 채우거나 열을 없애세요",
	},
	{"the count is %d", "빈도가 %d입니다"},
	{
		"the vector has %d numbers, but the first one has %d",
		"벡터의 수가 %d개인데 첫 벡터는 %d개입니다",
	},
	{
		"the vector has more numbers than the first one, which has %d",
		"벡터의 수가 첫 벡터의 %d개보다 많습니다",
	},
	{"the column %s has more rows than the column word", "%s 열의 행이 word 열보다 많습니다"},
	{"the column %s has fewer rows than the column word", "%s 열의 행이 word 열보다 적습니다"},
	{
		`the column vector holds bytes, not lists of numbers; store lists, in pandas: ` +
			`df["vector"] = df["vector"].map(lambda b: numpy.frombuffer(b, "<f4"))`,
		`vector 열이 수의 목록이 아니라 바이트입니다. 목록으로 저장하세요. pandas에서는: ` +
			`df["vector"] = df["vector"].map(lambda b: numpy.frombuffer(b, "<f4"))`,
	},
	{
		"the column vector has the type %s, not a list of numbers; %s",
		"vector 열의 자료형이 수의 목록이 아니라 %s입니다. %s",
	},
	{
		"the column vector has lists of %s, not of float32 or float64; %s",
		"vector 열이 float32나 float64가 아니라 %s의 목록입니다. %s",
	},
	{
		`store lists of float32, in pandas: df["vector"] = df["vector"].map(lambda v: numpy.asarray(v, "float32"))`,
		`float32 목록으로 저장하세요. pandas에서는: df["vector"] = df["vector"].map(lambda v: numpy.asarray(v, "float32"))`,
	},
	{
		`the column word has the type %s, not string; convert it, in pandas: df["word"] = df["word"].astype(str)`,
		`word 열의 자료형이 문자열이 아니라 %s입니다. 바꾸세요. pandas에서는: df["word"] = df["word"].astype(str)`,
	},
	{
		`the column count has the type %s, not int64; convert it, in pandas: df["count"] = df["count"].astype("int64")`,
		`count 열의 자료형이 int64가 아니라 %s입니다. 바꾸세요. pandas에서는: df["count"] = df["count"].astype("int64")`,
	},
	{
		"the vector contains null; leave the row out, or fill in a number",
		"벡터에 null이 있습니다. 그 행을 빼거나 수로 채우세요",
	},
	{
		`the vector is null or empty; leave such rows out, in pandas: df = df[df["vector"].str.len() > 0]`,
		`벡터가 null이거나 비어 있습니다. 그런 행을 빼세요. pandas에서는: df = df[df["vector"].str.len() > 0]`,
	},
	{
		`there is no column %s (columns: %s); rename yours, in pandas: df.rename(columns={"…": "%s"})`,
		`%s 열이 없습니다(있는 열: %s). 열의 이름을 바꾸세요. pandas에서는: df.rename(columns={"…": "%s"})`,
	},
	{"the column %s is a struct of %d fields", "%s 열은 필드가 %d개인 구조체입니다"},
	{
		"a row group claims %d bytes at byte %d, but the file has %d",
		"행 그룹이 %[2]d번째 바이트에서 %[1]d바이트를 차지한다고 하지만 파일은 %[3]d바이트입니다",
	},
	{"byte %d: the header of a page: %w", "%d번째 바이트: 페이지 헤더: %w"},
	{
		"byte %d: a page claims %d bytes, %d uncompressed, and %d values, but the column has %d bytes",
		"%d번째 바이트: 페이지가 %d바이트, 압축을 풀면 %d바이트, 값 %d개라고 하지만 열은 %d바이트입니다",
	},

	// SQLite.
	{
		"a database cannot be read from a stream; give the path of a file that is not compressed",
		"데이터베이스는 스트림으로 읽을 수 없습니다. 압축하지 않은 파일의 경로를 지정하세요",
	},
	{
		"the database exists; name another file, or replace it with --overwrite",
		"데이터베이스가 이미 있습니다. 다른 파일을 지정하거나 --overwrite로 바꾸세요",
	},
	{"the %s in the metadata is not JSON: %.60q", "메타데이터의 %s이(가) JSON이 아닙니다: %.60q"},
	{"%w; delete this row of the table meta", "%w. 테이블 meta에서 이 행을 지우세요"},
	{
		"there is no table %s (tables: %s); docs/sql.md has the schema",
		"테이블 %s이(가) 없습니다(있는 테이블: %s). docs/sql.md에 스키마가 있습니다",
	},
	{
		"the table %s has no column %s (columns: %s); docs/sql.md has the schema",
		"테이블 %s에 %s 열이 없습니다(있는 열: %s). docs/sql.md에 스키마가 있습니다",
	},
	{
		"the column embedding has the type %s, not blob; store float32 numbers, little-endian: " +
			"vec_f32(embedding) of sqlite-vec does so",
		"embedding 열의 자료형이 blob이 아니라 %s입니다. 리틀 엔디언 float32로 저장하세요. sqlite-vec의 vec_f32(embedding)가 " +
			"그렇게 합니다",
	},
	{
		"the first embedding has %d bytes, not those of 1 to %d float32 numbers",
		"첫 embedding이 %d바이트로, float32 1–%d개의 크기가 아닙니다",
	},
	{
		"there are no words, and the table meta does not have the length of vectors",
		"단어가 없고, 테이블 meta에 벡터의 길이도 없습니다",
	},
	{"after word %d: %w", "단어 %d개를 읽은 뒤: %w"},
	{"word %d: %w", "%d번째 단어: %w"},
	{"the word with the id %d is null; delete such rows", "id가 %d인 단어가 null입니다. 그런 행을 지우세요"},
	{
		"the word with the id %d is the number %v, not text; CAST(word AS TEXT) converts it",
		"id가 %d인 단어가 텍스트가 아니라 수 %v입니다. CAST(word AS TEXT)로 바꾸세요",
	},
	{
		"the count of %q is %v, not a whole number; set it, or drop the column",
		"%q의 빈도가 정수가 아니라 %v입니다. 값을 고치거나 열을 없애세요",
	},
	{
		"the embedding with the id %d has %d bytes, but the first one has %d",
		"id가 %d인 embedding은 %d바이트인데 첫 embedding은 %d바이트입니다",
	},
	{
		"there is no vector with the id %d of the word; delete the word, or add the vector",
		"단어의 id %d에 해당하는 벡터가 없습니다. 단어를 지우거나 벡터를 넣으세요",
	},
	{
		"the word %d, %.60q, is empty or contains a NUL, which %s cannot store; use %s",
		"%d번째 단어 %.60q은(는) 비었거나 NUL이 있어 %s에 저장할 수 없습니다. %s을(를) 쓰세요",
	},
	{"--normalized is for %s, not for %s", "--normalized는 %s에만 쓰며 %s에는 쓸 수 없습니다"},
	{
		"--overwrite is for %s: files in the format %s are always replaced",
		"--overwrite는 %s에만 씁니다. %s 형식의 파일은 언제나 바꿉니다",
	},
	{"--map is for %s, not for %s", "--map은 %s에만 쓰며 %s에는 쓸 수 없습니다"},
}
