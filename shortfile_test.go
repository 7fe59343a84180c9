package w2vattn_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// mappedFile returns a mapped model of words w0, w1, … and the path of its file.
func mappedFile(t *testing.T) (*w2vattn.Model, string) {
	t.Helper()
	const v, d = 4000, 20
	words := make([]string, v)
	m := blas32.General{Rows: v, Cols: d, Stride: d, Data: make([]float32, v*d)}
	for i := range words {
		words[i] = fmt.Sprint("w", i)
		m.Data[i*d+i%d] = float32(1 + i)
	}
	vocabulary, err := vocab.New(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	table, err := embed.New(vocabulary, m)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "m.safetensors")
	if err := table.Save(path); err != nil {
		t.Fatal(err)
	}
	model, err := w2vattn.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { model.Close() })
	return model, path
}

// TestShortFileIsAnError checks that each method returns the error of reading a file that
// became shorter, instead of treating its words as unknown. All ends, and Err returns it.
func TestShortFileIsAnError(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: files are not mapped there")
	}
	for name, call := range map[string]func(m *w2vattn.Model) error{
		"Vector":         func(m *w2vattn.Model) error { _, err := m.Vector("w3999"); return err },
		"SentenceVector": func(m *w2vattn.Model) error { _, err := m.SentenceVector("w1 w3999"); return err },
		"Similarity":     func(m *w2vattn.Model) error { _, err := m.Similarity("w3998", "w3999"); return err },
		"MostSimilar": func(m *w2vattn.Model) error {
			_, err := m.MostSimilar([]string{"w3999"}, nil,
				3)
			return err
		},
		"Analogy": func(m *w2vattn.Model) error { _, err := m.Analogy("w1", "w2", "w3999", 3); return err },
		"Odd":     func(m *w2vattn.Model) error { _, _, err := m.Odd("w1", "w3999"); return err },
		"Attend": func(m *w2vattn.Model) error {
			_, err := m.Attend("w3999", "w1 w2", w2vattn.AttendOptions{Nearest: 3})
			return err
		},
		"SelfAttend": func(m *w2vattn.Model) error {
			_, err := m.SelfAttend("w3998 w3999", w2vattn.AttendOptions{})
			return err
		},
		"Save": func(m *w2vattn.Model) error { return m.Save(filepath.Join(t.TempDir(), "again.txt")) },
		"All": func(m *w2vattn.Model) error {
			for range m.All() {
			}
			return m.Err()
		},
	} {
		m, path := mappedFile(t)
		if err := os.Truncate(path, 4096); err != nil {
			t.Fatal(err)
		}
		err := call(m)
		if unknown := (*embed.UnknownWordError)(nil); err == nil || errors.As(err, &unknown) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
