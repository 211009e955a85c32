#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Runs testssl.sh against the reference behind TLS, with a certificate of a made authority that it is told to trust, and prints what it found.
# Exits 1 where anything but the certificate's own circumstances (cert_*) is worse than LOW.
#
#   tests/tls/testssl.sh [FILE.csv]         needs the package testssl.sh, and build/release/samples/reference/reference
set -eu
cd "$(dirname "$0")/../.."
reference=${SAKI_BUILD_DIR:-build/release}/samples/reference/reference
findings=${1:-}
folder=$(mktemp -d)
trap 'kill "${service:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT

authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj '/CN=Test authority' \
    -keyout "$folder/authority.key" -out "$folder/authority.pem"
}

certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout "$folder/server.key" -out "$folder/server.csr"
  printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n' >"$folder/server.ext"
  openssl x509 -req -in "$folder/server.csr" -CA "$folder/authority.pem" -CAkey "$folder/authority.key" -set_serial "0x$(openssl rand -hex 16)" \
    -days 365 -extfile "$folder/server.ext" -out "$folder/server.pem"
}

begin_service() {
  "$reference" --no-supervisor --listen tls://127.0.0.1:0 --tls-cert "$folder/server.pem" --tls-key "$folder/server.key" 2>"$folder/said" &
  service=$!
  until port=$(sed -n 's/^listening on https:.*:\([0-9]*\)$/\1/p' "$folder/said") && [ -n "$port" ]; do
    kill -0 "$service"
    sleep 0.1
  done
}

authority 2>/dev/null
certificate 2>/dev/null
begin_service
# The handshakes of real clients are simulated, and cost nothing but time: left out. What is looked at stands for itself.
ADDITIONAL_CA_FILES="$folder/authority.pem" testssl --quiet --warnings off --color 0 --openssl /usr/bin/openssl --ip 127.0.0.1 \
  --protocols --std --server-preference --fs --server-defaults --vulnerable --csvfile "$folder/found.csv" "localhost:$port" || true
test -s "$folder/found.csv"
[ -z "$findings" ] || cp "$folder/found.csv" "$findings"
bad=$(awk -F'","' '$4 ~ /^(MEDIUM|HIGH|CRITICAL)$/ && $1 !~ /^"?cert_/' "$folder/found.csv")
[ -z "$bad" ] || { printf 'worse than LOW:\n%s\n' "$bad" >&2; exit 1; }
