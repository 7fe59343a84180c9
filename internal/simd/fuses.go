package simd

// This file finds out at the start whether the compiler has fused the products of
// plain Go.

// fuses reports whether the compiler fuses products and sums of float32 in addProducts: it
// compares them with exact ones where a product that is rounded before it is added gives
// another result.
func fuses() bool {
	const rows = 3
	var a [rows * breadth]float32
	var b [rows]float32
	for i := range a {
		a[i] = 1 + float32(float32(i+1)*0x1p-14)
	}
	for i := range b {
		b[i] = 1 + float32(float32(i+1)*0x1p-13)
	}
	var sums [breadth]float32
	for i := range sums {
		sums[i] = -float32(a[i] * b[0])
	}
	want := sums
	for i := range want {
		for row := range rows {
			want[i] = fused(a[breadth*row+i], b[row], want[i])
		}
	}
	addProducts(&sums, a[:], breadth, b[:], 1, rows)
	return sums == want && fusesTile()
}

// fusesTile reports the same of addProduct.
func fusesTile() bool {
	var a, sums, want [tile]float32
	const b = 1 + 0x1p-13
	for i := range a {
		a[i] = 1 + float32(float32(i+1)*0x1p-14)
		sums[i] = -float32(a[i] * b)
		want[i] = fused(b, a[i], sums[i])
	}
	addProduct[float32](sums[:], b, a[:])
	return sums == want
}
