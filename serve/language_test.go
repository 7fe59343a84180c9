package serve

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestPageLanguage: the page is in the language of the parameter lang, else in that of the
// Accept-Language header; each has its entity tag.
func TestPageLanguage(t *testing.T) {
	s := newServer(t)
	defer s.Close()
	tags := map[string]string{}
	for _, c := range []struct{ path, accept, want string }{
		{"/", "", "en"}, {"/", "ko-KR,ko;q=0.9,en;q=0.5", "ko"}, {"/", "en-GB,ko;q=0.9", "en"},
		{"/", "fr, ko;q=0.1", "ko"},
		{"/?lang=ko", "", "ko"}, {"/?lang=ko", "en", "ko"}, {"/?lang=en", "ko", "en"}, {"/?lang=xx", "ko", "ko"},
		{"/?lang=", "ko", "ko"},
	} {
		r := httptest.NewRequest(http.MethodGet, c.path, nil)
		r.Header.Set("Accept-Language", c.accept)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		got, body := w.Result(), w.Body.String()
		if !strings.Contains(body, fmt.Sprintf(`<html lang="%s">`, c.want)) ||
			got.Header.Get("Content-Language") != c.want ||
			!strings.Contains(strings.Join(got.Header.Values("Vary"), ","), "Accept-Language") {
			t.Errorf("%s with %q: %v %.60s", c.path, c.accept, got.Header, body)
		}
		tags[c.want] = got.Header.Get("ETag")
	}
	if tags["en"] == tags["ko"] || tags["en"] == "" {
		t.Errorf("entity tags %q", tags)
	}
}

// TestReportLanguage: the parameter lang chooses the language of a report; JSON does not
// depend on it.
func TestReportLanguage(t *testing.T) {
	s := newServer(t)
	defer s.Close()
	body := ` {"query":"cat","text":"the cat reads"}`
	for path, want := range map[string]string{
		"/api/report?format=text": "query “cat”", "/api/report?format=text&lang=en": "query “cat”",
		"/api/report?format=text&lang=ko": "쿼리 “cat”",
		"/api/report?format=svg&lang=ko":  "점수 차이의 원인", "/api/report?format=html&lang=ko": `<html lang="ko">`,
		"/api/report?format=text&lang=fr": `{"error":"parameter lang is \"fr\", must be en or ko"}`,
	} {
		if got := bodyOf(t, ask(s, "POST "+path+body)); !strings.Contains(got, want) {
			t.Errorf("%s: no %q in %.300s", path, want, got)
		}
	}
	for _, format := range []string{"json", "csv"} {
		en := bodyOf(t, ask(s, "POST /api/report?format="+format+"&lang=en"+body))
		if ko := bodyOf(t, ask(s, "POST /api/report?format="+format+"&lang=ko"+body)); ko != en {
			t.Errorf("%s: %s\n%s", format, ko, en)
		}
	}
}

// TestErrorLanguage: the text of an error is in the language of the parameter lang, else of
// Accept-Language; status and the other fields do not depend on it.
func TestErrorLanguage(t *testing.T) {
	s := newServer(t)
	defer s.Close()
	for _, c := range []struct{ request, accept, want string }{
		{"GET /api/similar?word=kat&lang=ko", "", `"모델에 없는 단어입니다: \"kat\", 철자가 비슷한 단어: cat`},
		{"GET /api/similar?word=kat", "ko-KR,en;q=0.1", "모델에 없는 단어입니다"},
		{"GET /api/similar?word=kat&lang=en", "ko", "does not know the word"},
		{"GET /api/similar?word=kat", "", "does not know the word"},
		{"GET /api/similar?word=cat&n=0&lang=ko", "", "매개변수 n의 값이 0입니다. 1에서 1000까지여야 합니다"},
		{"GET /api/similar?word=cat&lang=fr", "", "must be en or ko"},
		{"GET /api/similar?wrd=cat&lang=ko", "", `\"wrd\" 매개변수는 없습니다`},
		{"GET /api/info?lang=ko", "", `"format"`},
		{"GET /nothing?lang=ko", "", "이 경로에는 아무것도 없습니다"},
		{"GET /api/attend?lang=ko", "", "/api/attend 경로에는 POST 요청만"},
		{`POST /api/attend?lang=ko {"query":"cat"}`, "", `\"text\"와 \"tokens\" 가운데 하나를 지정하세요`},
		{`POST /api/attend?lang=ko {"query":3,"text":"a"}`, "", `\"query\"는 단어나 단어 목록이어야 합니다`},
		{`POST /api/attend?lang=ko {"query":"cat","text":3}`, "", `값이 JSON number입니다. 필요한 값: 문자열`},
		{`POST /api/attend?lang=ko {"query":"cat"`, "", "본문이 JSON 값의 중간에서 끝납니다"},
		{"POST /api/attend?lang=ko []", "", "본문이 JSON"},
	} {
		method, rest, _ := strings.Cut(c.request, " ")
		path, body, _ := strings.Cut(rest, " ")
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.Header.Set("Accept-Language", c.accept)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if got := w.Body.String(); !strings.Contains(got, c.want) {
			t.Errorf("%s: no %s in %.300s", c.request, c.want, got)
		}
	}
}
