package fasttext

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

// TestBadFastText reads models that are damaged in one place each.
func TestBadFastText(t *testing.T) {
	good := string(formattest.Encode(t, Format, formattest.Sample(t)))
	little := binary.LittleEndian
	number := func(at int, x uint32) string { return good[:at] + string(little.AppendUint32(nil, x)) + good[at+4:] }
	const dictionary = 64 // where it begins: magic, version, 12 numbers, one of 8 bytes
	for name, c := range map[string]struct{ file, want string }{
		"a future version":      {number(4, 13), "version 13"},
		"a dimension of 0":      {number(8, 0), "not a fastText model"},
		"a huge dimension":      {number(8, 1<<31-1), "not a fastText model"},
		"a supervised model":    {number(8+7*4, 3), "supervised"},
		"n-grams of no buckets": {number(8+10*4, 3), "n-grams without buckets"},
		"too many words":        {number(dictionary+4, 1<<30), "entries but"},
		"words beyond the end": {good[:dictionary] + string(little.AppendUint32(little.AppendUint32(nil, 1<<30),
			1<<30)) + good[dictionary+8:], "word 4 of 1073741824"},
		"labels": {number(dictionary+8, 1), "labels"},
		"a pruned dictionary": {number(dictionary+20, 7)[:dictionary+24] + "\x00\x00\x00\x00" + good[dictionary+28:],
			"quantised"},
		"another byte order": {"\x2f\x4f\x16\xba" + good[4:], "big-endian"},
	} {
		if _, err := formattest.Decode(Format, []byte(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

func TestFormat(t *testing.T) { formattest.Check(t, Format, nil) }

func FuzzFastText(f *testing.F) { formattest.Fuzz(f, Format) }
