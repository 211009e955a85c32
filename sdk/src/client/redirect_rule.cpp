// SPDX-License-Identifier: Apache-2.0
#include "client/redirect_rule.h"

#include <algorithm>
#include <array>

namespace saki {
namespace {

constexpr std::array<std::string_view, 5> kCredentials{"Authorization", "Proxy-Authorization", "Cookie", "Host", "Origin"};

constexpr std::array<std::string_view, 7> kOfContent{
    "Content-Type", "Content-Length", "Content-Encoding", "Content-Language", "Content-Location", "Digest", "Last-Modified",
};

template <std::size_t N>
bool is_among(std::string_view name, const std::array<std::string_view, N>& names) noexcept {
  return std::any_of(names.begin(), names.end(), [name](std::string_view each) { return http::same_field_name(each, name); });
}

}  // namespace

std::optional<RedirectedRequest> redirected(Status status, Method method) noexcept {
  switch (status) {
    case Status::MovedPermanently:
    case Status::Found: {
      const bool was_post = method == Method::Post;
      return RedirectedRequest{was_post ? Method::Get : method, !was_post};
    }
    case Status::SeeOther: return RedirectedRequest{method == Method::Head ? Method::Head : Method::Get, false};
    case Status::TemporaryRedirect:
    case Status::PermanentRedirect: return RedirectedRequest{method, true};
    default: return std::nullopt;
  }
}

bool is_credential(std::string_view field_name) noexcept { return is_among(field_name, kCredentials); }

bool describes_content(std::string_view field_name) noexcept { return is_among(field_name, kOfContent); }

}  // namespace saki
