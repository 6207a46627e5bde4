#!/usr/bin/env bash
# Generates code from proto/ into proto/gen, and removes what no .proto file asks for any more.
# With --check nothing is written: it fails and names the files that are out of date.
set -euo pipefail
cd "$(dirname "$0")/.."

fresh=.cache/gen/proto/gen
rm -rf .cache/gen
mkdir -p "$fresh" proto/gen
.cache/bin/buf generate -o .cache/gen
# What it was generated from: tests/arch sees by it, without any tool, that somebody forgot.
find proto/massar buf.gen.yaml -type f \( -name '*.proto' -o -name buf.gen.yaml \) | LC_ALL=C sort | xargs sha256sum >"$fresh/sources.sha256"

if [ "${1:-}" = --check ]; then
  if ! diff -rq "$fresh" proto/gen; then
    echo "generated code is out of date: run make gen and commit" >&2
    exit 1
  fi
  exit 0
fi

# File by file, so that a build running meanwhile never sees an empty tree.
(cd "$fresh" && find . -type f) | while read -r f; do
  if ! cmp -s "$fresh/$f" "proto/gen/$f"; then
    mkdir -p "$(dirname "proto/gen/$f")"
    install -m 0644 "$fresh/$f" "proto/gen/$f.new"
    mv "proto/gen/$f.new" "proto/gen/$f"
  fi
done
(cd proto/gen && find . -type f) | while read -r f; do
  if [ ! -e "$fresh/$f" ]; then
    rm "proto/gen/$f"
  fi
done
find proto/gen -type d -empty -delete
