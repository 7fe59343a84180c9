package report

// This file writes JSON without reflection. docs/json.md describes the fields. They
// are written in a fixed order, with the shortest digits of each number, so equal
// results are equal bytes in the command, the server and Beam.

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/jsonline"
	"github.com/w2vattn/w2vattn/tokenize"
)

// An object writes JSON. Most of a report of millions of sentences is numbers;
// encoding/json takes several times as long for them, see appendShort. The bytes are
// the same. Errors are kept in err, so that the parts can write without checks; end
// returns the first.
//
// Keys are written in the order of the calls, which is fixed in the code, so that
// equal results give equal bytes. Maps have no order and are never ranged over here.
type object struct {
	dst []byte
	err error
	w   io.Writer // takes dst when it is long; nil: dst grows

	checks bool // whether numbers are looked at and nothing is written
	bare   bool // the value is a list, which needs no brace at its end
}

// pieceBytes is the number of bytes that are written to w at a time, 32 KiB like the
// buffer of io.Copy.
const pieceBytes = 32 << 10

// flush writes dst to w, except for its last byte, by which key recognises the start
// of an object. A write that failed is not repeated. dst keeps its capacity, so a
// matrix of any size is written through one buffer.
func (o *object) flush() {
	last := len(o.dst) - 1
	if o.err == nil {
		_, o.err = o.w.Write(o.dst[:last])
	}
	o.dst = append(o.dst[:0], o.dst[last])
}

// key begins a value. The first key of an object opens it: a value follows a key or a
// value, so only at the start of a line, a list or an element the last byte is a line
// feed, [ or a comma. Names are literals of this package and need no escaping.
func (o *object) key(name string) {
	opener := byte(',')
	if n := len(o.dst); n == 0 || bytes.IndexByte([]byte("\n[,"), o.dst[n-1]) >= 0 {
		opener = '{'
	}
	o.dst = append(o.dst, opener)
	o.dst = append(append(append(o.dst, '"'), name...), '"', ':')
}

// list writes n values between brackets. With w it writes pieces as they fill, and stops
// at the first error.
func (o *object) list(n int, value func(i int)) {
	o.dst = append(o.dst, '[')
	for i := range n {
		if i > 0 {
			o.dst = append(o.dst, ',')
		}
		value(i)
		if o.w != nil && len(o.dst) >= pieceBytes {
			o.flush()
		}
		if o.w != nil && o.err != nil {
			return
		}
	}
	o.dst = append(o.dst, ']')
}

// text and the methods below write a value under a name.
func (o *object) text(name, s string) { o.key(name); o.string(s) }

// texts writes a list of strings.
func (o *object) texts(name string, all []string) { o.key(name); o.strings(all) }

// number writes a float64.
func (o *object) number(name string, x float64) { o.key(name); o.float(x, 64) }

// numbers writes a list of float64.
func (o *object) numbers(name string, all []float64) {
	o.named(name, len(all), func(i int) { o.float(all[i], 64) })
}

// integer writes a whole number.
func (o *object) integer(name string, x int) {
	o.key(name)
	o.dst = strconv.AppendInt(o.dst, int64(x), 10)
}

// bool writes true or false.
func (o *object) bool(name string, x bool) {
	o.key(name)
	o.dst = strconv.AppendBool(o.dst, x)
}

// bools writes a list of true and false.
func (o *object) bools(name string, all []bool) {
	o.named(name, len(all), func(i int) { o.dst = strconv.AppendBool(o.dst, all[i]) })
}

// vectorOf writes a list of float32 under a name.
func (o *object) vectorOf(name string, x []float32) { o.key(name); o.vector(x) }

// named writes a list under a name, objects one of objects.
func (o *object) named(name string, n int, value func(i int)) { o.key(name); o.list(n, value) }

// objects writes a list of objects under a name. fields writes those of object i and
// leaves it open; objects closes it.
func (o *object) objects(name string, n int, fields func(i int)) {
	o.named(name, n, func(i int) { fields(i); o.dst = append(o.dst, '}') })
}

// strings and vector write lists without a name.
func (o *object) strings(all []string) { o.list(len(all), func(i int) { o.string(all[i]) }) }
func (o *object) vector(all []float32) { o.list(len(all), func(i int) { o.single(all[i]) }) }

// scores writes scores, and null for hidden ones.
func (o *object) scores(all []float32, visible []bool) {
	o.list(len(all), func(i int) {
		if visible[i] {
			o.single(all[i])
		} else {
			o.dst = append(o.dst, "null"...)
		}
	})
}

// neighbours writes words with their cosines: [{"word", "cosine"}, …].
func (o *object) neighbours(all []embed.Neighbour) {
	o.list(len(all), func(i int) {
		o.text("word", all[i].Word)
		o.number("cosine", all[i].Cosine)
		o.dst = append(o.dst, '}')
	})
}

// replaced writes the words that replace unknown tokens, if there are any: {"token":
// ["word", …], …}. Tokens come in the order of the sentence.
func (o *object) replaced(all []w2vattn.Replacement) {
	if len(all) == 0 || o.checks {
		return
	}
	o.key("replaced")
	opener := byte('{')
	for _, r := range all {
		o.dst = append(o.dst, opener)
		o.string(r.Token)
		o.dst = append(o.dst, ':')
		o.strings(r.Words)
		opener = ','
	}
	o.dst = append(o.dst, '}')
}

// method writes score, temperature and, unless it is softmax, the normalizer.
func (o *object) method(s attention.Scorer, temperature float64, sparse bool) {
	o.text("score", s.String())
	o.number("temperature", temperature)
	if sparse {
		o.text("normalizer", "sparsemax")
	}
}

// eojeols writes a list of eojeol, each with the fields that more writes.
func (o *object) eojeols(name string, all []w2vattn.Eojeol, more func(i int)) {
	o.objects(name, len(all), func(i int) {
		o.text("eojeol", all[i].Text)
		o.integer("first", all[i].First)
		o.integer("last", all[i].Last)
		more(i)
	})
}

// spans writes a text and, for each token, the bytes of it that the token comes from, if they
// are there: [start, end].
func (o *object) spans(text string, all []tokenize.Span) {
	if all == nil {
		return
	}
	o.text("text", text)
	o.named("spans", len(all), func(i int) { o.dst = fmt.Appendf(o.dst, "[%d,%d]", all[i].Start, all[i].End) })
}

// single writes a float32 with the fewest digits from which it can be read back: by
// appendShort, or by strconv where that is not sure.
func (o *object) single(x float32) {
	if o.checks {
		o.float(float64(x), 32)
		return
	}
	var ok bool
	if o.dst, ok = appendShort(o.dst, x); !ok {
		o.float(float64(x), 32)
	}
}

// float writes a number with the fewest digits from which it can be read back, in the
// form of encoding/json (ECMAScript's): without an exponent from 1e-6 up to 1e21, and
// with exponents of one digit as e-9. bits is 32 or 64. NaN and infinities are an error.
func (o *object) float(x float64, bits int) {
	if !o.checkFinite(x) || o.checks {
		return
	}
	format := byte('f')
	if size := math.Abs(x); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
		if bits == 32 && (float32(size) >= 1e-6 && float32(size) < 1e21) {
			format = 'f'
		}
	}
	o.dst = strconv.AppendFloat(o.dst, x, format, -1, bits)
	if n := len(o.dst); format == 'e' && n >= 4 && o.dst[n-4] == 'e' && o.dst[n-3] == '-' && o.dst[n-2] == '0' {
		o.dst[n-2] = o.dst[n-1] // e-09 becomes e-9
		o.dst = o.dst[:n-1]
	}
}

// checkFinite reports whether JSON can represent a number; the first that it cannot is the
// error of the object.
func (o *object) checkFinite(x float64) bool {
	if !math.IsNaN(x) && !math.IsInf(x, 0) {
		return true
	}
	if o.err == nil {
		o.err = fmt.Errorf("report: a result is %v, which JSON cannot represent; "+
			"the vectors contain numbers that are too large", x)
	}
	return false
}

// string writes a string. encoding/json writes strings with characters that need escaping.
func (o *object) string(s string) {
	if o.checks {
		return
	}
	if isPlain(s) {
		o.dst = append(append(append(o.dst, '"'), s...), '"')
		return
	}
	o.value(s)
}

// isPlain reports whether a string needs no escaping in JSON. Characters that begin with
// the byte 0xe2, among them the line separators U+2028 and U+2029, are left to
// encoding/json.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == 0x7f || c == 0xe2 { // U+2028 begins with 0xe2
			return false
		}
	}
	return utf8.ValidString(s)
}

// value writes v as encoding/json does. In the mode checks v is encoded too, to find
// the errors, and the text is discarded.
func (o *object) value(v any) {
	var b bytes.Buffer
	if err := jsonline.Write(&b, v); err != nil && o.err == nil {
		o.err = fmt.Errorf("report: %w", err)
	}
	if !o.checks {
		o.dst = append(o.dst, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
	}
}

// end closes the object and its line.
func (o *object) end() ([]byte, error) {
	if !o.bare {
		o.dst = append(o.dst, '}')
	}
	o.dst = append(o.dst, '\n')
	return o.dst, o.err
}

// AppendJSON appends a result as one line of JSON. It is safe for concurrent use with
// different dst; [Writer.Write] writes the lines in order. A result that JSON cannot
// represent, such as NaN, is an error.
func AppendJSON(dst []byte, r Result) ([]byte, error) {
	p, err := partFor(r, JSON)
	if err != nil {
		return dst, err
	}
	return appendJSON(dst, p.(jsonPart))
}

// appendJSON appends a part as one line of JSON.
func appendJSON(dst []byte, p jsonPart) ([]byte, error) {
	o := object{dst: dst}
	p.json(&o)
	return o.end()
}

// WriteJSON writes what AppendJSON appends, in pieces of about 32 KiB, so that the text
// of a large matrix is never in memory as a whole. Numbers that JSON cannot represent are
// an error before the first piece is written: the result is traversed twice, the first
// time only to check its numbers. Another error is that of w. It is safe for concurrent
// use with different w.
func WriteJSON(w io.Writer, r Result) error {
	p, err := partFor(r, JSON)
	if err != nil {
		return err
	}
	check := object{w: io.Discard, checks: true}
	if p.(jsonPart).json(&check); check.err != nil {
		return check.err
	}
	o := object{w: w}
	p.(jsonPart).json(&o)
	rest, err := o.end()
	if err != nil {
		return err
	}
	_, err = w.Write(rest)
	return err
}

// jsonLines writes parts as lines of JSON.
type jsonLines struct {
	w      io.Writer
	buffer []byte
}

// add writes a part as one line. A number that JSON cannot represent is an error, and nothing
// is written.
func (e *jsonLines) add(p part, _ int) (err error) {
	if e.buffer, err = appendJSON(e.buffer[:0], p.(jsonPart)); err == nil {
		_, err = e.w.Write(e.buffer)
	}
	return err
}

// close does nothing: each line is complete.
func (e *jsonLines) close(int) error { return nil }
