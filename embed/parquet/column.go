package parquet

// This file reads a column, value by value, and checks the claims of its pages before
// the library allocates memory by them.

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	pq "github.com/parquet-go/parquet-go/format"
)

// A column reads the values of a column of all row groups. A copy of a column that has not
// been read from is a column of its own.
//
// Parquet stores a column of lists as one sequence of numbers, without the lengths of the lists
// (Melnik et al. 2010, "Dremel"). Each value has two levels instead. A repetition level of 0
// says that it begins a row, and one above 0 that it continues the list. The definition level
// counts the optional and repeated fields on the path that are present; it is below the largest
// one for a null and for an empty list, which take the place of a value.
type column struct {
	name        string
	file        *parquet.File
	leaf        *parquet.Column
	repetitions int // the number of repeated fields on the path to the leaf
	definitions int // the definition level of values that are not null

	group  int // the next row group
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	buf    []parquet.Value
	at     int // the next value in buf
}

// findColumn returns the column of that name. Lists are groups with one field, down to the
// leaf.
func findColumn(f *parquet.File, name string) (*column, error) {
	c := &column{name: name, file: f}
	leaf := f.Root().Column(name)
	if leaf == nil {
		return nil, c.fault(`there is no column %s (columns: %s); rename yours, in pandas: df.rename(columns={"…": "%s"})`,
			name, columnNames(f), name)
	}
	for {
		if leaf.Repeated() {
			c.repetitions++
		}
		if !leaf.Required() {
			c.definitions++
		}
		if leaf.Leaf() {
			c.leaf = leaf
			return c, nil
		}
		if len(leaf.Columns()) != 1 {
			return nil, c.fault("the column %s is a struct of %d fields", name, len(leaf.Columns()))
		}
		leaf = leaf.Columns()[0]
	}
}

// columnNames returns the names of the first columns of a file. There are at most ten, for
// an error message.
func columnNames(f *parquet.File) string {
	var names []string
	for _, c := range f.Root().Columns() {
		names = append(names, c.Name())
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names[:min(len(names), 10)], ", ")
}

// typeName returns the type of the column's values.
func (c *column) typeName() string {
	return strings.ToLower(c.leaf.Type().String())
}

// isFloat16 reports whether the values are float16, which the library takes for bytes: it
// looks at the schema in the file, whose elements without children are the leaves.
func (c *column) isFloat16() bool {
	leaf := -1
	for _, e := range c.file.Metadata().Schema {
		if e.NumChildren.V > 0 {
			continue
		}
		if leaf++; leaf == c.leaf.Index() {
			_, ok := e.LogicalType.Value.(*pq.Float16Type)
			return ok && e.TypeLength.V == 2
		}
	}
	return false
}

// fault returns a ColumnError.
func (c *column) fault(text string, args ...any) error {
	return &ColumnError{c.name, fmt.Errorf(text, args...)}
}

// ended returns the error for a column that is shorter than that of the words, or err if it
// is another one.
func (c *column) ended(err error) error {
	if errors.Is(err, io.EOF) {
		return c.fault("the column %s has fewer rows than the column word", c.name)
	}
	return err
}

// next returns the next value, valid until the one after it is read. After the last value
// the error is io.EOF.
func (c *column) next() (parquet.Value, error) {
	v, err := c.peek()
	c.at++
	return v, err
}

// bufValues is the number of values that are read at once.
const bufValues = 1024

// peek returns the next value, which the next call returns again.
func (c *column) peek() (parquet.Value, error) {
	for c.at >= len(c.buf) {
		if c.values == nil {
			if err := c.nextPage(); err != nil {
				return parquet.Value{}, err
			}
		}
		if c.buf == nil {
			c.buf = make([]parquet.Value, bufValues)
		}
		n, err := c.values.ReadValues(c.buf[:bufValues])
		c.buf, c.at = c.buf[:n], 0
		if n == 0 && err == nil {
			return parquet.Value{}, io.ErrNoProgress
		}
		if errors.Is(err, io.EOF) {
			c.values = nil // the page is released with the next one: buf refers to it
		} else if err != nil {
			return parquet.Value{}, err
		}
	}
	return c.buf[c.at], nil
}

// nextPage opens the next page. After the last page of the last row group the error is
// io.EOF.
func (c *column) nextPage() error {
	parquet.Release(c.page)
	c.page = nil
	for {
		if c.pages == nil {
			groups := c.file.RowGroups()
			if c.group == len(groups) {
				return io.EOF
			}
			if err := checkPages(c.file, c.metadata()); err != nil {
				return err
			}
			c.pages = groups[c.group].ColumnChunks()[c.leaf.Index()].Pages()
			c.group++
		}
		page, err := c.pages.ReadPage()
		if errors.Is(err, io.EOF) {
			if err := c.pages.Close(); err != nil {
				return err
			}
			c.pages = nil
			continue
		}
		if err != nil {
			return fmt.Errorf("the column %s: %w", c.name, err)
		}
		c.page, c.values = page, page.Values()
		return nil
	}
}

// metadata returns the metadata of the column in the next row group.
func (c *column) metadata() *pq.ColumnMetaData {
	return &c.file.Metadata().RowGroups[c.group].Columns[c.leaf.Index()].MetaData
}

// close releases the pages.
func (c *column) close() {
	if c.pages != nil {
		c.pages.Close() //nolint:errcheck // only read from
		c.pages = nil
	}
	parquet.Release(c.page)
	c.page = nil
}

// A page may claim freeSize bytes or values, and maxRatio more for each of its bytes in the
// file. Vectors are hardly compressed; equal values are, but pages have about a million bytes
// or values in the programs that are known to write such files.
const (
	maxRatio = 1 << 10
	freeSize = 4 << 20
)

// checkPages reads the headers of the pages of a column in a row group, and returns an error
// if one claims more bytes or values than its bytes in the file can hold.
func checkPages(f *parquet.File, m *pq.ColumnMetaData) error {
	pos := m.DataPageOffset
	if m.DictionaryPageOffset != 0 {
		pos = min(pos, m.DictionaryPageOffset)
	}
	if !fits(pos, m.TotalCompressedSize, f.Size()) {
		return fmt.Errorf("a row group claims %d bytes at byte %d, but the file has %d", m.TotalCompressedSize, pos, f.Size())
	}
	for end := pos + m.TotalCompressedSize; pos < end; {
		header, length, err := pageHeader(f, pos, end)
		if err != nil {
			return fmt.Errorf("byte %d: the header of a page: %w", pos, err)
		}
		size := int64(header.CompressedPageSize)
		limit := int64(freeSize) + maxRatio*size
		if size < 0 || size > end-pos-length || int64(header.UncompressedPageSize) > limit || numValues(header) > limit {
			return fmt.Errorf("byte %d: a page claims %d bytes, %d uncompressed, and %d values, but the column has %d bytes",
				pos, size, header.UncompressedPageSize, numValues(header), m.TotalCompressedSize)
		}
		pos += length + size
	}
	return nil
}

// numValues returns the number of values that a page claims.
func numValues(h *pq.PageHeader) int64 {
	return int64(max(h.DataPageHeader.V.NumValues, h.DataPageHeaderV2.V.NumValues, h.DictionaryPageHeader.V.NumValues))
}

// pageHeader reads the header of the page at pos, and returns its length. Headers are small,
// unless their statistics are long strings.
func pageHeader(f *parquet.File, pos, end int64) (*pq.PageHeader, int64, error) {
	var protocol thrift.CompactProtocol
	for n := int64(4 << 10); ; n *= 16 {
		buf := make([]byte, min(n, end-pos))
		if _, err := f.ReadAt(buf, pos); err != nil {
			return nil, 0, err
		}
		r := protocol.NewReaderFromBytes(buf)
		h := new(pq.PageHeader)
		err := thrift.NewDecoder(r).Decode(h)
		if err == nil || n >= end-pos {
			return h, int64(r.BytesRead()), err
		}
	}
}

// fits reports whether an offset and a length lie in a file of size bytes.
func fits(offset, length, size int64) bool {
	return offset >= 0 && length >= 0 && length <= size && offset <= size-length && length < math.MaxInt64
}
