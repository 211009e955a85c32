// SPDX-License-Identifier: Apache-2.0
//
// Parameters: the decoded name-value pairs of a query or of a form (application/x-www-form-urlencoded), in the order they came.
//
// `+` is a space and `%41` an `A`, in names and values alike. A pair without `=` has an empty value; an empty one, as in `a=1&&b=2`,
// is passed over. Names may repeat.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "saki/base/arena.h"
#include "saki/base/result.h"

namespace saki {

struct Parameter {
  std::string_view name;
  std::string_view value;
};

class Parameters {  // Affinity: loop. Views live as long as the text that was parsed and the arena.
 public:
  Parameters() noexcept = default;

  // Splits and decodes `text`. Error: Invalid for a `%` without two hexadecimal digits and for what is not UTF-8 once decoded.
  [[nodiscard]] static Result<Parameters> parse(std::string_view text, Arena& arena);

  // The value of the first parameter of that name; none is told apart from an empty one.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }
  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
  [[nodiscard]] const Parameter* begin() const noexcept { return list_.data(); }
  [[nodiscard]] const Parameter* end() const noexcept { return list_.data() + list_.size(); }

 private:
  explicit Parameters(std::span<const Parameter> list) noexcept : list_(list) {}
  std::span<const Parameter> list_;
};

}  // namespace saki
