#!/usr/bin/env bash
# Everything about the web apps that needs Node.
#   tools/web.sh build          builds them where there is Node; prints the tag for `go build`, or nothing without Node
#   tools/web.sh install        installs what they are built and tested with, as the lockfile pins it
#   tools/web.sh types          makes the API's types from the OpenAPI document
#   tools/web.sh types --check  fails where they are out of date
# Messages go to standard error.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .cache

# Browsers come from the system, never from npm.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 PUPPETEER_SKIP_DOWNLOAD=1

has_node() {
  command -v npm >/dev/null && command -v node >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

# one_at_a_time holds back a second build of the same checkout, where the system can.
one_at_a_time() {
  if command -v flock >/dev/null; then
    exec 9>.cache/web.lock
    flock 9
  fi
}

install() {
  if node web/installed.mjs; then
    return 0
  fi
  local try
  for try in 1 2 3; do
    if npm --prefix web ci --loglevel=error >&2; then
      return 0
    fi
    echo "web: attempt $try of 3 to install failed" >&2
  done
  return 1
}

types() {
  local fresh=.cache/schema.d.ts committed=web/packages/api/src/schema.d.ts
  go run ./cmd/massar openapi >.cache/openapi.json
  node web/packages/api/gen.mjs .cache/openapi.json "$fresh"
  if cmp -s "$fresh" "$committed"; then
    return 0
  fi
  if [ "${1:-}" = --check ]; then
    diff -u "$committed" "$fresh" | head -n 40 >&2 || true
    echo "$committed is out of date: run make gen and commit" >&2
    return 1
  fi
  cp "$fresh" "$committed"
}

case "${1:-}" in
build)
  if ! has_node; then
    echo "no Node 20.19 or newer: built without the web apps; the API is complete" >&2
    exit 0
  fi
  one_at_a_time
  install
  npm --prefix web run --silent build >&2
  if [ -e web/dist/front/index.html ]; then
    echo webapps
  fi
  ;;
install)
  if ! has_node; then
    echo "web: Node 20.19 or newer and npm are needed" >&2
    exit 1
  fi
  one_at_a_time
  install
  ;;
types)
  if ! has_node; then
    echo "no Node 20.19 or newer: the API's types for the web apps are left as they are" >&2
    exit 0
  fi
  one_at_a_time
  install
  types "${2:-}"
  ;;
*)
  sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
  exit 2
  ;;
esac
