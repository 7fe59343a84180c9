package message

// systemErrors are errors of operating systems and of Go's library. Their English is
// not ours, so it can change with a version of either; a text that is not found here
// stays English.
var systemErrors = []Message{
	{"no such file or directory", "그런 파일이나 폴더가 없습니다"},
	{"permission denied", "권한이 없습니다"},
	{"is a directory", "폴더입니다"},
	{"not a directory", "폴더가 아닙니다"},
	{"file exists", "파일이 이미 있습니다"},
	{"file name too long", "파일 이름이 너무 깁니다"},
	{"no space left on device", "장치에 남은 공간이 없습니다"},
	{"read-only file system", "읽기 전용 파일 시스템입니다"},
	{"input/output error", "입출력 오류입니다"},
	{"too many open files", "열린 파일이 너무 많습니다"},
	{"cannot allocate memory", "메모리를 할당할 수 없습니다"},
	{"broken pipe", "파이프가 끊겼습니다"},
	{"unexpected EOF", "데이터가 중간에 끊겼습니다"},
	{"EOF", "데이터가 끝났습니다"},
	{"context canceled", "취소되었습니다"},
	{"address %s: missing port in address", "주소 %s: 포트가 없습니다"},
	{"address %s: too many colons in address", "주소 %s: 콜론이 너무 많습니다"},
}
