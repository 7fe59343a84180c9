package serve

import (
	"context"
	"net/http"

	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/report/png"
)

// kinds are the types of the formats that a report is written in, and what their
// files end in.
var kinds = map[report.Format][2]string{
	report.Text: {"text/plain; charset=utf-8", ".txt"}, report.JSON: {jsonType, ".json"}, report.CSV: {"text/csv; charset=utf-8", ".csv"},
	report.Markdown: {"text/markdown; charset=utf-8", ".md"}, report.LaTeX: {"application/x-tex", ".tex"},
	report.HTML: {"text/html; charset=utf-8", ".html"}, report.SVG: {"image/svg+xml", ".svg"}, report.PNG: {"image/png", ".png"},
}

// report answers what attend does, as a file in one of the formats of reports.
func (s *Server) report(room *scratch, r *http.Request) (answer, error) {
	values, err := parameters(r, "format", "view", "lang")
	if err != nil {
		return answer{}, err
	}
	format, err := report.ParseFormat(values.Get("format"))
	if err != nil {
		return answer{}, fault{http.StatusUnprocessableEntity, err}
	}
	view, lang := report.View(values.Get("view")), values.Get("lang")
	if view != report.Natural && view != report.Lines {
		return answer{}, badValue("parameter view is %q, must be lines or left out", view)
	}
	if lang != "" && lang != "en" && lang != "ko" {
		return answer{}, badValue("parameter lang is %q, must be en or ko", lang)
	}
	part, err := s.attention(room, r)
	if err != nil {
		return answer{}, err
	}
	if format == report.PNG && len(room.tokens) > maxPainted {
		return answer{}, badValue("a PNG of %d tokens would take too long to paint, at most %d are; other formats take more", len(room.tokens), maxPainted)
	}
	if err := s.enterHeavy(r.Context()); err != nil {
		return answer{}, err
	}
	defer s.leaveHeavy()
	body := buffer{ctx: r.Context(), held: &room.held}
	w := report.NewWriter(&body, format, report.Options{Korean: lang == "ko", View: view, Paint: png.Write})
	if err := w.Add(part); err != nil {
		return answer{}, err
	}
	if err := w.Close(); err != nil {
		return answer{}, err
	}
	return answer{kind: kinds[format][0], body: body.bytes, file: "attention" + kinds[format][1]}, nil
}

// enterHeavy waits for a processor for work that takes it for a while. The caller
// ends it with leaveHeavy.
func (s *Server) enterHeavy(ctx context.Context) error {
	select {
	case s.heavy <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Server) leaveHeavy() { <-s.heavy }
