// SPDX-License-Identifier: Apache-2.0
//
// One element of a Forwarded field (RFC 7239 section 4):
//
//   element = [ pair ] *( ";" [ pair ] )        pair = token "=" ( token / quoted-string )
//
// There is no white space but within quotes. `for`, `by`, `host` and `proto` come at most once and are not empty; other parameters are
// passed over.
#pragma once

#include <optional>
#include <string_view>

#include "saki/base/arena.h"

namespace saki::http {

struct ForwardedElement {  // Values without their quotes; empty where there is none.
  std::string_view node;   // `for`
  std::string_view host;
  std::string_view proto;
};

// Nothing for what is malformed. Values with escapes are copied to `arena`.
[[nodiscard]] std::optional<ForwardedElement> parse_forwarded_element(std::string_view text, Arena& arena);

}  // namespace saki::http
