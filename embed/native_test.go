package embed

import (
	"bytes"
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
	if string(m.Config) != `{"dim":2}` || string(m.Tokenizer) != `{"name":"words"}` || m.Corpus != nil {
		t.Errorf("meta: %s", m)
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
