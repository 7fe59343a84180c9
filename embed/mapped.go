package embed

// This file reads tables that are mapped files. Opening takes the same time at any
// size, and the system loads the pages that are used. A file that another program
// truncates causes a memory fault, which becomes an error (internal/mmap).

import (
	"fmt"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/mapped"
)

// guard runs look, which reads vectors, and returns the error of a mapped
// file.
func (t *Table) guard(look func()) error {
	return t.file.Guard(func() error {
		look()
		return nil
	})
}

// Err returns the first error of reading a mapped table: its file was
// truncated, is damaged, or was closed. Methods with an error return it
// themselves. Call Err after a loop over Row or over the words of Vocab, whose
// results may have been zero or empty. A table in memory has no such error.
func (t *Table) Err() error { return t.file.Err() }

// Close releases the file of a mapped table; do not use the table after that. Close may be
// called again. For a table in memory it does nothing. The error is that of the system.
func (t *Table) Close() error { return t.file.Close() }

// OpenFile returns everything that the file at path holds; otherwise it is like
// [Open]. [File.Matrices] of a native file are mapped too: their numbers lie in
// the file, as those of [Table.Matrix] do. Closing the Table releases them.
// Options and errors are those of Open.
func OpenFile(path string, options ...OpenOption) (*File, error) {
	o := optionsOf(options)
	p, err := o.open(path)
	if err != nil {
		return nil, err
	}
	defer p.close()
	return p.fileOrMap()
}

// fileOrMap maps the file if its format and its kind allow it, and reads it
// otherwise.
func (p *opened) fileOrMap() (*File, error) {
	if p.format.Map != nil && p.in.At != nil {
		if f, err := p.mapped(); f != nil || err != nil {
			return f, err
		}
	}
	return p.all()
}

// mapped returns the mapped file, or nil if the file must be read.
func (p *opened) mapped() (*File, error) {
	m, err := mapped.Open(p.in.Path)
	if err != nil {
		return nil, err
	}
	var c *format.Contents
	err = m.Guard(func() (err error) {
		if c, err = p.format.Map(m); err != nil {
			err = fmt.Errorf("as %s: %w", p.format.Name, err)
		}
		return err
	})
	if err != nil || c == nil {
		m.Close() //nolint:errcheck // only read from
		return nil, err
	}
	return fileOf(c, p.format)
}
