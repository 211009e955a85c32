#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A long run of one fuzz target of HTTP: `tests/fuzz/http_long.sh TARGET SECONDS [plain]`. Prints how many inputs were run; fails on a find.
# Under AddressSanitizer and UndefinedBehaviorSanitizer, or, `plain`, without them and several times as fast: then only the comparison
# with the reference can fail. What it builds and finds lies in build/long; both kinds of run go on from the same corpus.
set -eu
cd "$(dirname "$0")/../.."
out=build/long
target=$1
seconds=$2
kind=${3:-sanitized}
program=$out/$target-$kind

flags="-O2 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
[ "$kind" = sanitized ] || flags=-O2
# shellcheck disable=SC2086
[ -x "$program" ] || tests/fuzz/http_build.sh "$target" "$program" $flags
mkdir -p "$out/corpus-$target"
export ASAN_OPTIONS=quarantine_size_mb=16  # Freed memory is small here; the usual 256 MiB of it only cost caches.
"$program" -max_total_time="$seconds" -timeout=10 -max_len=256 -print_final_stats=1 -artifact_prefix="$program-" \
  -dict="tests/fuzz/$target.dict" "$out/corpus-$target" "tests/fuzz/corpus/$target" 2>"$program.log" || {
  tail -n 40 "$program.log"
  exit 1
}
awk -v program="$target $kind" '/number_of_executed_units/ { print program, $2 }' "$program.log"
