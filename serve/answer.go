package serve

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"github.com/w2vattn/w2vattn/internal/jsonline"
	"github.com/w2vattn/w2vattn/report"
)

// An answer is a body, its type and, where it is to be kept as a file, its name.
type answer struct {
	kind    string
	body    []byte
	result  report.Result // written as JSON in place of body, piece by piece
	file    string
	unknown []string // words of the question that took no part in it
}

// compresses reports whether the answer is long enough to be compressed.
func (a *answer) compresses() bool { return a.result != nil || len(a.body) >= compressFrom }

// write writes an answer. A client that does not take it is cut off.
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
	out := &pieces{w: w, control: http.NewResponseController(w), piece: s.wait.piece, end: time.Now().Add(s.wait.whole)}
	if a.result == nil {
		out.Write(a.body) //nolint:errcheck // who went away is told nothing
		return
	}
	if err := report.WriteJSON(out, a.result); err != nil && !out.begun {
		writeError(w, err)
	}
}

// patience is how long the server waits for a client to take a piece of its answer,
// and all of it.
type patience struct{ piece, whole time.Duration }

// pieceBytes is the size of a piece.
const pieceBytes = 64 << 10

// pieces writes an answer in pieces, each of which the client must take in time.
type pieces struct {
	w       http.ResponseWriter
	control *http.ResponseController
	piece   time.Duration
	end     time.Time // of all
	begun   bool
}

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

// compressFrom is the size from which answers are compressed: below it that
// costs more time than a few packets do.
const compressFrom = 4 << 10

// json answers with a value as JSON.
func (q *request) json(v any) (answer, error) {
	b := buffer{ctx: q.ctx, held: &q.held}
	err := jsonline.Write(&b, v)
	return answer{kind: jsonType, body: b.bytes}, err
}
