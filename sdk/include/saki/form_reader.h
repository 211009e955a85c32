// SPDX-License-Identifier: Apache-2.0
//
// FormReader: reads the fields of a form into generated types.
//
// Browsers send every input that a page shows, so an empty one that is no text, or that is optional, counts as absent, and a checked box
// says `on`. Violations say `in: body`.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "saki/form.h"
#include "saki/parameter_reader.h"

namespace saki {

class FormReader final : public ParameterReader {  // Affinity: one thread.
 public:
  FormReader(const Form& form, Violations& violations) noexcept : ParameterReader(violations, ViolationIn::Body), form_(form) {}
  void refuse_others(std::span<const std::string_view> names) override;  // Files among them.

 protected:
  Values values(std::string_view name, ParameterShape shape) override;

 private:
  void refuse_unless_among(std::span<const std::string_view> names, std::string_view name);

  const Form& form_;
  std::vector<std::string_view> found_;
};

template <class T>
void read_fields(const Form& form, T& into, Violations& violations) {
  FormReader in(form, violations);
  read_parameters(in, into);
}

}  // namespace saki
