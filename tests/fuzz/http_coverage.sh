#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# How many lines of HTTP's parsers the kept corpora reach: `tests/fuzz/http_coverage.sh`. Fails below 90 percent of any file.
# Needs clang-19 and llvm-19. What it builds lies in build/coverage.
set -eu
cd "$(dirname "$0")/../.."
out=build/coverage
parsers="chunk_line chunked_decoder head_parser head_rules method percent target trailer_section"
mkdir -p "$out"

sources=$(for name in $parsers field field_table refusal status; do echo "stack/src/http/$name.cpp"; done)
sources="$sources $(for name in arena check error utf8; do echo "stack/src/base/$name.cpp"; done)"
references=$(ls tests/stack/http/reference_*.cpp)

profiles=
objects=
for target in http1_head chunked target; do
  # shellcheck disable=SC2086
  clang++-19 -std=c++23 -O1 -fprofile-instr-generate -fcoverage-mapping -fsanitize=fuzzer -Istack/include -Istack/src -Itests \
    "tests/fuzz/${target}_fuzz.cpp" $references $sources -o "$out/$target"
  LLVM_PROFILE_FILE="$out/$target.profraw" "$out/$target" -runs=0 "tests/fuzz/corpus/$target" 2>/dev/null
  profiles="$profiles $out/$target.profraw"
  objects="$objects -object $out/$target"
done
# shellcheck disable=SC2086
llvm-profdata-19 merge -o "$out/http.profdata" $profiles
# shellcheck disable=SC2046,SC2086
llvm-cov-19 report "$out/http1_head" $objects -instr-profile="$out/http.profdata" $(for name in $parsers; do echo "stack/src/http/$name.cpp"; done) |
  awk '$1 ~ /[.]cpp$/ || $1 == "TOTAL" { print $1, $10; if ($10 + 0 < 90) low = 1 } END { exit low }'
