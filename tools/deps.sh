#!/usr/bin/env bash
# Installs what the tests need beside Go, and only what is missing. No server is started and
# no PostgreSQL cluster is created: tests start their own, in temporary folders.
#   tools/deps.sh          install
#   tools/deps.sh --list   print the missing packages only
set -euo pipefail

missing=()
# need PACKAGES TEST...: the packages are missing when the test fails.
need() {
  local packages=$1
  shift
  if ! "$@" >/dev/null 2>&1; then
    read -ra words <<<"$packages"
    missing+=("${words[@]}")
  fi
}

has_postgres() {
  local p
  for p in /usr/lib/postgresql/*/bin/postgres; do
    if [ -x "$p" ]; then
      return 0
    fi
  done
  return 1
}
has_c_headers() { [ -e /usr/include/stdio.h ] && [ -e /usr/include/pthread.h ]; }
has_calc() { command -v soffice && compgen -G '/usr/lib/libreoffice/program/libsc*lo.so'; }
# Debian's own interpreter: the UNO bridge is built for that one.
has_uno() { /usr/bin/python3 -c 'import uno'; }
has_amiri() { compgen -G '/usr/share/fonts/*/*/Amiri-Regular.*' && compgen -G '/usr/share/fonts/*/*/Amiri-Bold.*'; }
has_noto() { compgen -G '/usr/share/fonts/*/noto/NotoSansArabic-Regular.*' && compgen -G '/usr/share/fonts/*/noto/NotoSansTifinagh-Regular.*'; }
has_poppler() { command -v pdftotext && command -v pdftoppm && command -v pdffonts && command -v pdfinfo; }

need postgresql has_postgres
need redis-server command -v redis-server
need gcc command -v gcc
need libc6-dev has_c_headers
need libreoffice-calc-nogui has_calc
need python3-uno has_uno
# Letters: the browser that prints them, their font, and what tests look at them with.
need chromium command -v chromium
need fonts-hosny-amiri has_amiri
need poppler-utils has_poppler
# Calendars are read by two programs that are not ours.
need khal command -v khal
need nodejs command -v node
need npm command -v npm
# The web apps use the fonts of the phone; the browser of the tests needs some for Arabic and Tifinagh.
need fonts-noto-core has_noto

if [ "${1:-}" = --list ]; then
  if [ ${#missing[@]} -gt 0 ]; then
    printf '%s\n' "${missing[@]}"
  fi
  exit 0
fi

# attempt COMMAND...: mirrors drop a connection now and then.
attempt() {
  local try
  for try in 1 2 3; do
    if "$@"; then
      return 0
    fi
    echo "deps: attempt $try of 3 failed: $*" >&2
  done
  return 1
}
# ical installs ical.js as its lockfile pins it, where that is not done.
ical() (
  cd "$(dirname "$0")/../tests/proofs/ical"
  if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    attempt npm ci --loglevel=error
    touch node_modules/.package-lock.json
    echo "deps: installed ical.js"
  fi
)
if [ ${#missing[@]} -eq 0 ]; then
  ical
  "$(dirname "$0")/web.sh" install
  echo "deps: nothing is missing"
  exit 0
fi
echo "deps: missing: ${missing[*]}"

if ! command -v apt-get >/dev/null; then
  echo "deps: this system has no apt-get; install by hand what gives: ${missing[*]}" >&2
  exit 1
fi
sudo=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "deps: run as root, or install sudo" >&2
    exit 1
  fi
  sudo=(sudo)
fi

# Debian starts a server as soon as its package is installed, unless this file says no.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null
  "${sudo[@]}" chmod 0755 "$policy"
  trap '"${sudo[@]}" rm -f "$policy"' EXIT
  echo "deps: services are kept from starting ($policy, removed at the end)"
fi
cluster=/etc/postgresql-common/createcluster.conf
if [[ " ${missing[*]} " == *" postgresql "* ]] && ! grep -qs '^create_main_cluster *= *false' "$cluster"; then
  "${sudo[@]}" mkdir -p "$(dirname "$cluster")"
  echo 'create_main_cluster = false' | "${sudo[@]}" tee -a "$cluster" >/dev/null
  echo "deps: no PostgreSQL cluster will be created ($cluster)"
fi

apt=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3)
attempt "${apt[@]}" update
attempt "${apt[@]}" install -y --no-install-recommends -o Dpkg::Options::=--force-confold "${missing[@]}"
echo "deps: installed ${missing[*]}"
ical
"$(dirname "$0")/web.sh" install
