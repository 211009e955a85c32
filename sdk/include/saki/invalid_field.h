// SPDX-License-Identifier: Apache-2.0
//
// InvalidField: thrown when a header field or a cookie is given what would break, or split, a message's head.
//
// It is an error of the program, answered 500: a handler that puts a caller's text into a field checks it first (is_field_value) and
// answers 400 itself.
#pragma once

#include <stdexcept>

namespace saki {

class InvalidField : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

}  // namespace saki
