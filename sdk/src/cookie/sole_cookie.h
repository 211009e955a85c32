// SPDX-License-Identifier: Apache-2.0
//
// A cookie that says who somebody is or what they may.
#pragma once

#include <optional>
#include <string_view>

namespace saki {

class Request;

// What the request's cookie of that name holds; nothing where there is none; "" where several say different things, for then somebody
// else, such as a neighbour on another subdomain, has set one of them.
[[nodiscard]] std::optional<std::string_view> sole_cookie(const Request& request, std::string_view name) noexcept;

}  // namespace saki
