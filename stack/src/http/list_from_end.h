// SPDX-License-Identifier: Apache-2.0
//
// ListFromEnd: the elements of a field that is a comma-separated list (RFC 9110 section 5.6.1), over all its lines, the last one first.
//
// From its end, since what proxies add there must be found whatever a client has put before it: text within quotes is told by the quotes
// behind it. An element whose quotes do not match reaches to the front of its line.
#pragma once

#include <optional>
#include <string_view>

#include "saki/http/field_table.h"

namespace saki::http {

enum class Quotes : std::uint8_t { None, Strings };  // Whether a comma may stand within a quoted string.

class ListFromEnd {  // Affinity: loop. Borrows the fields and the name.
 public:
  ListFromEnd(const FieldTable& fields, std::string_view name, Quotes quotes) noexcept
      : fields_(fields.all()), name_(name), quotes_(quotes) {}

  // The element before, without the white space around it; it may be empty. Nothing at the front of the list.
  [[nodiscard]] std::optional<std::string_view> next() noexcept;

 private:
  [[nodiscard]] bool find_line() noexcept;

  std::span<const Field> fields_;  // Those not looked at yet.
  std::string_view name_;
  Quotes quotes_;
  std::optional<std::string_view> line_;  // What is left of the line at hand.
};

}  // namespace saki::http
