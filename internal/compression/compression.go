// Package compression recognises compressed files by their first bytes. It does
// not decompress: a package that only names the compression needs no decoder.
package compression

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
)

// A Kind is a way to compress a file. Its text is its name.
type Kind string

// The kinds of compression. None is that of a file which is not compressed.
const (
	None  Kind = ""
	Gzip  Kind = "gzip"
	Bzip2 Kind = "bzip2"
	Xz    Kind = "xz"
	Zstd  Kind = "zstd"
)

// Size is the number of first bytes that Detect needs at most.
const Size = 10

// Detect returns how the file is compressed that begins with prefix. Of a file
// shorter than Size bytes, prefix is the whole file.
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

// isBzip2 distinguishes bzip2 from text that begins with BZh by what follows the
// block size: the mark of a block, or that of the end in a file without blocks.
func isBzip2(prefix []byte) bool {
	if len(prefix) < Size {
		return false
	}
	mark := string(prefix[4:Size])
	return mark == "1AY&SY" || mark == "\x17\x72\x45\x38\x50\x90"
}

// extensions are those that the programs named as the kinds are give to files.
var extensions = []string{".gz", ".bz2", ".xz", ".zst"}

// TrimExtension returns a file's name without the extension of a compressed file,
// in lower or upper case, if it has one.
func TrimExtension(name string) string {
	if ext := filepath.Ext(name); slices.Contains(extensions, strings.ToLower(ext)) {
		return strings.TrimSuffix(name, ext)
	}
	return name
}
