package serve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// A document is the part of the OpenAPI document that is tested.
type document struct {
	Paths map[string]map[string]struct {
		Parameters []struct{ Name string }
		Responses  map[string]struct {
			Content map[string]struct{ Schema json.RawMessage }
		}
	}
}

// TestOpenAPI compares the document with the routes, and every documented answer with its
// schema, which OpenAPI 3.1 writes as JSON Schema.
func TestOpenAPI(t *testing.T) {
	s := newServer(t)
	raw := bodyOf(t, ask(s, "GET /openapi.json"))
	var doc document
	if err := json.Unmarshal([]byte(raw), &doc); err != nil {
		t.Fatal(err)
	}
	any, err := jsonschema.UnmarshalJSON(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	schemas := jsonschema.NewCompiler()
	if err := schemas.AddResource("api.json", any); err != nil {
		t.Fatal(err)
	}
	for _, r := range s.calls() {
		call, ok := doc.Paths[r.path][strings.ToLower(r.method)]
		if !ok {
			t.Errorf("%s %s is not documented", r.method, r.path)
		}
		var names []string
		for _, p := range call.Parameters {
			names = append(names, p.Name)
		}
		if !slices.Equal(names, r.parameters) {
			t.Errorf("%s takes %q, %q are documented", r.path, r.parameters, names)
		}
	}
	if len(doc.Paths) != len(s.calls()) {
		t.Errorf("%d paths are documented, there are %d calls", len(doc.Paths), len(s.calls()))
	}
	for path, methods := range doc.Paths {
		for method, call := range methods {
			for status, response := range call.Responses {
				for kind := range response.Content {
					if kind != jsonType || response.Content[kind].Schema == nil {
						continue // files
					}
					at := fmt.Sprintf("api.json#/paths/%s/%s/responses/%s/content/application~1json/schema",
						strings.ReplaceAll(path, "/", "~1"), method, status)
					schema, err := schemas.Compile(at)
					if err != nil {
						t.Fatal(err)
					}
					for _, r := range provoke(t, s, path, status) {
						checkAnswer(t, r, path, status, schema)
					}
				}
			}
		}
	}
}

// checkAnswer compares an answer with its schema.
func checkAnswer(t *testing.T, r *http.Response, path, status string, schema *jsonschema.Schema) {
	t.Helper()
	body := bodyOf(t, r)
	if fmt.Sprint(r.StatusCode) != status {
		t.Errorf("%s: %d %.200s, want %s", path, r.StatusCode, body, status)
		return
	}
	if again := r.Header.Get("Retry-After"); (again != "") != (status == "429" || status == "503") {
		t.Errorf("%s %s: Retry-After is %q", path, status, again)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(body)))
	if err == nil {
		err = schema.Validate(v)
	}
	if err != nil {
		t.Errorf("%s %s: %v", path, status, err)
	}
	if object, ok := v.(map[string]any); ok { // a field more is seen
		object["more"] = 1
		if schema.Validate(object) == nil {
			t.Errorf("%s %s: a field that is not documented is not seen", path, status)
		}
	}
}

// provocations are requests that a path answers with a status.
var provocations = map[string]map[string][]string{
	"/api/attend": {
		"200": {`POST /api/attend {"query":"cat","text":"the cat reads a zebra"}`,
			`POST /api/attend {"query":["cat","book"],"tokens":["a","b"],"nearest":0,"score":"cosine","temperature":"auto"}`,
			`POST /api/attend {"self":true,"causal":true,"text":"the cat zebra"}`,
			`POST /api/attend {"self":true,"text":"","nearest":0}`,
			`POST /api/attend {"to":"a zebra","text":"the cat reads","normalizer":"sparsemax"}`,
			`POST /api/attend {"to":["cat","dog"],"tokens":[],"nearest":0}`,
			`POST /api/attend {"query":"cat","text":"the cat reads","eojeol":true,"spans":true}`,
			`POST /api/attend {"self":true,"text":"the cat zebra","eojeol":true}`,
			`POST /api/attend {"self":true,"text":"the cat zebra","eojeol":true,"spans":true,"packed":true}`,
			`POST /api/attend {"self":true,"text":"the cat","spans":true}`,
			`POST /api/attend {"to":"a zebra","text":"the cat reads","packed":true,"spans":true,"nearest":0}`,
			`POST /api/attend {"to":"a zebra","text":"the cat","spans":true}`,
			`POST /api/attend {"model":"two","query":"cat","text":""}`},
		"400": {"POST /api/attend {"}, "404": {`POST /api/attend {"query":"zebra","text":"a"}`,
			`POST /api/attend {"query":"cat","text":"a","model":"x"}`},
		"413": {"POST /api/attend " + strings.Repeat("a", maxBody+1)}, "422": {"POST /api/attend {}"},
	},
	"/api/report": {
		"400": {"POST /api/report?format=svg {"}, "404": {`POST /api/report?format=svg {"query":"zebra","text":"a"}`},
		"413": {"POST /api/report " + strings.Repeat("a", maxBody+1)}, "422": {"POST /api/report?format=svg {}"},
	},
	"/api/search": {
		"200": {`POST /api/search {"query":"cat zebra"}`, `POST /api/search {"query":"책","n":1}`},
		"400": {"POST /api/search {"},
		"404": {`POST /api/search {"query":"zebra"}`, `POST /api/search {"query":"cat","model":"two"}`,
			`POST /api/search {"query":"cat","model":"x"}`},
		"413": {"POST /api/search " + strings.Repeat("a", maxBody+1)}, "422": {"POST /api/search {}"},
	},
	"/api/similar": {
		"200": {"GET /api/similar?word=cat&minus=book", "GET /api/similar?word=cat&n=1"}, "400": {"GET /api/similar"},
		"404": {"GET /api/similar?word=catt&word=zebra"}, "422": {"GET /api/similar?word=cat&n=0"},
	},
	"/api/analogy": {
		"200": {"GET /api/analogy?a=cat&b=book&c=reads"}, "400": {"GET /api/analogy"},
		"404": {"GET /api/analogy?a=catt&b=book&c=reads"}, "422": {"GET /api/analogy?a=cat&b=book&c=reads&n=0"},
	},
	"/api/odd": {
		"200": {"GET /api/odd?word=cat&word=book&word=reads"}, "400": {"GET /api/odd"},
		"404": {"GET /api/odd?word=catt&word=cat"}, "422": {"GET /api/odd?word=cat"},
	},
	"/api/vector": {
		"200": {"GET /api/vector?word=cat&word=Book"}, "400": {"GET /api/vector?words=cat"},
		"404": {"GET /api/vector?word=catt"}, "422": {"GET /api/vector"},
	},
	"/api/map": {
		"200": {"GET /api/map", "GET /api/map?n=3&model=two"}, "400": {"GET /api/map?n=many"},
		"404": {"GET /api/map?model=x"}, "422": {"GET /api/map?n=0"},
	},
	"/api/info": {"200": {"GET /api/info", "GET /api/info?model=two"}, "400": {"GET /api/info?a=b"},
		"404": {"GET /api/info?model=x"}},
	"/api/models": {"200": {"GET /api/models"}, "400": {"GET /api/models?a=b"}},
}

// provoke sends a request that a path answers with a status.
func provoke(t *testing.T, s *Server, path, status string) []*http.Response {
	t.Helper()
	good := append(provocations[path]["200"], `POST `+path+`?format=svg {"query":"cat","text":"a"}`)[0]
	switch status {
	case "403":
		return []*http.Response{askFrom(s, "cross-site", good)}
	case "429":
		for range maxAtOnce {
			s.slots <- struct{}{}
		}
		defer func() {
			for range maxAtOnce {
				<-s.slots
			}
		}()
		return []*http.Response{ask(s, good)}
	case "503":
		s.stopping.Store(true)
		defer s.stopping.Store(false)
		return []*http.Response{ask(s, good)}
	}
	var all []*http.Response
	for _, request := range provocations[path][status] {
		all = append(all, ask(s, request))
	}
	if all == nil {
		t.Errorf("no request makes %s answer %s", path, status)
	}
	return all
}
