package doctor

import (
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/tokenize"
)

// diagnosis returns a diagnosis with content for every line of the text.
func diagnosis() *Diagnosis {
	return &Diagnosis{
		Examination: &Examination{
			Statistics: corpus.Statistics{Sentences: 1000, Tokens: 12_345}, Files: 3, Encodings: map[string]int{"UTF-16": 1,
				"EUC-KR (CP949)": 1}, Marked: 1,
			Records: 1200, Missing: 7, Lines: LineFigures{Count: 1001, Empty: 1, Repeated: 20, OneIn: 4, Decomposed: 2,
				Longest: 80},
			SentenceTokens: Distribution{Mean: 12.3, P10: 4, Median: 11, P90: 20, P99: 40, Max: 1234},
			TokenLetters:   Distribution{Mean: 2.9, P10: 1, Median: 3, P90: 5, P99: 9, Max: 12},
		},
		Tokenizer: tokenize.Choice{Name: "korean", Auto: true, Hangul: .927},
		Bytes:     1_500_000, Distinct: 900, Words: 300, Unknown: 345, Effective: 9876.5,
		MinCounts: []Coverage{{MinCount: 1, Words: 900, Tokens: 12_345, Share: 1},
			{MinCount: 5, Words: 300, Tokens: 12_000, Share: .972}, {MinCount: 100}},
		Forecast: &Forecast{Seconds: 75, ReadingSeconds: 1.5, TrainingSeconds: 73.5, WordsPerSecond: 840_000,
			Epochs: 1, MemoryBytes: 2_000_000_000, DiskBytes: 3_000_000},
		Findings: []Finding{{Severity: Note, Text: "a note"}, {Severity: Warning, Text: "a warning"}},
	}
}

// whole is the text of diagnosis.
const whole = `corpus      1.5 MB in 3 files; 12,345 tokens in 1,000 sentences, 900 different words
tokenizer   korean (auto: 93 % of letters are Hangul)
encodings   1 file in EUC-KR (CP949), 1 file in UTF-16, 1 file in UTF-8; 1 with a byte order mark
records     1,200, 7 of them without the field
lines       1,001: 1 empty, about 20 repeated, 2 decomposed (NFD); the longest has 80 bytes
sentences   tokens: mean 12.3, median 11, 80 % from 4 to 20, 99 % at most 40, longest 1,234
tokens      characters: mean 2.9, median 3, 80 % from 1 to 5, 99 % at most 9, longest 12

 min-count       words          tokens      kept
         1         900          12,345   100.0 %
         5         300          12,000    97.2 %

training    300 words; 12,000 tokens an epoch, 9,876 after subsampling
forecast    about 1m15s: 1.5 s to read, 1m14s for 1 epoch at 840,000 words/s
memory      about 2.0 GB, and 3.0 MB in the temporary folder

note: a note
warning: a warning
`

func TestWriteText(t *testing.T) {
	var b strings.Builder
	if err := diagnosis().WriteText(&b); err != nil || b.String() != whole {
		t.Errorf("%v\n%s", err, b.String())
	}
	d := diagnosis()
	d.Encodings, d.Marked, d.Records, d.Lines.OneIn, d.Forecast, d.Findings = nil, 0, 0, 1, nil, nil
	d.Tokenizer.Auto = false
	b.Reset()
	if err := d.WriteText(&b); err != nil || !strings.HasSuffix(b.String(), "97.2 %\n\nno problems found\n") {
		t.Errorf("%v\n%s", err, b.String())
	}
	for _, absent := range []string{"tokenizer", "encodings", "records", "about", "forecast", "memory"} {
		if strings.Contains(b.String(), absent) {
			t.Errorf("%q is in\n%s", absent, b.String())
		}
	}
}

// korean is the text of diagnosis in Korean.
const korean = `말뭉치      파일 3개, 1.5 MB; 문장 1,000개, 토큰 12,345개, 서로 다른 단어 900개
토크나이저  korean (auto: 글자의 93%가 한글)
인코딩      EUC-KR (CP949) 파일 1개, UTF-16 파일 1개, UTF-8 파일 1개; 바이트 순서 표시(BOM)가 있는 파일 1개
레코드      1,200개, 그중 필드가 없는 레코드 7개
줄          1,001줄: 빈 줄 1, 반복되는 줄 약 20, 분해된(NFD) 줄 2; 가장 긴 줄 80바이트
문장        토큰 수: 평균 12.3, 중앙값 11, 80%는 4에서 20, 99%는 40 이하, 최대 1,234
토큰        글자 수: 평균 2.9, 중앙값 3, 80%는 1에서 5, 99%는 9 이하, 최대 12

 min-count        단어            토큰 남는 비율
         1         900          12,345    100.0%
         5         300          12,000     97.2%

학습        단어 300개; 에폭마다 토큰 12,000개, 서브샘플링 뒤 9,876
예상        약 1m15s: 읽기 1.5초, 1 에폭 학습 1m14s(초당 840,000 단어)
메모리      약 2.0 GB, 임시 폴더 3.0 MB

참고: 토큰의 50%가 한 글자입니다. 텍스트의 일부가 글자 단위로 나뉘었습니까?
warning: a warning
`

// TestWriteTextInKorean: labels are aligned by their width; a finding without a Korean text
// stays English.
func TestWriteTextInKorean(t *testing.T) {
	var b strings.Builder
	d := diagnosis()
	d.Findings[0].Text = d.advice(Finding{Code: Letters, Count: 1, Of: 2})
	if err := d.WriteTextIn(&b, "ko"); err != nil || b.String() != korean {
		t.Errorf("%v\n%s", err, b.String())
	}
}

// TestFindingsInKorean: the text of every finding has a Korean one.
func TestFindingsInKorean(t *testing.T) {
	d := diagnosis()
	d.Lines.InvalidAt, d.Lines.LongestAt = Place{"a.txt", 1}, Place{"a.txt", 2}
	d.Lines.RepeatedAt, d.plan = Place{"a.txt", 3}, Plan{Field: "body", Normalize: "nfc", Stop: []string{"the"}}
	for _, code := range []string{
		NoWords, Letters, OneSentence, NoneSurvive, LoneTokens, CutSentence, UnknownWord, FewWords, LongLine, Repeated,
		EmptyLines, Decomposed, OtherCoding, NoField, InvalidByte,
	} {
		for _, severity := range []Severity{Useless, Warning, Note} {
			for _, count := range []int64{1, 2} {
				text := d.advice(Finding{Code: code, Severity: severity, Count: count, Of: 10})
				if korean, ok := message.Translate(message.Korean, text); !ok || strings.Contains(korean, " or ") {
					t.Errorf("%s: %q", text, korean)
				}
			}
		}
	}
}
