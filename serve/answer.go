package serve

// This file writes answers. A slow client can hold an answer's memory for as long as
// it reads, so each piece has a deadline and all pieces together have another;
// net/http alone has one deadline for the whole answer, which would be too short for
// a large matrix on a slow line or too long for a small one.

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"github.com/w2vattn/w2vattn/internal/jsonline"
	"github.com/w2vattn/w2vattn/report"
)

// An answer is the body of a successful response with its headers. Either body or result
// is set. body may be memory of the request, so it is written before the request is
// released.
type answer struct {
	kind    string // media type
	body    []byte
	result  report.Result // written as JSON in place of body, piece by piece
	file    string        // name of the file that browsers save; "": they show the answer
	unknown []string      // unknown words of the query
}

// compresses reports whether the answer is long enough to be compressed.
func (a *answer) compresses() bool { return a.result != nil || len(a.body) >= compressFrom }

// write writes an answer. It takes the memory of a compressor from held, or disables
// compression if there is none left. It closes the connection of a client that does
// not read in time. Answers are not to be stored by proxies: they contain words that
// a user typed.
func (s *Server) write(w http.ResponseWriter, r *http.Request, held *share, a *answer) {
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "no-store")
	if a.file != "" {
		h.Set("Content-Disposition", `attachment; filename="`+a.file+`"`)
	}
	if len(a.unknown) > 0 {
		h.Set("X-Unknown-Words", url.PathEscape(strings.Join(a.unknown, " ")))
	}
	if a.compresses() && r.Header.Get("Accept-Encoding") != "" && held.take(compressorBytes) != nil {
		h.Set(gzhttp.HeaderNoCompression, "1")
	}
	out := &pieces{
		w: w, control: http.NewResponseController(w), piece: s.timeouts.piece, end: time.Now().Add(s.timeouts.whole),
	}
	if a.result == nil {
		out.Write(a.body) //nolint:errcheck // the client is gone
		return
	}
	if err := report.WriteJSON(out, a.result); err != nil && !out.begun {
		writeError(w, r, err)
	}
}

// timeouts are how long the server waits for a client to read one piece of its answer,
// and the whole answer. They are fields of the server so that tests can shorten them.
type timeouts struct{ piece, whole time.Duration }

// pieceBytes is the size of a piece. A client must read 64 KiB in pieceTime, 13 kB a
// second, which slow connections do. No measurement set it.
const pieceBytes = 64 << 10

// pieces writes an answer in pieces. Each piece has a deadline.
type pieces struct {
	w       http.ResponseWriter
	control *http.ResponseController
	piece   time.Duration
	end     time.Time // deadline of all pieces
	begun   bool
}

// Write writes b in pieces of pieceBytes and moves the deadline before each. It returns
// the error of a client that does not read a piece in time; the connection is then
// closed.
func (p *pieces) Write(b []byte) (n int, err error) {
	for n < len(b) && err == nil {
		deadline := time.Now().Add(p.piece)
		if deadline.After(p.end) {
			deadline = p.end
		}
		p.control.SetWriteDeadline(deadline) //nolint:errcheck // a writer without deadlines does not wait
		p.begun = true
		var written int
		written, err = p.w.Write(b[n:min(len(b), n+pieceBytes)])
		n += written
	}
	return n, err
}

// compressFrom is the size in bytes from which answers are compressed. Compressing a
// shorter answer takes longer than sending the bytes that it saves. The number is an
// estimate.
const compressFrom = 4 << 10

// json returns an answer with v as JSON. Its memory is taken from the budget as it
// grows, so v may be of any size; an exhausted budget is errBusy.
func (q *request) json(v any) (answer, error) {
	b := buffer{ctx: q.ctx, held: &q.held}
	err := jsonline.Write(&b, v)
	return answer{kind: jsonType, body: b.bytes}, err
}
