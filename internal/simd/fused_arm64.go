package simd

// fused returns a·b + c, rounded once. The compiler makes one instruction of it, FMADDS, on
// arm64. The language allows that and does not require it: TestFused compares the results
// with exact ones, and internal/deps checks the instructions.
func fused(a, b, c float32) float32 { return a*b + c }
