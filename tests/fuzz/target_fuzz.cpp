// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a path: normalised as the slow reference does it, once and for all; and as text that is percent-encoded and decoded again.
#include <algorithm>

#include "fuzz/controls.h"
#include "saki/http/percent.h"
#include "stack/http/reference_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki;
  using namespace saki::http;
  const std::string text(reinterpret_cast<const char*>(data), size);
  Arena arena;
  require(percent_decode(percent_encode(text), arena) == text);

  // The parser lets nothing else through.
  const bool possible = std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
  if (!possible) return 0;
  const std::string path = "/" + text;
  const auto actual = normalize_path(path, arena);
  const auto expected = reference::normal_path(path);
  require(actual.has_value() == expected.has_value());
  if (!actual) return 0;
  require(*actual == *expected);
  require(actual->starts_with('/') && actual->find("/../") == actual->npos && actual->find('\\') == actual->npos);
  return 0;
}
