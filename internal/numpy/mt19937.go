package numpy

const (
	mtN = 624
	mtM = 397
)

// MT19937 is the Mersenne Twister of numpy.random.RandomState, seeded with an
// integer the legacy way.
type MT19937 struct {
	state [mtN]uint32
	next  int // index of the next word of state to hand out
}

// NewMT19937 seeds a generator as RandomState(seed) does, with Knuth's
// initialiser.
func NewMT19937(seed uint32) *MT19937 {
	m := &MT19937{next: mtN}
	m.state[0] = seed
	for i := 1; i < mtN; i++ {
		x := m.state[i-1]
		m.state[i] = 1812433253*(x^x>>30) + uint32(i)
	}
	return m
}

// Uint32 returns the next 32 random bits.
func (m *MT19937) Uint32() uint32 {
	if m.next == mtN {
		m.twist()
	}
	y := m.state[m.next]
	m.next++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// twist makes the next 624 words.
func (m *MT19937) twist() {
	for i := range mtN {
		y := m.state[i]&0x80000000 | m.state[(i+1)%mtN]&0x7fffffff
		v := m.state[(i+mtM)%mtN] ^ y>>1
		if y&1 != 0 {
			v ^= 0x9908b0df
		}
		m.state[i] = v
	}
	m.next = 0
}

// Intn returns a number in [0, n) as RandomState.randint(0, n) does: draws are
// masked to the next power of two and rejected when too large. n = 1 consumes
// nothing. It panics if n is 0.
func (m *MT19937) Intn(n uint32) uint32 {
	if n == 0 {
		panic("numpy: Intn of an empty range")
	}
	r := n - 1
	if r == 0 {
		return 0
	}
	mask := r
	for shift := 1; shift < 32; shift *= 2 {
		mask |= mask >> shift
	}
	for {
		if v := m.Uint32() & mask; v <= r {
			return v
		}
	}
}
