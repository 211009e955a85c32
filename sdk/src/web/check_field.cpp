// SPDX-License-Identifier: Apache-2.0
#include "web/check_field.h"

#include <string>

#include "saki/http/field.h"
#include "saki/http/response_head.h"
#include "saki/invalid_field.h"

namespace saki {

// Only the name is repeated: the value may be a secret.
void check_field(std::string_view name, std::string_view value) {
  if (!http::is_token(name)) throw InvalidField("the name of a header field is not a token");
  if (http::is_reserved_field(name)) throw InvalidField("the header field " + std::string(name) + " is set by the server alone");
  if (!http::is_field_value(value)) throw InvalidField("the value of the header field " + std::string(name) + " holds what a field cannot");
}

}  // namespace saki
