// SPDX-License-Identifier: Apache-2.0
//
// Tokens against forged requests: a code made from a secret that a request brings along (the session's id, a cookie's value), under a new
// mask each time, so that a page which is compressed tells nothing of it by its length (the attack called BREACH).
#pragma once

#include <string>
#include <string_view>

namespace saki {

[[nodiscard]] std::string make_csrf_token(std::string_view secret);
[[nodiscard]] bool is_csrf_token(std::string_view token, std::string_view secret);

}  // namespace saki
