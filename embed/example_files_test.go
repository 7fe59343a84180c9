package embed_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/vocab"
)

func ExampleOpen() {
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "animals.safetensors")
		if err := animals().Save(path); err != nil {
			return err
		}
		table, err := embed.Open(path) // mapped: at any size, in a millisecond
		if err != nil {
			return err
		}
		defer table.Close()
		fmt.Println(words(must(table.Similar("cat", 1))))
		return table.Err()
	})
	// Output: kitten
}

func ExampleOpenFile() {
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "animals.safetensors")
		if err := animals().Save(path); err != nil {
			return err
		}
		f, err := embed.OpenFile(path)
		if err != nil {
			return err
		}
		defer f.Table.Close()
		fmt.Println(f.Format, len(f.Checksum))
		return nil
	})
	// Output: safetensors 64
}

func ExampleTable_Close() {
	table := animals() // in memory: there is nothing to close, and no harm in it
	fmt.Println(table.Close())
	// Output: <nil>
}

func ExampleTable_Err() {
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "animals.safetensors")
		if err := animals().Save(path); err != nil {
			return err
		}
		table, err := embed.Open(path)
		if err != nil {
			return err
		}
		defer table.Close()
		near := must(table.Similar("cat", 1))
		if err := table.Err(); err != nil { // the file became shorter, say
			return err
		}
		fmt.Println(words(near))
		return nil
	})
	// Output: kitten
}

func ExampleRead() {
	f, err := embed.Read(strings.NewReader("cat 1 0\ncat 9 9\n책 0.5 2\n"), embed.GloVe)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Table.Len(), f.Table.Row(1), f.Duplicates)
	// Output: 2 [0.5 2] 1
}

func ExampleReadFile() {
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "cut.txt")
		if err := os.WriteFile(path, []byte("2 2\ncat 1 0\n"), 0o600); err != nil {
			return err
		}
		_, err := embed.ReadFile(path)
		return err
	})
	// Output: embed: cut.txt: as word2vec-text: the number of words in the header is 2, but the file ends after 1: it was cut off, or the header is wrong
}

func ExampleFrom() {
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "vectors")
		if err := os.WriteFile(path, []byte("1 2\n3 4\n"), 0o600); err != nil {
			return err
		}
		table, err := embed.Open(path, embed.From(embed.GloVe)) // the words 1 and 3, not one header
		if err != nil {
			return err
		}
		fmt.Println(table.Vector("3"))
		return nil
	})
	// Output: [4] <nil>
}

func ExampleUnpack() {
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "animals.vec.zst")
		if err := animals().Save(path, embed.Pack(packed.Writer)); err != nil {
			return err
		}
		table, err := embed.Open(path, embed.Unpack(packed.Open))
		if err != nil {
			return err
		}
		fmt.Println(table.Len())
		return nil
	})
	// Output: 4
}

func ExamplePack() {
	inFolder(func(dir string) error {
		return animals().Save(filepath.Join(dir, "animals.txt.gz"), embed.Pack(packed.Writer))
	})
	// Output:
}

func ExampleTable_Save() {
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "animals.txt")
		if err := animals().Save(path); err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		fmt.Printf("%s", text)
		return err
	})
	// Output:
	// 4 2
	// cat 1.0 0.0
	// kitten 3.0 1.0
	// dog 1.0 1.0
	// book 0.0 2.0
}

func ExampleTable_SaveAs() {
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "animals")
		if err := animals().SaveAs(path, embed.GloVe); err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		fmt.Printf("%s", text[:12])
		return err
	})
	// Output: cat 1.0 0.0
}

func ExampleWriteFile() {
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "animals.safetensors")
		t := animals()
		if err := embed.WriteFile(
			path,
			embed.Safetensors,
			&embed.File{Table: t, Matrices: map[string]blas32.General{"outputs": t.Matrix()}},
		); err != nil {
			return err
		}
		back, err := embed.ReadFile(path)
		if err != nil {
			return err
		}
		fmt.Println(back.MatrixNames())
		return nil
	})
	// Output: [outputs]
}

func ExampleFile_MatrixNames() {
	t := animals()
	f := embed.File{Table: t, Matrices: map[string]blas32.General{"outputs": t.Matrix()}}
	fmt.Println(f.MatrixNames())
	// Output: [outputs]
}

func ExampleFile_Stream() {
	s := (&embed.File{Table: animals()}).Stream()
	for vector, err := range s.Rows {
		fmt.Println(vector, err)
		break
	}
	// Output: [1 0] <nil>
}

// A text file becomes a native one without all vectors in memory.
func ExampleOpenStream() {
	inFolder(func(dir string) error {
		text, native := filepath.Join(dir, "animals.txt"), filepath.Join(dir, "animals.safetensors")
		if err := animals().Save(text); err != nil {
			return err
		}
		s, err := embed.OpenStream(text)
		if err != nil {
			return err
		}
		defer s.Close()
		fmt.Println(s.Format, s.Words.Len(), s.Dim)
		return embed.WriteStream(native, embed.Safetensors, s)
	})
	// Output: word2vec-text 4 2
}

func ExampleWriteStream() {
	all, _ := vocab.New([]string{"one", "two"}, nil)
	s := &embed.Stream{Words: all, Dim: 1, Rows: func(yield func([]float32, error) bool) {
		for x := range 2 { // computed as they are written
			if !yield([]float32{float32(x + 1)}, nil) {
				return
			}
		}
	}}
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "numbers.txt")
		if err := embed.WriteStream(path, embed.Word2VecText, s); err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		fmt.Printf("%s", text)
		return err
	})
	// Output:
	// 2 1
	// one 1.0
	// two 2.0
}

func ExampleStream_Close() {
	fmt.Println((&embed.File{Table: animals()}).Stream().Close())
	// Output: <nil>
}

func ExampleStream_Meta() {
	stream := &embed.Stream{}
	fmt.Println(stream.Meta().Program == "") // a stream of a program's own has no metadata
	// Output: true
}

func ExampleStream_MatrixNames() {
	t := animals()
	f := embed.File{Table: t, Matrices: map[string]blas32.General{"outputs": t.Matrix()}}
	fmt.Println(f.Stream().MatrixNames())
	// Output: [outputs]
}

func ExampleStream_HasSubwords() {
	fmt.Println((&embed.File{Table: animals()}).Stream().HasSubwords())
	// Output: false
}

func ExampleStream_Top() {
	top, err := (&embed.File{Table: animals()}).Stream().Top(2)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(top.Words.Word(0), top.Words.Word(1), top.Words.Len())
	// Output: cat kitten 2
}

func ExampleStream_Select() {
	some, err := (&embed.File{Table: animals()}).Stream().Select([]vocab.ID{3, 0})
	if err != nil {
		fmt.Println(err)
		return
	}
	for vector := range some.Rows {
		fmt.Println(vector)
	}
	// Output:
	// [0 2]
	// [1 0]
}

func ExampleStream_Table() {
	top, err := (&embed.File{Table: animals()}).Stream().Top(2)
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := top.Table()
	fmt.Println(t.Len(), err)
	// Output: 2 <nil>
}

func ExampleStream_WithContext() {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, err := range (&embed.File{Table: animals()}).Stream().WithContext(ctx).Rows {
		fmt.Println(err)
	}
	// Output: context canceled
}

func ExampleStream_Quantize() {
	s, err := (&embed.File{Table: animals()}).Stream().Quantize(embed.QuantizeInt8)
	if err != nil {
		fmt.Println(err)
		return
	}
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "small.safetensors")
		if err := embed.WriteStream(path, embed.Safetensors, s); err != nil {
			return err
		}
		f, err := embed.ReadFile(path)
		if err != nil {
			return err
		}
		fmt.Printf("%s %.3f\n", f.Quantized, f.Table.Row(1))
		return nil
	})
	// Output: int8 [3.000 0.992]
}

func ExampleStream_Loss() {
	s, err := (&embed.File{Table: animals()}).Stream().Quantize(embed.QuantizeInt8)
	if err != nil {
		fmt.Println(err)
		return
	}
	loss, err := s.Loss()
	fmt.Printf("%.3f %.6f %v\n", loss.Largest, loss.MinCosine, err)
	// Output: 0.008 0.999997 <nil>
}

func ExampleParseQuantize() {
	fmt.Println(embed.ParseQuantize("f16"))
	// Output: f16 <nil>
}

func ExampleFormats() {
	fmt.Println(embed.Formats()[:3])
	// Output: [safetensors word2vec-text word2vec-binary]
}

func ExampleFormatOf() {
	fmt.Println(embed.FormatOf("glove.6B.300d.txt.gz"))
	// Output: word2vec-text <nil>
}

func ExampleParseFormat() {
	fmt.Println(embed.ParseFormat("glove"))
	// Output: glove <nil>
}

func ExampleWrite() {
	if err := embed.Write(os.Stdout, embed.Word2VecText, &embed.File{Table: animals()}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 4 2
	// cat 1.0 0.0
	// kitten 3.0 1.0
	// dog 1.0 1.0
	// book 0.0 2.0
}

func ExampleCheckWrite() {
	err := embed.CheckWrite("animals.txt.zst", embed.Word2VecText) // without the option embed.Pack
	fmt.Println(err)
	// Output: embed: animals.txt.zst: to compress the file, use the option embed.Pack(packed.Writer)
}

func ExamplePickleError() {
	// A file that Python would run: posix.system("ls").
	_, err := embed.Read(strings.NewReader("cposix\nsystem\n(S'ls'\ntR."), embed.Gensim)
	var refused *embed.PickleError
	if errors.As(err, &refused) {
		fmt.Println(refused.Module, refused.Name, "at byte", refused.Offset)
	}
	// Output: posix system at byte 0
}
