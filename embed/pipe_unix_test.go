//go:build unix

package embed_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
)

// TestPipe checks that every function that takes a path reads a pipe, which can be read
// once.
func TestPipe(t *testing.T) {
	for call, words := range map[string]func(path string) (int, error){
		"OpenFile": func(path string) (int, error) {
			f, err := embed.OpenFile(path, embed.Unpack(packed.Open))
			if err != nil {
				return 0, err
			}
			return f.Table.Len(), nil
		},
		"OpenStream": func(path string) (int, error) {
			s, err := embed.OpenStream(path, embed.Unpack(packed.Open))
			if err != nil {
				return 0, err
			}
			rows := 0
			for _, err := range s.Rows {
				if err != nil {
					return rows, err
				}
				rows++
			}
			return rows, nil
		},
	} {
		path := filepath.Join(t.TempDir(), "m.vec")
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Skip(err)
		}
		go os.WriteFile(path, someVectors(100), 0)
		if n, err := words(path); n != 100 || err != nil {
			t.Errorf("%s: %d words, %v", call, n, err)
		}
	}
}
