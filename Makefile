SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BUF := .cache/bin/buf
# A clean clone has no tag: then the commit is the version.
VERSION := $(shell git -c safe.directory='*' describe --tags --always --dirty 2>/dev/null || echo unknown)
# Phases of `make test`: arch, units, postgres, web, fuzz, e2e. For example: make test PHASES=arch,units
PHASES := arch,units,postgres,web,fuzz,e2e
FUZZTIME := 5s
# What `make run` adds to the command line. For example: make run ARGS='--listen 127.0.0.1:9000'
ARGS :=
# WEB=no builds the server alone.
WEB := yes

##@ Every day

.PHONY: run
run: build ## Build, then run everything in one process with the demo's data in ./data
	bin/massar run --demo --data ./data --grpc-listen 127.0.0.1:8090 --log-level warn $(ARGS)

.PHONY: build
build: ## Build bin/massar with the web apps; without Node, or with WEB=no, without them
	tags=$$(if [ "$(WEB)" != no ]; then tools/web.sh build; fi); \
		go build -buildvcs=false -trimpath -tags "$$tags" -ldflags '-X main.version=$(VERSION)' -o bin/massar ./cmd/massar

.PHONY: web
web: ## Build the web apps into web/dist, and print what a first visit of each costs
	@tools/web.sh build >/dev/null
	@npm --prefix web run --silent size

.PHONY: test
test: deps vet testrun ## Run every test on both engines and in both modes; installs what is missing
	.cache/bin/testrun -only $(PHASES) -fuzztime $(FUZZTIME)

.PHONY: lint
lint: vet tools-lint tools-gen proto-deps ## Check style, imports, protobuf, and that generated code is up to date
	tools/gen.sh --check
	tools/web.sh types --check
	$(BUF) lint
	$(BUF) build proto -o .cache/api.binpb
	$(BUF) breaking .cache/api.binpb --against proto/baseline.binpb
	.cache/bin/golangci-lint run ./... ./proto/...
	go test -count=1 ./tests/arch

.PHONY: gen
gen: proto-deps tools-gen ## Generate Go, gateway and OpenAPI code from proto/, and the types of the web apps
	@tools/gen.sh
	@tools/web.sh types

.PHONY: bench
bench: build ## Measure the product against its limits in one run, then what hot functions allocate
	go run ./tests/bench $(ARGS)
	npm --prefix web run --silent lighthouse
	go test -run '^$$' -bench . -benchmem -benchtime 200ms ./gateway/... ./platform/... ./services/...

.PHONY: budgets
budgets: build ## Print what the web apps cost in a real browser, and fail above a budget
	@npm --prefix web run --silent budgets

##@ Now and then

.PHONY: deps
deps: ## Install what the tests need: PostgreSQL, Redis, a C compiler, LibreOffice, khal, Node
	@tools/deps.sh

.PHONY: baseline
baseline: proto-deps tools-gen ## Accept today's protobuf API as the one that must not break
	$(BUF) build proto -o proto/baseline.binpb

.PHONY: soak
soak: deps testrun ## The long form of the tests: ten minutes for each fuzz target
	.cache/bin/testrun -only fuzz -fuzztime 10m

.PHONY: clean
clean: ## Remove what was built; keeps ./data
	rm -rf bin .cache proto/deps web/dist web/dist.new web/dist.stamp

.PHONY: help
help: ## Show this
	@awk 'BEGIN {FS = ":.*## "} \
		/^##@ / {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z][a-z-]*:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Steps of the targets above.

.PHONY: vet
vet:
	@unformatted=$$(git -c safe.directory='*' ls-files --cached --others --exclude-standard '*.go' | grep -v '^proto/gen/' | while read -r f; do [ ! -e "$$f" ] || echo "$$f"; done | xargs gofmt -l); \
		if [ -n "$$unformatted" ]; then echo "gofmt -w these:"; echo "$$unformatted"; exit 1; fi
	go vet ./... ./proto/...
	GOWORK=off go build ./...
	GOWORK=off go -C proto build ./...

.PHONY: testrun
testrun:
	@GOWORK=off go -C tools build -buildvcs=false -o ../.cache/bin/testrun ./testrun

.PHONY: proto-deps
proto-deps:
	@tools/proto-deps.sh

.PHONY: tools-gen tools-lint tools-bench
tools-gen tools-lint tools-bench: tools-%:
	@tools/install.sh $*
