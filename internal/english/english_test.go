package english

import "testing"

func TestPlural(t *testing.T) {
	for n, want := range map[int64][2]string{
		0: {"0 words", "0 of 0 words have"}, 1: {"1 word", "1 of 1 word has"}, 2: {"2 words", "2 of 2 words have"},
		12345: {"12,345 words", "12,345 of 12,345 words have"}, -1234567: {"-1,234,567 words",
			"-1,234,567 of -1,234,567 words have"},
	} {
		if got := Plural(n, "word"); got != want[0] {
			t.Errorf("%q, want %q", got, want[0])
		}
		if got := OutOf(n, n, "word") + Agree(n, " has", " have"); got != want[1] {
			t.Errorf("%q, want %q", got, want[1])
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", -999: "-999", 1000: "1,000", -1000: "-1,000",
		123456: "123,456", 1234567: "1,234,567"} {
		if got := Thousands(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1: "1 byte", 999_999: "999,999 bytes", 1_000_000: "1.0 MB",
		1_260_000: "1.3 MB", 2_500_000_000: "2.5 GB"} {
		if got := Bytes(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestSeconds(t *testing.T) {
	for s, want := range map[float64]string{0: "0.0 s", .26: "0.3 s", 59.94: "59.9 s", 60: "1m0s", 3723.4: "1h2m3s"} {
		if got := Seconds(s); got != want {
			t.Errorf("%v: %q, want %q", s, got, want)
		}
	}
}

func TestList(t *testing.T) {
	for want, names := range map[string][]string{"": nil, "a": {"a"}, "a or b": {"a", "b"},
		"a, b or c": {"a", "b", "c"}} {
		if got := List(names, "or"); got != want {
			t.Errorf("%q: %q, want %q", names, got, want)
		}
	}
}
