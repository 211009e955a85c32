#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Builds one fuzz target of HTTP alone, without the tree: `tests/fuzz/http_build.sh TARGET OUTPUT FLAG...`. Needs clang-19.
set -eu
cd "$(dirname "$0")/../.."
target=$1
output=$2
shift 2

stack="byte_ranges chunk_line chunked_decoder content_disposition entity_tag field field_table forwarded forwarded_element forwarded_node head_parser head_rules http_date method percent precondition refusal
  link_owners list_from_end multipart_parser open_beneath openat2 static_path status target trailer_section
  deflate_pool deflate_terms extension_list message_assembly message_buffer message_deflater message_inflater utf8_stream web_socket_frame web_socket_reader"
net="address buffer crc32c network proxy_block proxy_header proxy_line"
client="answer_parser answer_rules client_fault"
base="arena check error file_descriptor utf8"
mkdir -p "$(dirname "$output")"
# shellcheck disable=SC2046,SC2086
clang++-19 -std=c++23 -O1 -fsanitize=fuzzer "$@" -Istack/include -Istack/src -Isdk/include -Isdk/src -Itests \
  "tests/fuzz/${target}_fuzz.cpp" tests/stack/http/reference_*.cpp tests/stack/net/reference_*.cpp tests/stack/client/reference_*.cpp tests/sdk/web/reference_query.cpp sdk/src/web/parameters.cpp \
  $(printf 'stack/src/http/%s.cpp ' $stack) $(printf 'stack/src/net/%s.cpp ' $net) $(printf 'stack/src/client/%s.cpp ' $client) $(printf 'stack/src/base/%s.cpp ' $base) -lz -o "$output"
