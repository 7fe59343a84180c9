package textlines

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// checkFloat compares the result of parseFloat with that of strconv to the bit.
func checkFloat(t *testing.T, text string) {
	t.Helper()
	want, wantErr := strconv.ParseFloat(text, 32)
	got, err := ParseNumber([]byte(text))
	if (err == nil) != (wantErr == nil) || math.Float32bits(got) != math.Float32bits(float32(want)) && want == want {
		t.Fatalf("%q: got %v, %v; want %v, %v", text, got, err, want, wantErr)
	}
}

func TestParseFloat(t *testing.T) {
	for _, text := range []string{
		"0", "-0", "+0.0", "-.0e5", "1", "-1.5", ".5", "5.", ".", "", "-", "e5", "1e", "1e+", "1e5", "1E-5", "1e1000",
		"1e-1000", "1.2.3", "1,5", "0x1p-2", "1_000", "inf", "-Infinity", "nan",
		"16777217", "16777219", "9007199254740993", "9007199254740992", "123456789012345678901234567890",
		"0.000000000000000000000000000000000001",
		"3.4028235e38", "3.4028236e38", "3.5e38", "1.1754943e-38", "1e-45", "7e-46", "1e22", "1e23", "1e-22", "1e-23",
		"00000000000000000000001", "1\x00",
	} {
		checkFloat(t, text)
	}
}

// TestParseFloatMiddles parses decimal numbers exactly midway between two float32, just
// below and just above, written as float32 and as float64.
func TestParseFloatMiddles(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	n := 200_000
	if testing.Short() {
		n = 20_000
	}
	fast := 0
	for range n {
		x := math.Float32frombits(r.Uint32())
		if x-x != 0 {
			continue
		}
		small := float32(r.NormFloat64())
		middle := (float64(small) + float64(math.Nextafter32(small, 9))) / 2
		for _, text := range []string{
			strconv.FormatFloat(float64(x), 'g', -1, 32), fmt.Sprintf("%.6f", small), fmt.Sprint(small),
			fmt.Sprint(float64(small) * 1.1),
			strconv.FormatFloat(middle, 'f', -1, 64), strconv.FormatFloat(math.Nextafter(middle, 9), 'f', -1, 64),
			strconv.FormatFloat(math.Nextafter(middle, -9), 'f', -1, 64),
			fmt.Sprintf("%.16g", middle), fmt.Sprintf("%.15g", middle),
		} {
			checkFloat(t, text)
			if _, _, ok := parseFloat([]byte(text)); ok {
				fast++
			}
		}
	}
	if fast < 3*n {
		t.Errorf("only %d of %d numbers took the fast way", fast, 9*n)
	}
}

func FuzzParseFloat(f *testing.F) {
	for _, text := range []string{"-1.25e-3", "16777217", ".5", "1e400"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := strconv.ParseFloat(
			text,
			32,
		); err != nil && !errors.Is(err, strconv.ErrRange) &&
			!errors.Is(err, strconv.ErrSyntax) {
			return
		}
		checkFloat(t, text)
	})
}

func TestNumbersAsNumpyWritesThem(t *testing.T) {
	for x, want := range map[float32]string{
		0: "0.0", float32(math.Copysign(0, -1)): "-0.0", 1: "1.0", -1.5: "-1.5", 0.1: "0.1", 1e-4: "1e-04",
		1.5e-5:    "1.5e-05",
		1.0001e-4: "0.00010001", 123456789: "123456790.0", 1e15: "1000000000000000.0", 1e16: "1e+16", 3.4e38: "3.4e+38",
		1e-45: "1e-45",
	} {
		if got := string(AppendNumber(nil, x)); got != want {
			t.Errorf("%v: got %s, want %s", x, got, want)
		}
	}
}

func BenchmarkParseFloat(b *testing.B) {
	text := []byte("-0.012345679")
	b.Run("own", func(b *testing.B) {
		for b.Loop() {
			parseFloat(text)
		}
	})
	b.Run("strconv", func(b *testing.B) {
		for b.Loop() {
			strconv.ParseFloat(string(text), 32)
		}
	})
}
