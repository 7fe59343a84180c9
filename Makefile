# make build   the program, bin/w2vattn
# make test    everything: set-up, formatting, vet, linters, tests, -race, purego, other platforms, peers
# make bench   benchmarks, and the training speed beside gensim's

SHELL := /bin/bash
GO ?= go
PLATFORMS := darwin/amd64 darwin/arm64 windows/amd64 linux/arm64

.PHONY: build test bench setup format vet lint unit race purego platforms bench-peers

build:
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/w2vattn ./cmd/w2vattn

test: setup format vet lint unit race purego platforms

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

lint:
	@echo "== golangci-lint"
	@cd tools && $(GO) build -o ../bin/golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@bin/golangci-lint run ./...

unit:
	@echo "== go test"
	@$(GO) test -count=1 ./...

race:
	@echo "== go test -race"
	@$(GO) test -race -short ./...

purego:
	@echo "== go test -tags purego"
	@$(GO) test -tags purego -short ./...

platforms:
	@echo "== other platforms"
	@for p in $(PLATFORMS); do echo $$p; CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} $(GO) build ./... || exit 1; done

bench: build
	$(GO) test -run '^$$' -bench . ./...
	tools/bench
