#!/usr/bin/env bash
# Writes the .proto files that ours import to proto/deps (git-ignored), out of the Go
# modules pinned in tools/protos.mod. No registry of schemas is asked.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=proto/deps/.stamp
want=$(cat tools/protos.sum tools/proto-deps.sh | sha256sum | cut -d' ' -f1)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then
  exit 0
fi

# module_dir prints the folder of a pinned module, fetching and verifying it when needed.
module_dir() {
  GOWORK=off go -C tools mod download -modfile=protos.mod "$1"
  GOWORK=off go -C tools list -modfile=protos.mod -m -f '{{.Dir}}' "$1"
}

googleapis=$(module_dir github.com/grpc-ecosystem/grpc-gateway)
protovalidate=$(module_dir github.com/bufbuild/protovalidate)

rm -rf proto/deps
mkdir -p proto/deps/google/api proto/deps/buf/validate
for f in annotations http httpbody; do
  install -m 0644 "$googleapis/third_party/googleapis/google/api/$f.proto" "proto/deps/google/api/$f.proto"
done
install -m 0644 "$protovalidate/proto/protovalidate/buf/validate/validate.proto" proto/deps/buf/validate/validate.proto
echo "$want" >"$stamp"
