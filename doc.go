// Package w2vattn trains word vectors and shows how a query word attends over a sentence,
// in English and Korean.
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
// A word is first looked up as it is written. If the vocabulary does not contain it, it
// is looked up in the form that the tokenizer gives it: with a Korean model, 고양이에게 is
// looked up as 고양이. Results are plain data.
//
// A Model is immutable: any number of goroutines may use it at once. An
// [Attender], which attends to many texts and reuses its memory, belongs to one
// goroutine at a time.
//
// In [Model.Attend] one word is the query, in [Model.SelfAttend] every token of the
// text, and in [Model.CrossAttend] every token of another text. [Model.Compare] shows
// scores and temperatures side by side. [Model.MostSimilar], [Model.Analogy],
// [Model.Odd] and [Model.Similarity] compare words; [Model.Search] finds sentences.
//
// Each package has one task. All but report, serve, story and notebook can be used
// without this one. In the order from text to page:
//
//   - tokenize cuts text into tokens, tokenize/korean into Korean morphemes;
//   - vocab numbers words, counts them, and finds similar spellings;
//   - corpus reads sentences from files, archives and readers, and counts words;
//   - doctor says what is wrong with a corpus and how long training takes;
//   - embed/word2vec trains: progress, checkpoints, and a callback after each epoch
//     are options;
//   - embed is the table of vectors, its queries and its file formats;
//     embed/packed adds compressed text;
//   - attention computes scores, weights (softmax, sparsemax) and context vectors, from
//     slices or matrices, and their gradients;
//   - search ranks the sentences of a corpus for a query, with each token's share;
//   - eval measures vectors by analogies and by people's judgements of similarity;
//   - report writes results as text, JSON, CSV, Markdown, LaTeX, HTML, SVG and PNG;
//     report/png paints the last;
//   - serve is the HTTP API and the web page;
//   - story shows what attention is for with a small library, data contains that
//     library, and notebook repeats the experiments of a teaching notebook.
package w2vattn
