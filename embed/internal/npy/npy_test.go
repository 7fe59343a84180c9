package npy

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestHeaders: headers are read as numpy, Python 2 and other programs write them, and others
// are refused.
func TestHeaders(t *testing.T) {
	for header, want := range map[string]string{
		"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }":    "f4 [3 2] false",
		"{'descr': '<f4', 'fortran_order': True, 'shape': (3, 2), }":     "f4 [3 2] true",
		"{'shape': (3, 2), 'fortran_order': False, 'descr': '<f4'}":      "f4 [3 2] false",
		"{'descr':'<f4','fortran_order':False,'shape':(3,2)}":            "f4 [3 2] false",
		"{'descr': '<i8', 'fortran_order': False, 'shape': (3L, 2L), }":  "i8 [3 2] false",
		"{'descr': '<U12', 'fortran_order': False, 'shape': (3,), }  \n": "U48 [3] false",
		"{'descr': '|S7', 'fortran_order': False, 'shape': (0,), }":      "S7 [0] false",
		"{'descr': '<f4', 'fortran_order': False, 'shape': (), }":        "f4 [] false",
		"":                                    "cannot be parsed",
		"{'descr': '<f4', 'shape': (3, 2), }": "cannot be parsed",
		"{'descr': '<f4', 'fortran_order': False, }":                                  "cannot be parsed",
		"{'fortran_order': False, 'shape': (3, 2), }":                                 "cannot be parsed",
		"{'descr': '<f4', 'fortran_order': False, 'shape': (x,), }":                   "not a tuple of lengths",
		"{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }":                  "not a tuple of lengths",
		"{'descr': '<f4', 'fortran_order': False, 'shape': (1e3,), }":                 "not a tuple of lengths",
		"{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,), }": "not a tuple of lengths",
		"{'descr': '|O', 'fortran_order': False, 'shape': (3,), }":                    "Python objects",
		"{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3,), }":          "elements of type",
		"{'descr': '', 'fortran_order': False, 'shape': (3,), }":                      "elements of type",
		"{'descr': 'f4', 'fortran_order': False, 'shape': (3,), }":                    "elements of type",
		"{'descr': '<f', 'fortran_order': False, 'shape': (3,), }":                    "elements of type",
		"{'descr': '<f0', 'fortran_order': False, 'shape': (3,), }":                   "elements of type",
		"{'descr': '<f-4', 'fortran_order': False, 'shape': (3,), }":                  "elements of type",
		"{'descr': '<f16', 'fortran_order': False, 'shape': (3,), }":                  "not supported",
		"{'descr': '<c8', 'fortran_order': False, 'shape': (3,), }":                   "not supported",
		"{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }":                   "not supported",
		"{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (3,), }":               "elements of type",
		"{'descr': '<i16', 'fortran_order': False, 'shape': (3,), }":                  "not supported",
		"{'descr': '<U65537', 'fortran_order': False, 'shape': (3,), }":               "elements of type",
	} {
		var a Array
		got := ""
		if err := a.parse(header); err != nil {
			got = err.Error()
		} else {
			got = fmt.Sprint(a.Type, " ", a.Shape, " ", a.Fortran)
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
}

// TestHeaderVersions: the length of a header has 2 bytes in version 1, and 4 bytes later.
func TestHeaderVersions(t *testing.T) {
	header := "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }\n"
	n := string(binary.LittleEndian.AppendUint16(nil, uint16(len(header))))
	one := "\x00\x00\x80\x3f"
	for start, want := range map[string]string{
		magic + "\x01\x00" + n:              "",
		magic + "\x02\x00" + n + "\x00\x00": "",
		magic + "\x03\x00" + n + "\x00\x00": "",
		magic + "\x02\x00" + n + "\x00\x7f": "more than the 65536 that are allowed",
		magic + "\x01\x00\xff\xff":          "the file ends here",
		"\x93NUMPX\x01\x00" + n:             "not a numpy array",
	} {
		a, err := Open(strings.NewReader(start + header + one))
		if want != "" {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v, want %q", start, err, want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", start, err)
			continue
		}
		got := make([]float32, 1)
		if err := a.Floats(got, 1); err != nil || got[0] != 1 {
			t.Errorf("%q: %v, %v", start, got, err)
		}
	}
	whole := magic + "\x02\x00" + n + "\x00\x00" + header + one
	for i := range len(whole) - len(one) {
		if _, err := Open(strings.NewReader(whole[:i])); err == nil {
			t.Errorf("a header that was cut off at byte %d is read", i)
		}
	}
}

// TestNewHeader: headers have the shape, and a multiple of 64 bytes.
func TestNewHeader(t *testing.T) {
	for shape, want := range map[string][]int{"(3, 2)": {3, 2}, "(3,)": {3}, "(0, 1)": {0, 1}} {
		if got := string(NewHeader("<f4", want...)); !strings.Contains(got, "'shape': "+shape+",") {
			t.Errorf("%v: %q", want, got)
		}
	}
	for n := range 20 {
		if b := NewHeader("<f4", 1<<n, 3); len(b)%64 != 0 || b[len(b)-1] != '\n' {
			t.Errorf("%q", b)
		}
	}
}

// rowsOf reads all rows of a matrix, those in skip only by name.
func rowsOf(m *Matrix, rows, columns int, skip ...int) (string, error) {
	var all []string
	for i := range rows {
		var vector []float32
		if !slices.Contains(skip, i) {
			vector = make([]float32, columns)
		}
		if err := m.Next(vector); err != nil {
			return fmt.Sprint(all), err
		}
		if vector != nil {
			all = append(all, fmt.Sprint(vector))
		}
	}
	rest, err := m.Rest()
	return fmt.Sprint(all, rest), err
}

// TestMatrix: rows are the same in either order of the numbers and of the bytes, also if
// some are skipped.
func TestMatrix(t *testing.T) {
	little, _ := binary.Append(nil, binary.LittleEndian, []float32{1, 2, 3, 4, 5, 6})
	columns, _ := binary.Append(nil, binary.BigEndian, []float64{1, 3, 5, 2, 4, 6})
	for _, c := range []struct {
		descr   string
		data    []byte
		fortran bool
	}{{"<f4", little, false}, {">f8", columns, true}} {
		for _, q := range []struct {
			skip []int
			want string
		}{{nil, "[[1 2] [3 4] [5 6]] 1"}, {[]int{0}, "[[3 4] [5 6]] 1"}, {[]int{0, 1}, "[[5 6]] 1"},
			{[]int{1}, "[[1 2] [5 6]] 1"},
			{[]int{2}, "[[1 2] [3 4]] 1"}, {[]int{0, 1, 2}, "[] 1"}} {
			typ, err := ParseType(c.descr)
			if err != nil {
				t.Fatal(err)
			}
			m, err := NewMatrix(New(strings.NewReader(string(c.data)+"x"), typ, []int64{3, 2}, c.fortran))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := rowsOf(m, 3, 2, q.skip...); err != nil || got != q.want {
				t.Errorf("%s without %v: %s, %v, want %s", c.descr, q.skip, got, err, q.want)
			}
		}
		for n := range c.data {
			typ, _ := ParseType(c.descr)
			m, err := NewMatrix(New(strings.NewReader(string(c.data[:n])), typ, []int64{3, 2}, c.fortran))
			if err == nil {
				_, err = rowsOf(m, 3, 2)
			}
			if err == nil {
				t.Errorf("%s: cut off at byte %d, it is read", c.descr, n)
			}
		}
	}
}

// TestNoMatrix: arrays of other kinds or dimensions are refused, and a shape that claims
// more than there is costs no memory.
func TestNoMatrix(t *testing.T) {
	for _, c := range []struct {
		descr   string
		shape   []int64
		fortran bool
		want    string
	}{
		{"<i4", []int64{1, 1}, false, "elements of type i4"},
		{"<f4", []int64{1}, false, "the shape [1]"},
		{"<f4", []int64{1, 1, 1}, false, "the shape [1 1 1]"},
		{"<f4", []int64{1 << 40, 1 << 20}, true, "the file ends here"},
		{"<f4", []int64{1 << 40, 1 << 20}, false, ""},
		{"<f4", []int64{0, 5}, true, ""},
	} {
		typ, err := ParseType(c.descr)
		if err != nil {
			t.Fatal(err)
		}
		_, err = NewMatrix(New(strings.NewReader("1234"), typ, c.shape, c.fortran))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s %v: %v, want %q", c.descr, c.shape, err, c.want)
		}
	}
}

// FuzzNPY reads an array without an archive, whose checksum would be checked first.
func FuzzNPY(f *testing.F) {
	f.Add(append(NewHeader("<f4", 1, 2), "\x00\x00\x80\x3f\x00\x00\x00\x40"...))
	f.Add(append(NewHeader("<U2", 2), "a\x00\x00\x00\x45\xcc\x00\x00b\x00\x00\x00\x00\x00\x00\x00"...))
	f.Add(append(NewHeader(">i8", 1), "\x00\x00\x00\x00\x00\x00\x00\x07"...))
	f.Fuzz(func(_ *testing.T, b []byte) {
		a, err := Open(bytes.NewReader(b))
		for i := 0; i < 4 && err == nil; i++ {
			switch a.Kind {
			case 'f':
				err = a.Floats(make([]float32, 3), 3)
			case 'i', 'u':
				_, err = a.Integer()
			default:
				_, err = a.Text()
			}
		}
	})
}
