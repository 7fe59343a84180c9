package splitmix

import "testing"

// TestNext compares with the reference implementation splitmix64.c by Vigna,
// seeded with 1234567: its state grows by the same number each time.
func TestNext(t *testing.T) {
	state := uint64(1234567)
	for i, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431,
		16408922859458223821} {
		if got := Next(state); got != want {
			t.Errorf("number %d: %d, want %d", i, got, want)
		}
		state += 0x9E3779B97F4A7C15
	}
}

func TestMix(t *testing.T) {
	if got := Mix(0); got != 0 {
		t.Errorf("Mix(0) = %#x", got)
	}
	for _, x := range []uint64{0, 1, 1 << 63, 1<<64 - 1} {
		if got, want := Mix(x+0x9E3779B97F4A7C15), Next(x); got != want {
			t.Errorf("Mix and Next disagree at %#x: %#x and %#x", x, got, want)
		}
	}
}
