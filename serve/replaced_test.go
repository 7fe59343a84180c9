package serve

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// TestReplacedWords: answers in JSON and reports name the words that replaced unknown
// ones.
func TestReplacedWords(t *testing.T) {
	s := newServer(t)
	body := `{"query":"cat","text":"a bookk","oov":"nearest","nearest":0}`
	for path, want := range map[string]string{"/api/attend": `"replaced":{"bookk":["book"]}`,
		"/api/report?format=text": "bookk → book", "/api/report?format=text&lang=ko": "다른 단어로 대체한 미등록어(OOV): bookk → " +
			"book"} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("POST", path, strings.NewReader(body)))
		if w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}
