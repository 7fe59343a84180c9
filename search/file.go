package search

// This file has the format of an index file:
//
//	header      64 bytes, see the type header
//	segment …   header, metadata as JSON, ids, offsets, texts, lines, checksum
//
// Lengths are checked against the size of the file before anything is read.

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/w2vattn/w2vattn/internal/mmap"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// An index file is a header and segments, one after another. All numbers are
// little-endian. The header has 64 bytes:
//
//	byte 0    magic, 16 bytes
//	byte 16   end, int64: the offset after the last segment
//	byte 24   model, uint64: the fingerprint of the table
//	byte 32   checksum, uint32
//	byte 36   zeros
//
// A segment begins at a multiple of 8 bytes:
//
//	byte 0    the length n of the body, int64
//	byte 8    checksum, uint32
//	byte 12   zeros
//	byte 16   body, n bytes
//
// The body of a segment with S sentences, N ids and U distinct words has these parts, one
// after another:
//
//	the length of the metadata    uint32
//	the metadata                  JSON, padded with spaces
//	ends of the texts             int32 [S]
//	ends of the ids               int32 [S]
//	lines                         int32 [S]
//	ids                           int32 [N]
//	words                         int32 [U], ascending
//	counts                        int32 [U]
//	document frequencies          int32 [U]
//	text                          UTF-8, the sentences one after another
//
// The metadata is JSON and contains the lengths of the other parts. Metadata and bodies are
// padded to multiples of 8 bytes. The checksums are CRC-32C: that of the header covers the 32
// bytes before it, that of a segment covers its body. Bytes beyond end are ignored.

const (
	magicPrefix       = "w2vattn.search." // magic without the version of the format
	magic             = magicPrefix + "1" // first bytes of an index file
	headerSize        = 64                // bytes of the header of the file
	segmentHeaderSize = 16                // bytes of the header of a segment
)

// castagnoli is the table of CRC-32C.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A header is the first 64 bytes of an index file.
type header struct {
	end   int64  // offset of the end of the last segment
	model uint64 // fingerprint of the table
}

// bytes returns the header as it is in the file.
func (h header) bytes() []byte {
	b := append(make([]byte, 0, headerSize), magic...)
	b = binary.LittleEndian.AppendUint64(b, uint64(h.end))
	b = binary.LittleEndian.AppendUint64(b, h.model)
	b = binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
	return b[:headerSize]
}

// errTruncated is the error for a file that is shorter than its header says.
var errTruncated = fmt.Errorf("search: the index was cut off: %w", ErrRebuild)

// errVersion is the error for a file of a version that this program cannot read.
var errVersion = fmt.Errorf("search: the index has another format version than this program writes (1): %w", ErrRebuild)

// parseHeader reads and checks the header.
func parseHeader(b []byte) (header, error) {
	if len(b) < headerSize || string(b[:16]) != magic {
		if len(b) > 0 && bytes.HasPrefix([]byte(magic), b[:min(16, len(b))]) {
			return header{}, errTruncated
		}
		if bytes.HasPrefix(b, []byte(magicPrefix)) {
			return header{}, errVersion
		}
		return header{}, ErrNotIndex
	}
	if crc32.Checksum(b[:32], castagnoli) != binary.LittleEndian.Uint32(b[32:]) {
		return header{}, errDamaged
	}
	return header{int64(binary.LittleEndian.Uint64(b[16:])), binary.LittleEndian.Uint64(b[24:])}, nil
}

// A segmentMeta is the metadata of a segment.
type segmentMeta struct {
	Sentences int             `json:"sentences"`
	IDs       int             `json:"ids"`
	Words     int             `json:"words"`
	Text      int             `json:"text"`
	Tokens    int64           `json:"tokens"`
	Runs      []fileRun       `json:"runs"`
	Tokenizer tokenize.Config `json:"tokenizer"`
	Corpus    []File          `json:"corpus"` // files that this segment and those after it were read from
}

// body returns the parts of the body of a segment. The caller sets the tokenizer and the
// files of n; body sets its other fields. The numbers are not copied: their bytes are those
// of the slices in memory.
func (s *segment) body(n segmentMeta) ([][]byte, error) {
	n.Sentences, n.IDs, n.Words, n.Text = s.len(), len(s.ids), len(s.words), len(s.text)
	n.Tokens, n.Runs = s.tokens, s.files
	text, err := json.Marshal(n)
	if err != nil {
		return nil, err
	}
	for (len(text)+4)%8 != 0 {
		text = append(text, ' ')
	}
	parts := [][]byte{binary.LittleEndian.AppendUint32(nil, uint32(len(text))), text}
	ids, ok := mmap.Bytes(s.ids)
	for _, numbers := range [][]int32{s.textEnds, s.idEnds, s.lines, nil, s.words, s.counts, s.docFreqs} {
		b, fits := mmap.Bytes(numbers)
		if ok = ok && fits; numbers == nil {
			b = ids
		}
		parts = append(parts, b)
	}
	if !ok {
		return nil, errors.New("search: index files are written on little-endian machines only")
	}
	return append(parts, s.text), nil
}

// write writes a segment and returns its length in bytes.
func (s *segment) write(w io.Writer, n segmentMeta) (int64, error) {
	parts, err := s.body(n)
	if err != nil {
		return 0, err
	}
	size, sum := 0, uint32(0)
	for _, p := range parts {
		size += len(p)
	}
	parts = append(parts, make([]byte, -size&7))
	size += -size & 7
	for _, p := range parts {
		sum = crc32.Update(sum, castagnoli, p)
	}
	first := binary.LittleEndian.AppendUint64(nil, uint64(size))
	first = binary.LittleEndian.AppendUint32(first, sum)
	for _, p := range append([][]byte{append(first, 0, 0, 0, 0)}, parts...) {
		if _, err := w.Write(p); err != nil {
			return 0, err
		}
	}
	return int64(segmentHeaderSize + size), nil
}

// parseFile returns the segments of a whole index file. Their slices are parts of b. It
// checks the checksums of all segments, so it reads the whole file.
func parseFile(ctx context.Context, b []byte) (h header, segments []*segment, notes []segmentMeta, err error) {
	if h, err = parseHeader(b); err != nil {
		return h, nil, nil, err
	}
	if h.end < headerSize || h.end%8 != 0 {
		return h, nil, nil, errDamaged
	}
	if h.end > int64(len(b)) {
		return h, nil, nil, errTruncated
	}
	for rest := b[headerSize:h.end]; len(rest) > 0; {
		if err := ctx.Err(); err != nil {
			return h, nil, nil, err
		}
		if len(rest) < segmentHeaderSize {
			return h, nil, nil, errDamaged
		}
		size := binary.LittleEndian.Uint64(rest)
		if size > uint64(len(rest)-segmentHeaderSize) || size%8 != 0 {
			return h, nil, nil, errDamaged
		}
		body := rest[segmentHeaderSize : segmentHeaderSize+size]
		if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(rest[8:]) {
			return h, nil, nil, errDamaged
		}
		s, n, err := parseSegment(body)
		if err != nil {
			return h, nil, nil, err
		}
		segments, notes = append(segments, s), append(notes, n)
		rest = rest[segmentHeaderSize+size:]
	}
	return h, segments, notes, nil
}

// parseSegment returns the segment in a body. Its slices are parts of b. The lengths are
// checked against the body before they are used.
func parseSegment(b []byte) (*segment, segmentMeta, error) {
	var n segmentMeta
	if len(b) < 4 {
		return nil, n, errDamaged
	}
	size := uint64(binary.LittleEndian.Uint32(b))
	if size > uint64(len(b)-4) || json.Unmarshal(b[4:4+size], &n) != nil {
		return nil, n, errDamaged
	}
	s := &segment{files: n.Runs, tokens: n.Tokens}
	r := reader{rest: b[4+size:], ok: true}
	s.textEnds, s.idEnds, s.lines = r.numbers(n.Sentences), r.numbers(n.Sentences), r.numbers(n.Sentences)
	ids, fits := mmap.Cast[vocab.ID](r.bytes(n.IDs, 4))
	s.ids = ids
	s.words, s.counts, s.docFreqs = r.numbers(n.Words), r.numbers(n.Words), r.numbers(n.Words)
	s.text = r.bytes(n.Text, 1)
	if !r.ok || !fits || len(r.rest) >= 8 || n.Tokens < int64(n.IDs) || n.Tokens > int64(n.Text) {
		return nil, n, errDamaged
	}
	return s, n, nil
}

// A reader takes the parts of a body one after another.
type reader struct {
	rest []byte
	ok   bool // whether all parts so far were complete
}

// bytes returns the next n items of the given size, or nil if there are fewer.
func (r *reader) bytes(n, size int) []byte {
	if !r.ok || n < 0 || n > len(r.rest)/size {
		r.ok = false
		return nil
	}
	b := r.rest[:n*size]
	r.rest = r.rest[n*size:]
	return b
}

// numbers returns the next n numbers.
func (r *reader) numbers(n int) []int32 {
	x, fits := mmap.Cast[int32](r.bytes(n, 4))
	r.ok = r.ok && fits
	return x
}

// errModel returns the error for an index that was built with another model or
// tokenizer.
func errModel(what string) error {
	return fmt.Errorf("was built with another %s, so its word ids are those of other words: %w", what, ErrRebuild)
}
