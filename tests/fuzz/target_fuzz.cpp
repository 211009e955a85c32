// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a path: normalised as the slow reference does it, once and for all; as text that is percent-encoded and decoded again; and
// as the target of requests, taken apart as the reference does it.
#include <algorithm>

#include "fuzz/controls.h"
#include "saki/http/percent.h"
#include "stack/http/reference_rules.h"

namespace {

// The same target in the forms that methods choose among.
void compare_forms(const std::string& target) {
  using namespace saki::http;
  for (const char* method : {"GET ", "OPTIONS ", "CONNECT "}) {
    const std::string input = method + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    const Limits limits;
    const reference::Head head = reference::parse_head(input, limits);
    if (head.outcome == ParseOutcome::Complete) require(reference::settled_rules(input, limits) == reference::rules_of(head));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki;
  using namespace saki::http;
  const std::string text(reinterpret_cast<const char*>(data), size);
  Arena arena;
  require(percent_decode(percent_encode(text), arena) == text);

  // The parser lets nothing else through.
  const bool possible = std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
  if (!possible) return 0;
  compare_forms(text);
  const std::string path = "/" + text;
  const auto actual = normalize_path(path, arena);
  const auto expected = reference::normal_path(path);
  require(actual.has_value() == expected.has_value());
  if (!actual) return 0;
  require(*actual == *expected);
  require(actual->starts_with('/') && actual->find("/../") == actual->npos && actual->find('\\') == actual->npos);
  return 0;
}
