package message

// searchHelp is the help of search and serve. "Sentence" is 문장 and "index" 색인 in all
// texts.
var searchHelp = []Message{
	{"Rank the sentences of a corpus for a query", "말뭉치의 문장을 쿼리와 가까운 순서로 나열"},
	{
		`Rank the sentences of a corpus for a query, a word or a text. The query attends
to each sentence. The score is the cosine of the query and the context vector,
and the contribution of each word to it is shown. Several -q are averaged.

With --index FILE the sentences are stored in an index. FILE is built if it does
not exist and extended by files of CORPUS that are not in it. It stores how its
files are read. Without CORPUS the sentences in the index are searched, even if
their files have changed. --rebuild builds the index again.

--to-parquet FILE writes the sentences with their vectors, files and lines as a
table. The vector is the mean of the words' vectors, weighted by --weighting. -q
is not needed then.`,
		`말뭉치의 문장을 쿼리(단어나 텍스트)와 가까운 순서로 보여 줍니다. 쿼리의 어텐션을
문장마다 계산합니다. 점수는 쿼리와 문맥 벡터의 코사인 유사도이며, 점수에 대한
단어별 기여도도 보여 줍니다. -q를 여러 번 지정하면 그 벡터들의 평균을 쿼리로
씁니다.

--index FILE을 지정하면 문장을 색인에 저장합니다. FILE이 없으면 새로 만들고,
색인에 없는 CORPUS 파일은 추가합니다. 파일을 읽는 방법도 색인에 저장합니다.
CORPUS를 지정하지 않으면 원본 파일이 바뀌었더라도 색인에 있는 문장에서 찾습니다.
--rebuild는 색인을 다시 만듭니다.

--to-parquet FILE은 문장을 벡터, 파일 이름, 줄 번호와 함께 표로 저장합니다.
벡터는 단어 벡터를 --weighting으로 가중한 평균입니다. 이때는 -q가 없어도
됩니다.`,
	},
	{"query `TEXT`, a word or a text; several are averaged", "쿼리 `TEXT`, 단어나 텍스트. 여러 개면 평균"},
	{"store the sentences in `FILE` for the next search", "다음 검색을 위해 문장을 `FILE`에 저장"},
	{"write all sentences and their vectors to `FILE`", "모든 문장과 그 벡터를 `FILE`에 저장"},
	{"build the index again from CORPUS or its own files", "CORPUS나 색인의 원본 파일로 색인을 다시 만듦"},
	{"token weights", "토큰 가중치"},
	{"`T` divides the scores; none: no attention", "점수를 `T`로 나눔. none: 어텐션 없음"},
	{"keep the direction common to all sentences", "모든 문장에 공통인 방향을 남김"},
	{"number of sentences", "문장 수"},
	{"Serve a web page and an HTTP API for models", "모델을 웹 페이지와 HTTP API로 제공"},
	{
		`Serve a web page that shows attention, nearest words and a map of words, and the
HTTP API that it uses; /openapi.json describes it. /metrics is for Prometheus,
/healthz and /readyz are for health checks.

By default only this machine can connect; see --addr. There is no password:
whoever can connect can read the models. After SIGTERM or Ctrl-C the server
answers the accepted requests and ends with exit code 0.

With --corpus the server answers while it reads the files. Searches wait until
they are read, and the page and /readyz show the progress.

Large tables that are searched often are copied as 8-bit numbers, which is
faster and gives the same answers. All copies take at most 1 GiB of memory.`,
		`어텐션, 가까운 단어, 단어 지도를 보여 주는 웹 페이지와 그 페이지가 쓰는 HTTP
API를 제공합니다. API는 /openapi.json에 설명되어 있습니다. /metrics는
Prometheus용, /healthz와 /readyz는 상태 확인용입니다.

기본 설정에서는 이 컴퓨터에서만 접속할 수 있습니다(--addr 참고). 비밀번호가
없으므로 접속할 수 있는 사람은 모델을 읽을 수 있습니다. SIGTERM이나 Ctrl-C를
받으면 이미 받은 요청에 답한 뒤 종료 코드 0으로 끝납니다.

--corpus를 지정하면 파일을 읽는 동안에도 응답합니다. 검색은 다 읽을 때까지
기다리며, 페이지와 /readyz가 진행 상황을 보여 줍니다.

자주 검색하는 큰 임베딩 테이블은 8비트 수로 바꾼 복사본을 만들어 둡니다. 검색은
더 빨라지고 결과는 같습니다. 복사본이 쓰는 메모리는 모두 합하여 최대
1 GiB입니다.`,
	},
	{"make `FILE` searchable, or NAME=FILE; may be repeated", "문장을 검색할 `FILE` 또는 NAME=FILE. 여러 번 지정 가능"},
	{"`MODEL`, or NAME=MODEL; may be repeated; first: default", "`MODEL` 또는 NAME=MODEL. 여러 번 지정 가능, 첫 모델이 기본값"},
	{"listen on `ADDRESS` and port; port 0: any free port", "접속을 받을 `ADDRESS`와 포트. 포트 0: 비어 있는 포트"},
	{"another host `NAME` of the server; may be repeated", "서버의 추가 호스트 이름 `NAME`. 여러 번 지정 가능"},
	{"format of the log on standard error", "표준 오류에 쓰는 로그의 형식"},
}
