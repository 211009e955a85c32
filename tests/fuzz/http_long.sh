#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A long run of one fuzz target of HTTP: `tests/fuzz/http_long.sh TARGET SECONDS`. Prints how many inputs were run; fails on a find.
# Under AddressSanitizer and UndefinedBehaviorSanitizer. What it builds and finds lies in build/long.
set -eu
cd "$(dirname "$0")/../.."
out=build/long
target=$1
seconds=$2

[ -x "$out/$target" ] ||
  tests/fuzz/http_build.sh "$target" "$out/$target" -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
mkdir -p "$out/corpus-$target"
"$out/$target" -max_total_time="$seconds" -timeout=10 -max_len=1024 -print_final_stats=1 -artifact_prefix="$out/$target-" \
  -dict="tests/fuzz/$target.dict" "$out/corpus-$target" "tests/fuzz/corpus/$target" 2>"$out/$target.log" || {
  tail -n 40 "$out/$target.log"
  exit 1
}
awk -v target="$target" '/number_of_executed_units/ { print target, $2 }' "$out/$target.log"
