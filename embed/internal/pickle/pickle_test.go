package pickle

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// classes are those that the tests allow.
var classes = map[Global]Use{{"m", "C"}: Instance, {"m", "f"}: Name}

// decode decodes a pickle in memory, which can be read at any place.
func decode(file string) (Value, error) {
	v, n, err := Decode(Input{R: bufio.NewReader(strings.NewReader(file)), At: strings.NewReader(file),
		Size: int64(len(file))}, classes)
	if err == nil && n != int64(len(file)) {
		err = fmt.Errorf("%d of %d bytes were read", n, len(file))
	}
	return v, err
}

// show returns a value in a form like that of Python.
func show(v Value) string {
	list := func(begin string, values []Value, end string) string {
		var all []string
		for _, x := range values {
			all = append(all, show(x))
		}
		return begin + strings.Join(all, " ") + end
	}
	switch v := v.(type) {
	case nil:
		return "None"
	case string:
		return fmt.Sprintf("%q", v)
	case Long:
		return "long"
	case *Bytes:
		if v.Data == nil && v.Len > 0 {
			return fmt.Sprintf("b@%d+%d", v.At, v.Len)
		}
		return fmt.Sprintf("b%q", v.Data)
	case *List:
		return list("[", v.Items, "]")
	case *Tuple:
		return list("(", v.Items, ")")
	case *Set:
		return list("{", v.Items, "}")
	case *Dict:
		return list("{", v.Keys, ":") + list(" ", v.Values, "}")
	case *Object:
		return list(v.Class.String()+"(", v.arguments(), ")") + show(v.State)
	case *Array:
		return fmt.Sprint(v.Type, v.Shape, v.Fortran) + list("[", v.Objects, "]")
	}
	return fmt.Sprint(v)
}

// arguments returns those that an object was made of.
func (o *Object) arguments() []Value {
	if t, ok := o.args.(*Tuple); ok {
		return t.Items
	}
	return nil
}

// TestOpcodes checks the values of all opcodes.
func TestOpcodes(t *testing.T) {
	for _, c := range [][2]string{
		{"N.", "None"}, {"\x88.", "true"}, {"\x89.", "false"}, {"I01\n.", "true"}, {"I00\n.", "false"},
		{"I1\n.", "1"}, {"I-12\n.", "-12"}, {"I0\n.", "0"}, {"L12L\n.", "12"}, {"L12\n.", "12"},
		{"L-99999999999999999999L\n.", "long"}, {"K\xff.", "255"}, {"M\x01\x02.", "513"},
		{"J\xfe\xff\xff\xff.", "-2"}, {"J\xff\xff\xff\x7f.", "2147483647"}, {"\x8a\x00.", "0"},
		{"\x8a\x01\xff.", "-1"}, {"\x8a\x02\xff\x00.", "255"}, {"\x8a\x09123456789.", "long"},
		{"\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f.", "9223372036854775807"},
		{"\x8b\x02\x00\x00\x00\x00\x80.", "-32768"}, {"F1.5\n.", "1.5"}, {"F-1e3\n.", "-1000"},
		{"Fnan\n.", "NaN"}, {"G?\xf8\x00\x00\x00\x00\x00\x00.", "1.5"}, {"S'a\\n\\x41\\101\\''\n.", `"a\nAA'"`},
		{"S\"\"\n.", `""`}, {"S'\\xe9'\n.", `"é"`}, {"T\x02\x00\x00\x00a\xe9.", `"aé"`}, {"U\x01a.", `"a"`},
		{"Va\\u00e9\xe9\\U0001f469\\x\n.", `"aéé👩\\x"`}, {"V\n.", `""`}, {"V\\ud800\n.", `"�"`},
		{"X\x03\x00\x00\x00\xea\xb3\xa0.", `"고"`}, {"\x8c\x01a.", `"a"`},
		{"\x8d\x01\x00\x00\x00\x00\x00\x00\x00a.", `"a"`}, {"\x8c\x01\xff.", `"\xff"`},
		{"C\x02a\x00.", `b"a\x00"`}, {"B\x01\x00\x00\x00a.", `b"a"`},
		{"\x8e\x01\x00\x00\x00\x00\x00\x00\x00a.", `b"a"`}, {"\x96\x01\x00\x00\x00\x00\x00\x00\x00a.", `b"a"`},
		{"].", "[]"}, {"(K\x01K\x02l.", "[1 2]"}, {"]K\x01a.", "[1]"}, {"](K\x01K\x02e.", "[1 2]"},
		{"](e.", "[]"}, {").", "()"}, {"(t.", "()"}, {"(K\x01t.", "(1)"}, {"K\x01\x85.", "(1)"},
		{"K\x01K\x02\x86.", "(1 2)"}, {"NNN\x87.", "(None None None)"}, {"}.", "{: }"}, {"(0(Nt.", "(None)"},
		{"(K\x01K\x02d.", "{1: 2}"}, {"}K\x01K\x02s.", "{1: 2}"}, {"}(K\x01K\x02K\x03K\x04u.", "{1 3: 2 4}"},
		{"\x8f.", "{}"}, {"\x8f(K\x01\x90.", "{1}"}, {"(K\x01\x91.", "{1}"}, {"K\x01K\x020.", "1"},
		{"(K\x010N1K\x07.", "7"}, {"K\x01(0.", "1"}, {"K\x012\x86.", "(1 1)"}, {"K\x01p0\n0g0\n.", "1"},
		{"K\x01q\x000h\x00.", "1"}, {"K\x01r\x01\x00\x00\x000j\x01\x00\x00\x00.", "1"},
		{"K\x01\x94K\x02\x940h\x00h\x01\x87.", "(1 1 2)"}, {"K\x01q\x01h\x01\x86.", "(1 1)"},
		{"\x80\x05\x95\x01\x00\x00\x00\x00\x00\x00\x00N.", "None"}, {"cm\nC\n.", "m.C"}, {"cm\nf\n.", "m.f"},
		{"\x8c\x01m\x8c\x01C\x93.", "m.C"}, {"cm\nC\n(K\x01tR.", "m.C(1)None"},
		{"cm\nC\n)\x81}b.", "m.C(){: }"}, {"cm\nC\n)}\x92Nb.", "m.C()None"}, {"(K\x01im\nC\n.", "m.C(1)None"},
		{"(cm\nC\nK\x01o.", "m.C(1)None"},
		{"ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nobject\nNtR}b.", "m.C(){: }"},
		{"cbuiltins\nset\n](K\x01K\x02e\x85R.", "{1 2}"}, {"c__builtin__\nfrozenset\nK\x01\x85\x85R.", "{1}"},
		{"cbuiltins\nlist\n)R.", "[]"}, {"ccollections\nOrderedDict\n)RK\x01K\x02s.", "{1: 2}"},
		{"ccollections\nOrderedDict\n(](](K\x01K\x02eetR.", "{1: 2}"},
		{"ccollections\ndefaultdict\nc__builtin__\nlong\n\x85R.", "{: }"},
		{"c_codecs\nencode\n(V\xe9\nVlatin1\ntR.", `b"\xe9"`}, {"c__builtin__\nbytes\n)R.", `b""`},
		{"c__builtin__\nbytearray\n(Va\nVlatin-1\ntR.", `b"a"`}, {"cbuiltins\nbytearray\nC\x01a\x85R.", `b"a"`},
	} {
		file, want := c[0], c[1]
		v, err := decode(file)
		if got := show(v); err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", file, got, err, want)
		}
	}
}

// TestRefused checks that bad pickles are errors that name the byte.
func TestRefused(t *testing.T) {
	for _, c := range [][2]string{
		{"", "byte 0: the file ends here"}, {"N", "byte 1: the file ends here"}, {".", "ends with 0 values"},
		{"NN.", "ends with 2 values"}, {"(N.", "ends with 1 values"}, {"N.N", "byte 2: the file continues"},
		{"N\x00.", `byte 1: the opcode '\x00' is unknown`}, {"Pid\n.", "byte 0: the opcode 'P'"},
		{"NQ.", "byte 1: the opcode 'Q'"}, {"\x82\x01.", "the opcode"}, {"\x83\x01\x00.", "the opcode"},
		{"\x84\x01\x00\x00\x00.", "the opcode"}, {"\x97.", "the opcode"}, {"N\x98.", "the opcode"},
		{"\x80\x06N.", "byte 0: protocol 6"}, {"cposix\nsystem\n.", "byte 0: the pickle names posix.system"},
		{"\x8c\x02os\x8c\x06system\x93.", "byte 12: the pickle names os.system"},
		{"(S'ls'\nios\nsystem\n.", "byte 7: the pickle names os.system"},
		{"c__builtin__\neval\n.", "byte 0: the pickle names __builtin__.eval"}, {"cm\nCC\n.", "names m.CC"},
		{"cm.C\n\n.", "names m.C."}, {"cm\nC", "the file ends here"},
		{"cm\nf\n)R.", "byte 6: the pickle calls m.f"}, {"(cm\nf\no.", "the pickle calls m.f"},
		{"ccopyreg\n_reconstructor\n(cm\nf\ncbuiltins\nobject\nNtR.", "derived from another"},
		{"ccopyreg\n_reconstructor\n(cm\nC\ncbuiltins\nlist\n]tR.", "derived from another"},
		{"cnumpy\nndarray\n)R.", "the pickle calls numpy.ndarray"},
		{"cm\nC\n)(K\x01K\x02d\x92.", "byte 12: arguments with names"},
		{"N)R.", "a None is called with a tuple"}, {"cm\nC\nNR.", "a m.C is called with a None"},
		{"R.", "byte 0: a value is missing"}, {"N\x86.", "a value is missing"},
		{"N(\x85.", "byte 2: a value is missing"}, {"N(a.", "byte 2: a value is missing"},
		{"t.", "a mark is missing"}, {"1.", "a mark is missing"}, {"e.", "a mark is missing"},
		{"0.", "a value is missing"}, {"(o.", "a class is missing"}, {"NNa.", "items for a list, but a None"},
		{"N(e.", "items for a list, but a None"}, {"NNNs.", "for a dict, but a None"},
		{"}(Nu.", "1 keys and values"}, {"(Nd.", "1 keys and values"},
		{"](\x90.", "items for a set, but a list"}, {"NNb.", "a None has no state"},
		{"cm\nC\n)\x81}b}b.", "byte 10: the state of the m.C is set twice"},
		{"h\x00.", "no entry 0 in the memo"}, {"Nq\x01h\x00.", "byte 3: there is no entry 0"},
		{"g-1\n.", "no entry -1"}, {"gx\n.", `"x" is not a number`}, {"Np-1\n.", "entry -1 of the memo"},
		{"Nr\xff\xff\xff\xff.", "entry 4294967295 of the memo"}, {"q\x00.", "a value is missing"},
		{"Np9223372036854775807\n.", "of the memo is far after"}, {"Ix\n.", `"x" is not an integer`},
		{"I\n.", `"" is not an integer`}, {"L--1\n.", "not an integer"}, {"Fx\n.", `"x" is not a number`},
		{"Sa\n.", "quotation marks"}, {"S'a\"\n.", "quotation marks"}, {"S'\n.", "quotation marks"},
		{"S'\\q'\n.", "escape"}, {"S'\\x4'\n.", "escape"}, {"S'\\'\n.", "escape"},
		{"V\\u12\n.", "ends inside an escape"}, {"V\\uzzzz\n.", "not a Unicode character"},
		{"V\\Uffffffff\n.", "not a Unicode character"},
		{"\x8c\x05abc.", "byte 0: 5 bytes are claimed to follow, but 4 bytes are left"},
		{"X\xff\xff\xff\xffa.", "4294967295 bytes are claimed"},
		{"\x8e\xff\xff\xff\xff\xff\xff\xff\xffa.", "18446744073709551615 bytes are claimed"},
		{"\x8b\xff\xff\xff\xffa.", "4294967295 bytes are claimed"},
		{"\x80\x04\x95\xff\x00\x00\x00\x00\x00\x00\x00N.", "byte 2: 255 bytes are claimed"},
		{"c_codecs\nencode\n(V\\u0100\nVlatin1\ntR.", "not Latin-1"},
		{"c_codecs\nencode\n(Va\nVutf-8\ntR.", "not Latin-1"},
		{"cbuiltins\nset\nN\x85R.", "a container of a None"},
		{"ccollections\nOrderedDict\nN\x85R.", "a dict of a None"},
		{"ccollections\nOrderedDict\n](NetR.", "a mark is missing"},
		{"ccollections\nOrderedDict\n(](NetR.", "a dict of pairs has a None"},
		{"\x8c\x01mN\x93.", "a str and a None do not name a class"}, {"cnumpy\ndtype\n)R.", "has no name"},
		{"]q\x00h\x00a.", "byte 0: the list contains itself"}, {"]q\x00h\x00\x85a.", "contains itself"},
		{"}q\x00Nh\x00s.", "byte 0: the dict contains itself"},
		{"cm\nC\n)\x81q\x00}Nh\x00sb.", "byte 6: the m.C contains itself"},
		{"](]q\x00h\x00ae.", "byte 2: the list contains itself"},
		{"\x8fq\x00(h\x00\x90.", "byte 0: the set contains itself"},
	} {
		file, want := c[0], c[1]
		v, err := decode(file)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %s, %v; want %q", file, show(v), err, want)
		}
	}
	var g *GlobalError
	_, err := decode("Ncposix\nsystem\n.")
	if !errors.As(err, &g) || g.Offset != 1 || g.Module != "posix" || g.Name != "system" {
		t.Errorf("got %+v", g)
	}
}

// TestShared: a value that occurs several times is no cycle.
func TestShared(t *testing.T) {
	v, err := decode("](]q\x00h\x00h\x00e.")
	if err != nil || show(v) != "[[] [] []]" {
		t.Errorf("%s, %v", show(v), err)
	}
}

// TestDeep: values may nest deeper than calls.
func TestDeep(t *testing.T) {
	const n = 1 << 18
	file := strings.Repeat("]", n) + strings.Repeat("a", n-1)
	if _, err := decode(file + "."); err != nil {
		t.Error(err)
	}
	file = "]q\x00" + strings.Repeat("]", n) + "h\x00" + strings.Repeat("a", n+1)
	if _, err := decode(file + "."); err == nil || !strings.Contains(err.Error(), "byte 0: the list contains itself") {
		t.Error(err)
	}
}

// TestRepeated checks that values which a pickle refers to again and again cost neither
// memory nor time in proportion to the product of their size and number.
func TestRepeated(t *testing.T) {
	const n = 50_000
	list := "](" + strings.Repeat("N", n) + "eq\x00"
	text := "X" + string(binary.LittleEndian.AppendUint32(nil, n)) + strings.Repeat("x", n) + "q\x01Vlatin1\nq\x02"
	for _, c := range []struct{ file, want string }{
		{list + "cbuiltins\nlist\nq\x03" + strings.Repeat("h\x03h\x00\x85R", n), "copies the same values"},
		{list + "cbuiltins\nset\nq\x03" + strings.Repeat("h\x03h\x00\x85R0", n), "copies the same values"},
		{"](" + strings.Repeat("]q\x01NaNa", n) + "eq\x00ccollections\nOrderedDict\nq\x03" +
			strings.Repeat("h\x03h\x00\x85R", n), "copies the same values"},
		{text + "c_codecs\nencode\nq\x03" + strings.Repeat("h\x03h\x01h\x02\x86R", n), "copies the same values"},
		{text + "(" +
			strings.Repeat(strings.TrimSuffix(array("u1", "|", "J\x50\xc3\x00\x00\x85", "\x89", "h\x01"), "."), 100) + "l.",
			"copies the same values"},
		{"(" + strings.Repeat("K\x01", 65) + "tq\x00" + array("f4", "<", "h\x00", "\x89", "C\x04abcd"), "65 dimensions"},
		{list + "(" + strings.Repeat(strings.TrimSuffix(array("O8", "|", "M\x50\xc3\x85", "\x89", "h\x00"), "."), 2000) +
			"l\x86.", ""},
		{list + "0(" + strings.Repeat("N", n) + "tq\x01cm\nC\nq\x020(" + strings.Repeat("h\x02h\x01\x81", n) + "l\x86.", ""},
	} {
		begin := time.Now()
		_, err := decode(c.file)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%.60q: %v, want %q", c.file, err, c.want)
		}
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%.60q took %v", c.file, took)
		}
	}
}

// TestManyBytes: arrays of Python 2 and of protocol 0 store a byte above 127 as one byte, which
// is two in a string.
func TestManyBytes(t *testing.T) {
	const n = 10_000
	bytes, shape := strings.Repeat("\xff", n), "M\x10\x27\x85"
	for _, file := range []string{
		"c_codecs\nencode\n(V" + bytes + "\nVlatin1\ntR.",
		array("u1", "|", shape, "\x89", "V"+bytes+"\n"),
		array("u1", "|", shape, "\x89", string(binary.LittleEndian.AppendUint32([]byte("T"), n))+bytes),
	} {
		if _, err := decode(file); err != nil {
			t.Errorf("%.60q: %v", file, err)
		}
	}
}

// TestManyKeys: in a dictionary of many entries, the last entry of a key counts.
func TestManyKeys(t *testing.T) {
	for _, n := range []int{1, fewKeys - 1, fewKeys, fewKeys + 1, 1000} {
		d := &Dict{}
		for i := range 2 * n {
			d.Keys, d.Values = append(d.Keys, fmt.Sprint(i%n)), append(d.Values, i)
		}
		d.Keys, d.Values = append(d.Keys, int64(7)), append(d.Values, -1)
		v, ok := d.Get(fmt.Sprint(n - 1))
		if _, there := d.Get("x"); !ok || v != 2*n-1 || there {
			t.Errorf("%d entries: %v, %v", n, v, ok)
		}
		if d.Clear(); len(d.Keys) > 0 {
			t.Error("not empty")
		}
		if _, ok := d.Get("0"); ok {
			t.Error("not empty")
		}
	}
}

// array returns the pickle of an array: of its type, byte order, shape and elements, each as
// opcodes.
func array(name, order, shape, columns, elements string) string {
	return "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\nK\x00\x85C\x01btR(K\x01" +
		shape +
		"cnumpy\ndtype\n(V" +
		name + "\n\x89\x88tR(K\x03V" + order + "\nNNNK\x00K\x00K\x00tb" + columns + elements + "tb."
}

// TestArrays reads arrays of numpy in the pickle.
func TestArrays(t *testing.T) {
	for _, c := range [][2]string{
		{array("f4", "<", "K\x01\x85", "\x89", "C\x04\x00\x00\x80\x3f"), "<f4 [1] false [] [1]"},
		{array("f4", ">", "K\x01\x85", "\x88", "C\x04\x3f\x80\x00\x00"), ">f4 [1] true [] [1]"},
		{array("f2", "<", "K\x01\x85", "I00\n", "C\x02\x00\x3c"), "<f2 [1] false [] [1]"},
		{array("f4", "<", "K\x01\x85", "K\x01", "Va\\u0080\\u003f\n0C\x04\x00\x00\x80\x3f"), "<f4 [1] true [] [1]"},
		{array("f4", "<", "K\x01\x85", "K\x00", "V\x00\x00\\u0080\\u003f\n"), "<f4 [1] false [] [1]"},
		{array("f4", "<", ")", "\x89", "C\x04\x00\x00\x80\x3f"), "<f4 [] false [] [1]"},
		{array("O8", "|", "K\x02\x85", "\x89", "](NK\x07e"), "|O8 [2] false [None 7] objects"},
		{
			"cnumpy._core.numeric\n_frombuffer\n(C\x04\x00\x00\x80\x3f" +
				"cnumpy\ndtype\n(Vf4\n" +
				"\x89\x88tR(K\x03V<\nNNNK\x00K\x00K\x00tbK\x01K\x01\x86VF\ntR.",
			"<f4 [1 1] true [] [1]",
		},
	} {
		file, want := c[0], c[1]
		v, err := decode(file)
		a, ok := v.(*Array)
		if err != nil || !ok {
			t.Errorf("%q: %v", file, err)
			continue
		}
		x := make([]float32, 1)
		r, err := a.Open(strings.NewReader(file))
		if err == nil {
			err = r.Floats(x, 1)
		}
		numbers := fmt.Sprint(x)
		if err != nil && strings.Contains(err.Error(), "Python objects") {
			numbers = "objects"
		}
		got := fmt.Sprint(a.Type, a.Shape, " ", a.Fortran, " ", show(&List{Items: a.Objects}), " ", numbers)
		if got != want {
			t.Errorf("%q: %s, want %s (%v)", file, got, want, err)
		}
	}
	for _, c := range [][2]string{
		{array("f4", "<", "K\x02\x85", "\x89", "C\x04\x00\x00\x80\x3f"), "<f4 and the shape [2] has 4 bytes"},
		{
			array("f4", "<", "\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f"+
				"\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f\x86", "\x89", "C\x00"),
			"has 0 bytes",
		},
		{array("f4", "<", "J\xff\xff\xff\xff\x85", "\x89", "C\x00"), "a int as a length, or a negative"},
		{array("f4", "<", "N\x85", "\x89", "C\x00"), "a None as a length"},
		{array("f4", "<", "N", "\x89", "C\x00"), "a None as its shape"},
		{array("f4", "x", "K\x00\x85", "\x89", "C\x00"), "byte order"},
		{array("f4", "<", "K\x00\x85", "\x89", "N"), "a None as its elements"},
		{array("O8", "|", "K\x00\x85", "\x89", "C\x00"), "a bytes as its elements"},
		{array("f4", "<", "K\x00\x85", "\x89", "V\\u1234\n"), "not Latin-1"},
		{"cnumpy.core.multiarray\n_reconstruct\n(cm\nC\ntR.", "other than numpy.ndarray"},
		{"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\ntRNb.", "another form"},
		{"cnumpy.core.numeric\n_frombuffer\n)R.", "0 arguments"},
		{"cnumpy.core.numeric\n_frombuffer\n(NNNNtR.", "a None as its shape"},
		{"cnumpy\ndtype\nVf4\n\x85RNb.", "state of a numpy.dtype"},
	} {
		file, want := c[0], c[1]
		v, err := decode(file)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %s, %v, want %q", file, show(v), err, want)
		}
	}
	v, err := decode("cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\ntR.")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.(*Array).Open(nil); err == nil {
		t.Error("an array without elements is opened")
	}
}

// TestScalars reads single numbers of numpy.
func TestScalars(t *testing.T) {
	for _, c := range [][2]string{
		{"Vi8\n\x89\x88tR(K\x03V<\nNNNK\x00K\x00K\x00tbC\x08\x07\x00\x00\x00\x00\x00\x00\x00tR.", "7"},
		{"Vf4\n\x89\x88tR(K\x03V>\nNNNK\x00K\x00K\x00tbC\x04\x3f\x80\x00\x00tR.", "1"},
		{"Vu1\n\x89\x88tRV\\u00ff\ntR.", "255"},
		{"Vu1\n\x89\x88tRC\x02\x01\x01tR.", "numpy.core.multiarray.scalar()None"},
		{"VO8\n\x89\x88tRC\x02\x01\x01tR.", "numpy.core.multiarray.scalar()None"},
		{"VU1\n\x89\x88tRC\x04\x01\x00\x00\x00tR.", "numpy.core.multiarray.scalar()None"},
	} {
		file, want := c[0], c[1]
		v, err := decode("cnumpy._core.multiarray\nscalar\n(cnumpy\ndtype\n(" + file)
		if got := show(v); err != nil || got != want {
			t.Errorf("%q: %s, %v, want %s", file, got, err, want)
		}
	}
}

// long returns a pickle of n bytes and what follows.
func long(n int, after string) string {
	return string(binary.LittleEndian.AppendUint32([]byte("B"), uint32(n))) + strings.Repeat("x", n) + after
}

// TestLongBytes: long bytes are not read if they can be read later, and are if not.
func TestLongBytes(t *testing.T) {
	file := long(maxKept+1, ".")
	v, err := decode(file)
	b, ok := v.(*Bytes)
	if err != nil || !ok || b.Data != nil || b.At != 5 || b.Len != maxKept+1 {
		t.Fatalf("%s, %v", show(v), err)
	}
	if got, err := io.ReadAll(b.Reader(strings.NewReader(file))); err != nil || len(got) != maxKept+1 || got[0] != 'x' {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	for _, r := range []io.Reader{strings.NewReader(file), iotest.OneByteReader(strings.NewReader(file))} {
		v, _, err = Decode(Input{R: bufio.NewReader(r)}, nil)
		if b, ok := v.(*Bytes); err != nil || !ok || len(b.Data) != maxKept+1 {
			t.Errorf("%v", err)
		}
	}
}

// TestUnknownSize: without the size of the input, lengths that are not there cost no memory.
func TestUnknownSize(t *testing.T) {
	for _, file := range []string{
		"X\xff\xff\xff\xffa", "\x8e\xff\xff\xff\xff\xff\xff\xff\x7fa", "T\xff\xff\xff\x7fa", "\x8b\xff\xff\xff\x7fa",
	} {
		allocated := testing.AllocsPerRun(1, func() {
			if _, _, err := Decode(Input{R: bufio.NewReader(strings.NewReader(file))}, nil); err == nil {
				t.Errorf("%q is read", file)
			}
		})
		if allocated > 200 {
			t.Errorf("%q: %v allocations", file, allocated)
		}
	}
}

// TestReadErrors: an error of the reader is returned, not taken for the end of the file.
func TestReadErrors(t *testing.T) {
	broken := errors.New("the disk is broken")
	file := "\x80\x04}(\x8c\x01aK\x01X\x01\x00\x00\x00bM\x01\x00Vc\n]u."
	for n := range len(file) + 1 {
		r := io.MultiReader(strings.NewReader(file[:n]), iotest.ErrReader(broken))
		if _, _, err := Decode(Input{R: bufio.NewReader(r)}, nil); !errors.Is(err, broken) {
			t.Errorf("an error after byte %d became %v", n, err)
		}
	}
}

// TestKinds: messages name values as Python does.
func TestKinds(t *testing.T) {
	var all []string
	for _, v := range []Value{nil, true, int64(1), Long{}, 1.5, "", &Bytes{}, &List{}, &Tuple{}, &Dict{}, &Set{}, &Type{},
		&Array{}, &Object{Class: Global{"m", "C"}}, Global{"m", "f"}, 'x'} {
		all = append(all, Kind(v))
	}
	want := "None bool int int float str bytes list tuple dict set numpy.dtype numpy.ndarray m.C m.f int32"
	if got := strings.Join(all, " "); got != want {
		t.Error(got)
	}
}

// FuzzPickle decodes any bytes, from an input that can be read at any place and from one that
// cannot. Both must agree, and the elements of arrays are read.
func FuzzPickle(f *testing.F) {
	f.Add([]byte("cm\nC\n)\x81}(\x8c\x01aK\x01X\x01\x00\x00\x00bM\x01\x00Vc\n]u\x94b."))
	f.Add([]byte(array("f4", "<", "K\x01\x85", "\x89", "C\x04\x00\x00\x80\x3f")))
	f.Add([]byte(array("O8", "|", "K\x02\x85", "\x89", "](NK\x07e")))
	f.Add([]byte("](]q\x00h\x00h\x00e."))
	f.Add([]byte("ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nobject\nNtR}b."))
	f.Add([]byte("(S'\\x41'\nF1\nL5L\nt."))
	f.Fuzz(func(t *testing.T, file []byte) {
		v, err := decode(string(file))
		w, _, err2 := Decode(Input{R: bufio.NewReader(bytes.NewReader(file))}, classes)
		if (err == nil) != (err2 == nil) && !strings.Contains(fmt.Sprint(err), "are claimed to follow") {
			t.Fatalf("%v, but from a stream %v", err, err2)
		}
		if a, ok := v.(*Array); ok {
			if r, err := a.Open(bytes.NewReader(file)); err == nil && r.Kind == 'f' {
				r.Floats(make([]float32, 3), 3)
			}
		}
		if err == nil && err2 == nil && len(file) < maxKept && Kind(v) != Kind(w) {
			t.Fatalf("%s, but from a stream %s", Kind(v), Kind(w))
		}
	})
}
