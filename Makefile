# make build       the program, bin/w2vattn
# make setup       installs the programs that some tests compare with, and says which; nothing else here installs anything
# make quick       format, vet, and the short tests: under a minute once the build cache is warm
# make test        everything that CI runs; after "make setup" nothing is skipped for want of a program
# make test-peers  the tests that compare with other programs, with those of Debian and of PyPI; a test that skips fails it
# make arm64       tests of the numbers on arm64, in an emulator (qemu-user)
# make bench       benchmarks, tables beside gensim and numpy, a server under load, training beside the peers that are
#                  installed; make bench TEXT=wiki.txt trains on a text of your own and writes docs/benchmarks.md's tables
# make kernels     writes the assembly of internal/simd anew
# make docs        writes docs/commands, docs/man and the output of commands in README and docs/ anew
#
# go test ./... runs all tests of the main module in under three minutes.

SHELL := /bin/bash
GO ?= go
PLATFORMS := darwin/amd64 darwin/arm64 windows/amd64 linux/arm64
ASM := internal/simd/asm
TEXT ?=

# gotestsum runs go test, and lists at the end what failed and what was skipped, and why.
GOTESTSUM = $(CURDIR)/bin/gotestsum --format pkgname --format-hide-empty-pkg --

.NOTPARALLEL:
.PHONY: build quick test test-peers bench kernels docs setup test-tools format vet lint words workflows vulnerabilities same-kernels \
	short unit browser beam race purego arm64 platforms reproducible notice release-tools release-snapshot

build:
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/w2vattn ./cmd/w2vattn

quick: format vet short

test: format vet lint words workflows vulnerabilities same-kernels unit browser beam race purego arm64 platforms reproducible

# Peers are Debian's programs first; then gensim from PyPI takes the place of Debian's.
test-peers: test-tools
	@echo "== set-up of peers"
	@tools/setup peers
	@echo "== peers from Debian"
	@$(call peers,)
	@cd beam && $(call peers,)
	@echo "== gensim from PyPI"
	@$(call peers,W2VATTN_PYTHON=$(CURDIR)/.peers/bin/python)

# peers runs the tests whose names begin with TestPeer, and fails if one skips.
peers = $(1) $(CURDIR)/bin/gotestsum --format pkgname --format-hide-empty-pkg --post-run-command \
	'sh -c "test $$TESTS_SKIPPED -eq 0 || { echo $$TESTS_SKIPPED tests were skipped; exit 1; }"' -- \
	-count=1 -timeout 30m -run '^TestPeer' ./...

setup:
	@echo "== set-up"
	@tools/setup

test-tools:
	@cd tools && $(GO) build -o ../bin/gotestsum gotest.tools/gotestsum

format:
	@echo "== gofmt"
	@files="$$(gofmt -l .)"; if [ -n "$$files" ]; then echo "not formatted: $$files"; exit 1; fi

vet:
	@echo "== go vet"
	@$(GO) vet ./...
	@GOARCH=arm64 $(GO) vet ./...
	@cd tools && $(GO) vet ./bench ./load ./cycles && $(GO) test ./bench ./cycles

lint:
	@echo "== golangci-lint"
	@cd tools && $(GO) build -o ../bin/golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@bin/golangci-lint run ./...
	@cd beam && ../bin/golangci-lint run ./...

# Documents, pages and scripts; golangci-lint checks Go files. Package internal/documents
# checks links, widths, and words that have a better term.
words:
	@echo "== misspell"
	@cd tools && $(GO) build -o ../bin/misspell github.com/golangci/misspell/cmd/misspell
	@git ls-files '*.md' '*.js' '*.html' '*.css' '*.txtar' '*.1' | grep -v testdata/ | xargs bin/misspell -error

# actionlint needs an older YAML library than the other tools, so it is not one of tools/go.mod.
workflows:
	@echo "== actionlint"
	@cd tools && $(GO) run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 ../.github/workflows/*.yml

# govulncheck ends with 3 if a function is called that is known to be vulnerable, and
# otherwise, if it cannot fetch its database, with a message that says so.
vulnerabilities:
	@echo "== govulncheck"
	@cd tools && $(GO) build -o ../bin/govulncheck golang.org/x/vuln/cmd/govulncheck
	@out="$$(bin/govulncheck ./... 2>&1)" && echo "$$out" || case "$$out" in \
		*"fetching vulnerabilities"*) echo "skipped: the database of vulnerabilities cannot be reached" ;; \
		*) echo "$$out"; exit 1 ;; esac

kernels:
	cd $(ASM) && $(call generate,..)

# generate writes the assembly and its declarations to a folder.
generate = $(GO) run -tags purego . -out $(1)/kernels_amd64.s -stubs $(1)/kernels_amd64.go -pkg simd && \
	$(GO) run -tags purego ./neon -out $(1)/kernels_arm64.s -stubs $(1)/kernels_arm64.go

docs:
	UPDATE=1 $(GO) test ./cmd/w2vattn -count=1 -run 'TestTutorials|TestCommandPages'
	cd beam && UPDATE=1 $(GO) test ./cmd/w2vattn-beam -count=1 -run TestCommandPages

# The assembly in the repository is what its generator writes.
same-kernels:
	@echo "== generated kernels"
	@dir=$$(mktemp -d) && cd $(ASM) && $(GO) vet -tags purego ./... && $(GO) test -tags purego ./... && $(call generate,$$dir) && \
		for f in kernels_{amd64,arm64}.{s,go}; do diff -q <(tail -n +2 $$dir/$$f) <(tail -n +2 ../$$f) || { echo "$$f is not what the generator writes: make kernels"; exit 1; }; done; rm -rf $$dir

short: test-tools
	@echo "== go test -short"
	@$(GOTESTSUM) -short ./...

unit: test-tools
	@echo "== go test"
	@$(GOTESTSUM) -count=1 -timeout 30m ./...

browser: test-tools
	@echo "== pages in a browser"
	@cd tools/browser && $(GO) vet ./... && $(GOTESTSUM) -count=1 -timeout 30m ./...

# beam/ is a module of its own: Apache Beam brings hundreds of others. Built for
# the first time it takes minutes. With Java and Maven it is tested on a cluster of
# Flink too.
beam: test-tools
	@echo "== beam, beyond one machine"
	@cd beam && $(GO) vet ./... && $(GOTESTSUM) -count=1 -timeout 20m ./...

race: test-tools
	@echo "== go test -race"
	@$(GOTESTSUM) -race -short -timeout 30m ./...

purego: test-tools
	@echo "== go test -tags purego"
	@$(GOTESTSUM) -tags purego -short -timeout 30m ./...

# Numbers are the same on arm64. The emulator is slow: of word2vec only the tests of models
# and tables run. It does not say at which address a mapped file that became shorter fails,
# so that the tests of that are left out.
arm64: test-tools
	@echo "== go test on arm64, in an emulator"
	@command -v qemu-aarch64 >/dev/null || { echo "skipped: there is no qemu-aarch64 (Debian: qemu-user)"; exit 0; }; \
	export GOOS=linux GOARCH=arm64 CGO_ENABLED=0 && \
	$(GOTESTSUM) -short -timeout 30m -exec qemu-aarch64 -skip 'Shrink|Shrunk|ShortFile' ./internal/simd ./internal/numpy ./internal/mmap ./attention ./embed && \
	$(GOTESTSUM) -short -timeout 30m -exec qemu-aarch64 -run '^Test(PortableModels|ReferenceModels|ScalesAre|Noise|Assign|Updates|Gradient|Prepare)' ./embed/word2vec && \
	dir=$$(mktemp -d) && $(GO) run -exec qemu-aarch64 ./cmd/w2vattn $(call sample,$$dir/arm64.safetensors --kernel neon) && \
	unset GOOS GOARCH && $(GO) run ./cmd/w2vattn $(call sample,$$dir/here.safetensors) && cmp $$dir/arm64.safetensors $$dir/here.safetensors && rm -r $$dir

# sample trains a model on the sample corpus.
sample = train data/library.en.txt --epochs 2 --quiet -o $(1)

platforms:
	@echo "== other platforms"
	@for p in $(PLATFORMS); do echo $$p; CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} $(GO) build ./... || exit 1; done

bench: build
	$(GO) test -run '^$$' -bench . ./...
	cd tools && $(GO) run ./load
	cd tools/browser && $(GO) test -run '^$$' -bench .
	cd tools && $(GO) run ./bench $(if $(TEXT),-write ../docs/benchmarks.md $(abspath $(TEXT)))

# The program has the same bytes, whatever the folder it is built in.
reproducible:
	@echo "== reproducible build"
	@dir=$$(mktemp -d) && git clone -q . $$dir/a && git clone -q . $$dir/another && \
		for d in a another; do (cd $$dir/$$d && CGO_ENABLED=0 $(GO) build -trimpath -o program ./cmd/w2vattn) || exit 1; done && \
		cmp $$dir/a/program $$dir/another/program && rm -rf $$dir

release-tools:
	cd tools/release && $(GO) build -o ../../bin/ github.com/goreleaser/goreleaser/v2 github.com/anchore/syft/cmd/syft \
		github.com/google/go-licenses/v2

notice: release-tools
	tools/release/notice

release-snapshot: release-tools
	PATH="$(CURDIR)/bin:$$PATH" VERSION=$$(tools/release/version) goreleaser release --snapshot --clean
	@ls -l dist/*.tar.gz dist/*.zip dist/*.deb dist/*.rpm
