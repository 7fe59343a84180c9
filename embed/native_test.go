package embed

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestNativeKeepsAll(t *testing.T) {
	want := sample(t)
	got, err := decoded(encoded(t, Safetensors, want), Safetensors)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Matrices["outputs"].Data, want.Matrices["outputs"].Data) || len(got.Matrices) != 1 {
		t.Errorf("matrices: %v", got.Matrices)
	}
	if got.Table.words.Count(1) != 4 || got.Table.words.Total() != 17 {
		t.Error("counts changed")
	}
	m := got.Table.Meta()
	if string(m.Config) != `{"dim":2}` || string(m.Tokenizer) != `{"name":"words"}` || m.Corpus != nil || m.Program != "w2vattn 0" {
		t.Errorf("meta: %+v", m)
	}
	if len(got.Checksum) != 64 {
		t.Errorf("checksum %q", got.Checksum)
	}
}

// TestFlippedBits: the native file notices every changed bit.
func TestFlippedBits(t *testing.T) {
	whole := encoded(t, Safetensors, sample(t))
	for i := range 8 * len(whole) {
		b := bytes.Clone(whole)
		b[i/8] ^= 1 << (i % 8)
		if _, err := decoded(b, Safetensors); err == nil {
			t.Errorf("bit %d of byte %d was flipped, and nobody noticed", i%8, i/8)
		}
	}
}

func TestForeignSafetensors(t *testing.T) {
	header := `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`
	file := append([]byte{byte(len(header)), 0, 0, 0, 0, 0, 0, 0}, header+"\x00\x00\x80\x3f"...)
	if _, err := decoded(file, Safetensors); err == nil || !strings.Contains(err.Error(), "another program") {
		t.Errorf("got %v", err)
	}
	for _, length := range []byte{0x7f, 0xff} {
		lying := append(bytes.Repeat([]byte{length}, 8), '{')
		if _, err := decoded(lying, Safetensors); err == nil {
			t.Error("a header of any length is believed")
		}
	}
}

// TestBadTensors: ranges and shapes that no file can have.
func TestBadTensors(t *testing.T) {
	const start = `{"__metadata__":{"format":"w2vattn","format_version":"1","checksum":"x"},`
	for tensors, want := range map[string]string{
		`"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[6],"data_offsets":[2,8]}}`: "the one before it ends at 4",
		`"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}`: "",
		`"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[6,8]}}`: "ends at 4",
		`"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,8]}}`:                                                     "bytes [-4 8]",
		`"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}`:                                    "claims",
		`"vectors":{"dtype":"F32","shape":[4611686018427387905,4],"data_offsets":[0,8]}}`:                            "",
		`"vectors":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}`:                                              "word_offsets",
		`"vectors":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]}}`:                                              "",
		`"vectors":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`:                                                "two dimensions",
		`"vectors":7}`: "tensor vectors",
		`7`:            "no JSON",
	} {
		header := start + tensors
		file := append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header+"12345678"...)
		path := filepath.Join(t.TempDir(), "m.safetensors")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		_, read := decoded(file, Safetensors)
		_, mapped := Open(path, From(Safetensors))
		if read == nil || mapped == nil || !strings.Contains(mapped.Error(), want) {
			t.Errorf("%s: read %v, mapped %v; want %q", tensors, read, mapped, want)
		}
	}
}
