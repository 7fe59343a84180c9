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

// TestReportLanguage: the parameter lang chooses the language of a report; JSON and errors
// do not depend on it, nor on the browser's language.
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
