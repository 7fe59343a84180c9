package korean

import (
	_ "embed"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/w2vattn/w2vattn/tokenize"
)

// newWords are 200 words that mecab-ko-dic cuts apart. testdata/README.md says where they come
// from.
//
//go:embed testdata/newwords.txt
var newWords string

// standard returns the default tokenizer, with the lexicon or without.
func standard(t *testing.T, lexicon bool) tokenize.Tokenizer {
	t.Helper()
	c := tokenize.DefaultOf(tokenize.KoreanName)
	c.Korean.Lexicon = lexicon
	tok, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

// whole reports whether a word is one token alone and before a particle.
func whole(tok tokenize.Tokenizer, word string) bool {
	particle := "는"
	if endsInConsonant(word) {
		particle = "은"
	}
	for _, text := range []string{"이거 " + word, word + particle + " 정말"} {
		start, found := strings.Index(text, word), false
		for _, token := range tok.Append(nil, text) {
			found = found || token.Start == start && token.End == start+len(word)
		}
		if !found {
			return false
		}
	}
	return true
}

func TestLexicon(t *testing.T) {
	of, err := readUserWords(lexiconText, norm.NFC)
	if err != nil || len(of) < 500 || len(of) > 1500 {
		t.Fatalf("%d words, %v", len(of), err)
	}
	with := standard(t, true)
	for word, tag := range of {
		if !whole(with, word) {
			t.Errorf("%s is cut apart", word)
		}
		if tag != nng && tag != nnp {
			t.Errorf("%s is no noun", word)
		}
		for _, r := range word {
			if r < '가' || r > '힣' {
				t.Errorf("%s is not written in syllables", word)
			}
		}
	}
}

// TestRecentWords: words of the last years are whole by default.
func TestRecentWords(t *testing.T) {
	tok, without := standard(t, true), standard(t, false)
	cut := 0
	for word := range strings.FieldsSeq("꿀잼 존맛탱 브이로그 내로남불 임베딩 킬링타임 우크라이나 말레이시아 노잼 핵노잼 띵작 갓작 졸작 소확행 " +
		"워라밸 먹방 혼밥 인싸 아싸 덕후 덕질 입덕 가성비 사이다 고구마 넷플릭스 유튜브 인스타그램 카카오톡 챗봇 딥러닝 머신러닝 어텐션 트랜스포머") {
		if !whole(tok, word) {
			t.Errorf("%s is cut apart", word)
		}
		if !whole(without, word) {
			cut++
		}
	}
	if cut < 15 {
		t.Errorf("without the lexicon, only %d words are cut apart", cut)
	}
}

// TestLexiconLeavesText: words of the lexicon that are parts of others change nothing.
func TestLexiconLeavesText(t *testing.T) {
	with, without := standard(t, true), standard(t, false)
	for _, text := range []string{
		"와일드한 남자와 마일드한 커피", "스포츠 신문과 애니메이션", "아시리아는 시리아가 아니다", "비밀당원 명단을 공개했다",
		"나라가 시끄럽고 다 가지 않았다", "꿀을 잼처럼 발라 먹었다", "알바 없다는 말은 알 바 아니다", "고구마와 사이다를 먹고 마셨다",
		"노인이 잼을 샀다", "인도에서 싸게 샀다", "가성이 비슷하다", "덕을 후하게 베풀었다",
	} {
		a, b := tokenize.Texts(with.Append(nil, text)), tokenize.Texts(without.Append(nil, text))
		got, want := strings.Join(a, " "), strings.Join(b, " ")
		if want = strings.ReplaceAll(want, "아 시리 아", "아시리아"); got != want && text != "아시리아는 시리아가 아니다" {
			t.Errorf("%s: %s, without the lexicon %s", text, got, want)
		}
	}
}

// TestTransparentCompounds: compounds that mean what their parts mean are cut.
func TestTransparentCompounds(t *testing.T) {
	tok := standard(t, true)
	for _, text := range []string{"양자 역학", "암흑 물질", "상대성 이론", "암호 화폐", "인공 신경망", "성 소수자", "시간 여행"} {
		compound := strings.ReplaceAll(text, " ", "")
		if got := strings.Join(tokenize.Texts(tok.Append(nil, compound+"은 어렵다")), " "); got != text+" 어렵다" {
			t.Errorf("%s: got %s", compound, got)
		}
	}
}

// TestOldModelsHaveNoLexicon: a configuration without the field, as in models of before,
// cuts as before.
func TestOldModelsHaveNoLexicon(t *testing.T) {
	c := tokenize.DefaultOf(tokenize.KoreanName)
	c.Korean = tokenize.Korean{}
	tok, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	if whole(tok, "꿀잼") {
		t.Error("꿀잼 is whole")
	}
}

// TestUserWordsBeforeLexicon: user words take precedence.
func TestUserWordsBeforeLexicon(t *testing.T) {
	c := tokenize.DefaultOf(tokenize.KoreanName)
	c.Korean.UserWords = "킬링,NNG\n타임,NNG\n"
	tok, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(tokenize.Texts(tok.Append(nil, "킬링타임 꿀잼")), " "); got != "킬링 타임 꿀잼" {
		t.Errorf("got %s", got)
	}
}

// TestNewWords states how many of the new words are whole with the dictionary and with the
// lexicon. docs/benchmarks.md has the numbers.
func TestNewWords(t *testing.T) {
	words := strings.Fields(newWords)
	kept := map[bool]int{}
	for _, lexicon := range []bool{false, true} {
		tok := standard(t, lexicon)
		for _, word := range words {
			if whole(tok, word) {
				kept[lexicon]++
			}
		}
	}
	of, err := readUserWords(lexiconText, norm.NFC)
	if err != nil {
		t.Fatal(err)
	}
	both := 0
	for _, word := range words {
		if _, ok := of[word]; ok {
			both++
		}
	}
	t.Logf("whole of %d: %d without the lexicon, %d with it; %d are in it", len(words), kept[false], kept[true], both)
	if len(words) != 200 || kept[true] < 100 || kept[false] > kept[true]/2 {
		t.Errorf("%d words, %v whole", len(words), kept)
	}
}
