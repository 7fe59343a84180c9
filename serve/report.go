package serve

// This file answers with reports as files: pictures, pages, tables. They take more
// memory and time than JSON, so as many are made at a time as there are processors.

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/report/picture"
	"github.com/w2vattn/w2vattn/report/png"
)

// report answers POST /api/report: the answer of /api/attend as a file in a format of
// package report. The parameter lang chooses its language, "en" unless it is "ko". A
// report is rendered into memory of the budget, because most formats are several times as
// large as their numbers.
func (s *Server) report(q *request) (answer, error) {
	format, err := report.ParseFormat(q.values.Get("format"))
	if err != nil {
		return answer{}, httpError{http.StatusUnprocessableEntity, err}
	}
	view, lang := report.View(q.values.Get("view")), q.values.Get("lang")
	if view != report.Natural && view != report.Lines {
		return answer{}, badValue("parameter view is %q, must be lines or empty", view)
	}
	part, _, err := s.attention(q, format)
	if err != nil {
		return answer{}, err
	}
	if format == report.PNG && len(q.tokens) > maxPainted {
		return answer{}, badValue("a PNG can have %d tokens, not %d; other formats can have more", maxPainted,
			len(q.tokens))
	}
	if err := s.enterHeavy(q.ctx); err != nil {
		return answer{}, err
	}
	defer s.leaveHeavy()
	body := buffer{ctx: q.ctx, held: &q.held}
	w := report.NewWriter(&body, format, report.Options{Language: lang, View: view, Paint: paint})
	if err := w.Add(part); err != nil {
		return answer{}, err
	}
	if err := w.Close(); err != nil {
		return answer{}, err
	}
	return answer{kind: format.MediaType(), body: body.bytes, file: "attention" + format.Extension()}, nil
}

// paint writes a picture as PNG. Symbols for which the server has no font, such as emoji, are
// boxes in the picture.
func paint(w io.Writer, p *picture.Picture) error {
	err := png.Write(w, p)
	if missing := new(png.MissingError); errors.As(err, &missing) && !missing.Letters() {
		return nil
	}
	return err
}

// enterHeavy waits for a slot for heavy work, which is computing matrices and
// rendering reports. There are as many slots as processors, because more would not
// finish earlier and hold more memory. The caller calls leaveHeavy at the end. It
// returns an error of ctx if that ends first.
func (s *Server) enterHeavy(ctx context.Context) error {
	select {
	case s.heavy <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leaveHeavy frees a slot for heavy work.
func (s *Server) leaveHeavy() { <-s.heavy }
