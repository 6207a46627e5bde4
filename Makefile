SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BUF := .cache/bin/buf

.PHONY: help
help: ## Show the targets
	@awk -F':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: proto-deps
proto-deps: ## Write the imported .proto files to proto/deps
	@tools/proto-deps.sh

.PHONY: tools-gen
tools-gen:
	@tools/install.sh gen

.PHONY: gen
gen: proto-deps tools-gen ## Generate Go, gateway and OpenAPI code from proto/
	@tools/gen.sh

.PHONY: baseline
baseline: proto-deps tools-gen ## Accept today's protobuf API as the one that must not break
	$(BUF) build proto -o proto/baseline.binpb
