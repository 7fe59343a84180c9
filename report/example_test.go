package report_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// tiny is a model of three words.
func tiny() *w2vattn.Model {
	words, err := vocab.New([]string{"cat", "kitten", "book"}, nil)
	if err != nil {
		panic(err)
	}
	table, err := embed.New(words, blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{2, 0, 1.5, .5, 0, 1}})
	if err != nil {
		panic(err)
	}
	model, err := w2vattn.New(table, tokenize.Default())
	if err != nil {
		panic(err)
	}
	return model
}

func ExampleWrite() {
	a, err := tiny().Attend("cat", "A kitten, a book.", w2vattn.AttendOptions{Score: attention.Dot})
	if err != nil {
		panic(err)
	}
	if err := report.Write(os.Stdout, a, report.CSV); err != nil {
		panic(err)
	}
	// Output:
	// sentence,query,position,token,known,score,weight,norm
	// 1,cat,0,a,false,,0,0
	// 1,cat,1,kitten,true,3,0.95257413,1.5811388
	// 1,cat,2,a,false,,0,0
	// 1,cat,3,book,true,0,0.047425874,1
}

// A Writer writes several results as one document, here a page in Korean.
func ExampleWriter() {
	model := tiny()
	var page bytes.Buffer
	w := report.NewWriter(&page, report.HTML, report.Options{Language: "ko", Title: "고양이"})
	for _, text := range []string{"a cat", "a book"} {
		s, err := model.SelfAttend(text, w2vattn.AttendOptions{})
		if err != nil {
			panic(err)
		}
		if err := w.Add(s); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	fmt.Println(strings.Count(page.String(), "<h2>"), "sentences, title:", strings.Contains(page.String(),
		"<title>고양이</title>"))
	// Output: 2 sentences, title: true
}

// A Worked shows every step, to be redone by hand.
func ExampleWorked() {
	a, err := tiny().Attend("cat", "kitten book", w2vattn.AttendOptions{Score: attention.Dot, Sparse: true,
		Temperature: 6})
	if err != nil {
		panic(err)
	}
	var steps bytes.Buffer
	if err := report.Write(&steps, report.Worked{Attention: a}, report.Text); err != nil {
		panic(err)
	}
	_, threshold, _ := strings.Cut(steps.String(), "Step 3. ")
	threshold, _, _ = strings.Cut(threshold, "\n\nStep 5.")
	fmt.Println(threshold)
	// Output:
	// The threshold: τ = (S − 1) / k. S is the sum of the k largest z, and k is the largest number with 1 + k × (k-th largest z) > S
	//  token   k  calculation     1 + k × z
	//  kitten  1  1 + 1 × 0       = 1        > S = 0
	//  book    2  1 + 2 × (−0.5)  = 0        > S = −0.5
	//  k = 2: τ = (−0.5 − 1) / 2 = −0.75
	//
	// Step 4. The weights: max(z − τ, 0)
	//  token   calculation             weight  0          .5          1
	//  kitten  max(0 − (−0.75), 0)     = 0.75  ██████████████████
	//  book    max(−0.5 − (−0.75), 0)  = 0.25  ██████
}
