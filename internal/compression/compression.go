// Package compression recognises compressed files by their first bytes and by their
// extensions. It does not decompress, so a package that imports it needs no decoder; see
// package decompress.
package compression

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
)

// A Kind is a kind of compression, by its name.
type Kind string

// The kinds of compression. A file that is not compressed has the kind None.
const (
	None  Kind = ""
	Gzip  Kind = "gzip"
	Bzip2 Kind = "bzip2"
	Xz    Kind = "xz"
	Zstd  Kind = "zstd"
)

// Size is the number of first bytes that Detect needs at most.
const Size = 10

// Detect returns the compression of the file that begins with prefix, which has at least
// Size bytes or is the whole file.
func Detect(prefix []byte) Kind {
	begins := func(magic string) bool { return bytes.HasPrefix(prefix, []byte(magic)) }
	switch {
	case begins("\x1f\x8b\x08"):
		return Gzip
	case begins("BZh") && isBzip2(prefix):
		return Bzip2
	case begins("\xfd7zXZ\x00"):
		return Xz
	case begins("\x28\xb5\x2f\xfd"), begins("\x50\x2a\x4d\x18"): // the second is the first frame of pzstd
		return Zstd
	}
	return None
}

// isBzip2 distinguishes bzip2 from text that begins with BZh: after the block size there
// is the magic number of a block (π in BCD), or of the end (√π) in a file without blocks.
func isBzip2(prefix []byte) bool {
	if len(prefix) < Size {
		return false
	}
	mark := string(prefix[4:Size])
	return mark == "1AY&SY" || mark == "\x17\x72\x45\x38\x50\x90"
}

// extensions are the extensions of compressed files, in lower case.
var extensions = []string{".gz", ".bz2", ".xz", ".zst"}

// TrimExtension returns the name of a file without an extension of compressed files, in
// lower or upper case: "a.txt" for "a.txt.gz" and for "a.txt".
func TrimExtension(name string) string {
	if ext := filepath.Ext(name); slices.Contains(extensions, strings.ToLower(ext)) {
		return strings.TrimSuffix(name, ext)
	}
	return name
}
