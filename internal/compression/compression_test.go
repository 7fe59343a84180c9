package compression

import "testing"

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		file string
		want Kind
	}{
		{"", None},
		{"the cat", None},
		{"\x1f\x8b\x08\x00", Gzip},
		{"\x1f\x8b\x07\x00", None}, // gzip knows one method alone
		{"BZh91AY&SY", Bzip2},
		{"BZh11AY&SY and more", Bzip2},
		{"BZh9\x17\x72\x45\x38\x50\x90\x00\x00\x00\x00", Bzip2}, // an empty file
		{"BZh9 is a word 1AY&SY", None},
		{"BZh 0.1 0.2\n", None},
		{"\xfd7zXZ\x00\x00\x04", Xz},
		{"\xfd7zX", None},
		{"\x28\xb5\x2f\xfd\x00", Zstd},
		{"\x50\x2a\x4d\x18\x04\x00\x00\x00", Zstd}, // pzstd
		{"\xff\xfet\x00", None},                    // UTF-16
	} {
		if got := Detect([]byte(c.file)); got != c.want {
			t.Errorf("%q: %q, want %q", c.file, got, c.want)
		}
	}
}

// TestSize: Size bytes are enough, and no kind is found in the beginning of its mark.
func TestSize(t *testing.T) {
	for mark, kind := range map[string]Kind{
		"\x1f\x8b\x08": Gzip, "BZh91AY&SY": Bzip2, "\xfd7zXZ\x00": Xz,
		"\x28\xb5\x2f\xfd": Zstd, "\x50\x2a\x4d\x18": Zstd,
	} {
		file := []byte(mark + "0123456789")
		if got := Detect(file[:Size]); got != kind {
			t.Errorf("%q: %q, want %q", file[:Size], got, kind)
		}
		for n := range len(mark) {
			if got := Detect(file[:n]); got != None {
				t.Errorf("%q: %q", file[:n], got)
			}
		}
	}
}

func TestTrimExtension(t *testing.T) {
	for name, want := range map[string]string{
		"a.txt": "a.txt", "a.txt.gz": "a.txt", "b/a.JSONL.ZST": "b/a.JSONL",
		"a.bz2": "a", "a.xz": "a", "a.gz.txt": "a.gz.txt", "": "",
	} {
		if got := TrimExtension(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
