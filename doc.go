// Package w2vattn trains word vectors and shows how a query word attends over a
// sentence, for English and Korean alike.
//
// A [Model] is an embedding table with the tokenizer of the corpus that it was
// trained on. [Open] opens one, [Train] makes one; [Model.Attend] lets a word
// attend over a text:
//
//	model, err := w2vattn.Open("reviews.safetensors")
//	defer model.Close()
//	a, err := model.Attend("movie", "what a wonderful film", w2vattn.AttendOptions{})
//	err = report.Write(os.Stdout, a, report.HTML)
//
// Words are looked up as they stand first, then in the form that the tokenizer
// gives them: of a Korean model 고양이에게 is 고양이. Results are plain data.
//
// A Model is immutable: any number of goroutines may use it at once. An
// [Attender], which attends to many texts and reuses its memory, belongs to one
// goroutine at a time.
//
// The packages below do one thing each, and can be used without this one:
//
//   - tokenize and tokenize/korean cut text into tokens;
//   - corpus reads files and counts words;
//   - embed/word2vec trains, embed is the table of vectors and its file formats;
//   - doctor says what is wrong with a corpus and how long training takes;
//   - attention computes scores, weights and context vectors;
//   - search ranks the sentences of a corpus for a query;
//   - report writes results as text, JSON, CSV, Markdown, LaTeX, HTML, SVG and PNG;
//   - serve is the HTTP API and the web page.
package w2vattn
