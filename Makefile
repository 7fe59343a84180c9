# make build   the program, bin/w2vattn
# make test    everything: set-up, formatting, vet, linters, kernels, tests, -race, purego, other platforms, peers
# make bench   benchmarks, tables beside gensim and numpy, a server under load, training beside gensim and fastText; make bench TEXT=wiki.txt for a text of your own
# make kernels writes the assembly of internal/simd anew

SHELL := /bin/bash
GO ?= go
PLATFORMS := darwin/amd64 darwin/arm64 windows/amd64 linux/arm64
ASM := internal/simd/asm
TEXT ?=

.PHONY: build test bench kernels setup format vet lint same-kernels unit browser beam race purego platforms

build:
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/w2vattn ./cmd/w2vattn

test: setup format vet lint same-kernels unit browser beam race purego platforms

# The peer test runs Debian's gensim. Where it may not be installed, that test
# says that it skips.
setup:
	@echo "== set-up"
	@tools/setup

format:
	@echo "== gofmt"
	@files="$$(gofmt -l .)"; if [ -n "$$files" ]; then echo "not formatted: $$files"; exit 1; fi

vet:
	@echo "== go vet"
	@$(GO) vet ./...
	@GOARCH=arm64 $(GO) vet ./...
	@cd tools && $(GO) vet ./bench ./load

lint:
	@echo "== golangci-lint"
	@cd tools && $(GO) build -o ../bin/golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@bin/golangci-lint run ./...
	@cd beam && ../bin/golangci-lint run ./...

kernels:
	cd $(ASM) && $(GO) run -tags purego . -out ../kernels_amd64.s -stubs ../kernels_amd64.go -pkg simd

# The assembly in the repository is what its generator writes.
same-kernels:
	@echo "== generated kernels"
	@dir=$$(mktemp -d) && cd $(ASM) && $(GO) vet -tags purego . && $(GO) run -tags purego . -out $$dir/kernels_amd64.s -stubs $$dir/kernels_amd64.go -pkg simd && \
		for f in kernels_amd64.s kernels_amd64.go; do diff -q <(tail -n +2 $$dir/$$f) <(tail -n +2 ../$$f) || { echo "$$f is not what the generator writes: make kernels"; exit 1; }; done; rm -rf $$dir

unit:
	@echo "== go test"
	@$(GO) test -count=1 -timeout 30m ./...

browser:
	@echo "== pages in a browser"
	@cd tools/browser && $(GO) vet ./... && $(GO) test -count=1 -timeout 30m ./...

# beam/ is a module of its own: Apache Beam brings hundreds of others. Built for
# the first time it takes minutes. With Java and Maven it is tested on a cluster of
# Flink too.
beam:
	@echo "== beam, beyond one machine"
	@cd beam && $(GO) vet ./... && $(GO) test -count=1 -timeout 20m ./...

race:
	@echo "== go test -race"
	@$(GO) test -race -short -timeout 30m ./...

purego:
	@echo "== go test -tags purego"
	@$(GO) test -tags purego -short -timeout 30m ./...

platforms:
	@echo "== other platforms"
	@for p in $(PLATFORMS); do echo $$p; CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} $(GO) build ./... || exit 1; done

bench: build
	$(GO) test -run '^$$' -bench . ./...
	cd tools && $(GO) run ./load
	cd tools/browser && $(GO) test -run '^$$' -bench .
	cd tools && $(GO) run ./bench $(if $(TEXT),$(abspath $(TEXT)))
