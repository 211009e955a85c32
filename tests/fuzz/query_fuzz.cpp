// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a query or a form: split and decoded as the slow reference does it.
#include <memory>

#include "fuzz/controls.h"
#include "saki/parameters.h"
#include "sdk/web/reference_query.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using saki::http::require;
  // Memory of exactly the text's size, so that a sanitizer sees a read past its end.
  const auto memory = std::make_unique<char[]>(size);
  std::copy_n(data, size, memory.get());
  const std::string_view text(memory.get(), size);

  saki::Arena arena;
  const auto actual = saki::Parameters::parse(text, arena);
  const auto expected = saki::reference::parse_query(text);
  require(actual.has_value() == expected.has_value());
  if (!actual) return 0;
  require(actual->size() == expected->size());
  std::size_t index = 0;
  for (const saki::Parameter& parameter : *actual) {
    const auto& [name, value] = (*expected)[index++];
    require(parameter.name == name && parameter.value == value);
    require(actual->find(parameter.name).has_value());
  }
  return 0;
}
