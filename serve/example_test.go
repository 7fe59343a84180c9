package serve_test

import (
	"fmt"
	"net/http/httptest"
	"strings"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/serve"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Server is an http.Handler; Serve gives it a listener, timeouts and a
// graceful end.
func Example() {
	words, err := vocab.New([]string{"cat", "kitten", "book"}, nil)
	if err != nil {
		panic(err)
	}
	table, err := embed.New(words, blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, 0, 3, 4, 0, 1}})
	if err != nil {
		panic(err)
	}
	model, err := w2vattn.New(table, tokenize.Default())
	if err != nil {
		panic(err)
	}
	s, err := serve.New(serve.Config{Models: []*serve.Model{{Name: "tiny", Model: model}}})
	if err != nil {
		panic(err)
	}
	for _, path := range []string{"/api/similar?word=cat&n=1", "/api/similar?word=dog"} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		fmt.Println(w.Code, strings.TrimSpace(w.Body.String()))
	}
	// Output:
	// 200 [{"word":"kitten","cosine":0.6}]
	// 404 {"error":"the model does not know the word \"dog\"","unknown":["dog"],"near":[[]]}
}
