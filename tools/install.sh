#!/usr/bin/env bash
# Builds pinned tools into .cache/bin, each only when its pin has changed.
# Usage: tools/install.sh gen|lint|bench ...
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$PWD/.cache/bin
mkdir -p "$bin"

# build GROUP MODFILE PACKAGE...: tools that cannot agree on their dependencies have a modfile each.
build() {
  local group=$1 modfile=$2 stamp want
  shift 2
  stamp=$bin/.$group
  want=$( (cat "tools/$modfile" "tools/${modfile%.mod}.sum"; go version; printf '%s\n' "$@") | sha256sum | cut -d' ' -f1)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then
    return
  fi
  echo "building tools: $group" >&2
  GOWORK=off go -C tools build -buildvcs=false -modfile="$modfile" -o "$bin/" "$@"
  echo "$want" >"$stamp"
}

for group in "$@"; do
  case $group in
    gen)
      build plugins go.mod \
        google.golang.org/protobuf/cmd/protoc-gen-go \
        google.golang.org/grpc/cmd/protoc-gen-go-grpc \
        github.com/grpc-ecosystem/grpc-gateway/v2/protoc-gen-grpc-gateway \
        github.com/grpc-ecosystem/grpc-gateway/v2/protoc-gen-openapiv3
      build buf buf.mod github.com/bufbuild/buf/cmd/buf
      ;;
    bench) build benchstat go.mod golang.org/x/perf/cmd/benchstat ;;
    lint) build golangci lint.mod github.com/golangci/golangci-lint/v2/cmd/golangci-lint ;;
    *)
      echo "tools/install.sh: unknown group $group (gen, lint, bench)" >&2
      exit 2
      ;;
  esac
done
