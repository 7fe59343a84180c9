package embed

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/w2vattn/w2vattn/internal/mmap"
	"github.com/w2vattn/w2vattn/vocab"
)

// A mapping is a table's file, shown as memory.
type mapping struct {
	region *mmap.Region
	path   string
	mu     sync.Mutex
	err    error
}

// guard runs look, which reads the memory. What goes wrong is kept, the first of
// it, and returned. A nil mapping stands for memory that cannot go.
func (m *mapping) guard(look func() error) error {
	if m == nil {
		return look()
	}
	var err error
	if fault := m.region.Guard(func() { err = look() }); fault != nil {
		err = fault
	}
	if err == nil {
		return nil
	}
	err = fmt.Errorf("embed: %s: %w", m.path, err)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err == nil {
		m.err = err
	}
	return err
}

// read is guard for what cannot fail by itself.
func (t *Table) read(look func()) error {
	return t.file.guard(func() error {
		look()
		return nil
	})
}

// Err returns the first error of reading a mapped table: its file became shorter,
// is damaged, or was closed. Methods with an error return it themselves; Err is
// for what follows a loop over Row or over the words of Vocab, which may have been
// zeros and empty since then. A table in memory has no such error.
func (t *Table) Err() error {
	if t.file == nil {
		return nil
	}
	t.file.mu.Lock()
	defer t.file.mu.Unlock()
	return t.file.err
}

// Close releases the file of a mapped table; use none of its methods after that.
// A table in memory holds nothing, and one need not close it.
func (t *Table) Close() error {
	if t.file == nil {
		return nil
	}
	if err := t.file.region.Close(); err != nil {
		return fmt.Errorf("embed: %s: %w", t.file.path, err)
	}
	return nil
}

// mapped makes a table of a native file that is mapped. It returns nil where the
// file's numbers cannot be used where they lie.
func (o openOptions) mapped(path string) (*File, error) {
	region, err := mmap.Map(path)
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	m := &mapping{region: region, path: path}
	var f *File
	err = m.guard(func() (err error) {
		if f, err = mapNative(region.Bytes(), m); err != nil {
			err = fmt.Errorf("as %s: %w", Safetensors, err)
		}
		return err
	})
	if err != nil || f == nil {
		region.Close() //nolint:errcheck // only read from
		return nil, err
	}
	f.Format = Safetensors
	return f, nil
}

// OpenFile is Open for all that the file holds. Of a mapped file the matrices are
// mapped too: like [Table.Matrix] they are memory that may go.
func OpenFile(path string, options ...OpenOption) (*File, error) {
	o := optionsOf(options)
	p, err := o.open(path)
	if err != nil {
		return nil, err
	}
	defer p.close()
	return o.file(p)
}

// file reads all that an opened file holds, or maps it.
func (o openOptions) file(p *opened) (*File, error) {
	if p.codec.format == Safetensors && p.in.at != nil {
		if f, err := o.mapped(p.in.path); f != nil || err != nil {
			return f, err
		}
	}
	return p.all()
}

// mapNative makes a table of a mapped file. What it checks does not depend on the
// file's size. It returns nil where numbers cannot be used where they lie, or
// are rounded and must be read anyway.
func mapNative(file []byte, m *mapping) (*File, error) {
	header, err := readHeader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	n := &native{data: file[len(header):], file: m}
	if err := n.parse(header); err != nil {
		return nil, err
	}
	if err := checkLayout(n.tensors, int64(len(n.data))); err != nil {
		return nil, err
	}
	v, d, err := n.shape()
	if err != nil {
		return nil, err
	}
	offsets, ok1 := mmap.Cast[int64](n.part(tensorOffsets))
	sorted, ok2 := mmap.Cast[int32](n.part(tensorSorted))
	counts, ok3 := mmap.Cast[int64](n.part(tensorCounts))
	_, ok4 := mmap.Cast[float32](n.part(tensorVectors))
	if !ok1 || !ok2 || !ok3 || !ok4 || n.tensors[tensorVectors].DType != "F32" {
		return nil, nil
	}
	if _, ok := n.tensors[tensorCounts]; ok && counts == nil {
		counts = []int64{} // of no words
	}
	words, err := vocab.FromPacked(vocab.Packed{
		Text: n.part(tensorWords), Offsets: offsets, Sorted: sorted, Counts: counts,
		Guard: func(look func() error) { m.guard(look) }, //nolint:errcheck // the mapping keeps it
	})
	if err != nil {
		return nil, err
	}
	return n.finish(words, v, d)
}
