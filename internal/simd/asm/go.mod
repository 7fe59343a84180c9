module github.com/w2vattn/w2vattn/internal/simd/asm

go 1.26.0

require github.com/mmcloughlin/avo v0.5.0

require golang.org/x/sys v0.49.0 // indirect

require (
	github.com/w2vattn/w2vattn v0.0.0
	golang.org/x/mod v0.41.0 // indirect
	golang.org/x/sync v0.23.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
)

replace github.com/w2vattn/w2vattn => ../../..
