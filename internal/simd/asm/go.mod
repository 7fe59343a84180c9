module github.com/w2vattn/w2vattn/internal/simd/asm

go 1.26.0

require github.com/mmcloughlin/avo v0.5.0

require golang.org/x/sys v0.50.0 // indirect

require (
	github.com/w2vattn/w2vattn v0.0.0
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
)

replace github.com/w2vattn/w2vattn => ../../..
