#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# How many lines of HTTP's parsers the kept corpora reach: `tests/fuzz/http_coverage.sh`. Fails below 92 percent of any file.
# Dates are read by one of them, but written elsewhere: their file is not counted.
# Needs clang-19 and llvm-19. What it builds lies in build/coverage.
set -eu
cd "$(dirname "$0")/../.."
out=build/coverage
stack="byte_ranges chunk_line chunked_decoder content_disposition entity_tag forwarded forwarded_element forwarded_node head_parser head_rules method percent
  list_from_end multipart_parser precondition static_path target trailer_section
  deflate_terms extension_list message_inflater utf8_stream web_socket_frame web_socket_reader"
parsers="$(for name in $stack; do echo "stack/src/http/$name.cpp"; done)
  $(for name in answer_parser answer_rules; do echo "stack/src/client/$name.cpp"; done)
  $(for name in proxy_block proxy_header proxy_line; do echo "stack/src/net/$name.cpp"; done) sdk/src/web/parameters.cpp"

profiles=
objects=
for target in http1_head chunked target query conditions static_path multipart forwarded proxy_header answer_head \
  web_socket_frames web_socket_deflate utf8_stream; do
  tests/fuzz/http_build.sh "$target" "$out/$target" -fprofile-instr-generate -fcoverage-mapping
  LLVM_PROFILE_FILE="$out/$target.profraw" "$out/$target" -runs=0 "tests/fuzz/corpus/$target" 2>/dev/null
  profiles="$profiles $out/$target.profraw"
  objects="$objects -object $out/$target"
done
# shellcheck disable=SC2086
llvm-profdata-19 merge -o "$out/http.profdata" $profiles
# shellcheck disable=SC2086
llvm-cov-19 report "$out/http1_head" $objects -instr-profile="$out/http.profdata" $parsers |
  awk '$1 ~ /[.]cpp$/ || $1 == "TOTAL" { print $1, $10; if ($10 + 0 < 92) low = 1 } END { exit low }'
