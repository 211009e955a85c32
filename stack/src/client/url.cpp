// SPDX-License-Identifier: Apache-2.0
#include "saki/client/url.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "base/dns_name.h"
#include "client/dot_segments.h"
#include "saki/client/uri_reference.h"
#include "saki/net/address.h"

namespace saki::client {
namespace {

struct Scheme {
  std::string_view name;
  bool secure;
};
constexpr std::array<Scheme, 4> kSchemes{{{"http", false}, {"https", true}, {"ws", false}, {"wss", true}}};

// [ port ]; `port` stays what it was where none is written.
bool read_port(std::string_view digits, std::uint16_t& port) noexcept {
  if (digits.empty()) return true;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return error == std::errc() && end == digits.data() + digits.size() && port != 0;
}

// An IPv6 address without its brackets, in its one writing; empty where it is none.
std::string canonical_ip6(std::string_view text) {
  if (text.find(':') == text.npos) return {};
  const Result<Address> address = Address::from_host(text, 0);
  return address ? address->host() : std::string();
}

}  // namespace

bool Url::set_scheme(std::string_view scheme) {
  scheme_ = in_lower_case(scheme);
  const auto* const known = std::ranges::find(kSchemes, scheme_, &Scheme::name);
  if (known == kSchemes.end()) return false;
  origin_.secure = known->secure;
  return true;
}

bool Url::set_authority(std::string_view authority) {
  const std::size_t at = authority.find('@');
  userinfo_ = at == authority.npos ? std::string_view() : authority.substr(0, at);
  if (userinfo_.find_first_of("[]") != userinfo_.npos) return false;
  return set_host_and_port(authority.substr(at == authority.npos ? 0 : at + 1));
}

bool Url::set_host_and_port(std::string_view text) {
  const std::size_t host_end = text.starts_with('[') ? text.find(']') : text.find(':');
  const bool is_ip6 = text.starts_with('[');
  if (is_ip6 && host_end == text.npos) return false;
  const std::string_view host = is_ip6 ? text.substr(1, host_end - 1) : text.substr(0, host_end);
  const std::string_view rest = host_end == text.npos ? std::string_view() : text.substr(host_end + (is_ip6 ? 1 : 0));

  origin_.host = is_ip6 ? canonical_ip6(host) : in_lower_case(host);
  origin_.port = usual_port(origin_.secure);
  const bool is_sound_host = is_ip6 ? !origin_.host.empty() : is_dns_name(host) || Address::from_host(host, 0).has_value();
  return is_sound_host && (rest.empty() || (rest.front() == ':' && read_port(rest.substr(1), origin_.port)));
}

void Url::set_target(std::string_view path, const std::optional<std::string_view>& query) {
  target_ = without_dot_segments(path);
  path_bytes_ = target_.size();
  if (query) target_.append("?").append(*query);
}

Result<Url> Url::parse(std::string_view text) {
  if (text.size() > kMostBytes) return fail(Error::Exhausted);
  const Result<UriReference> parts = UriReference::parse(text);
  if (!parts || !parts->scheme || !parts->authority) return fail(Error::Invalid);
  Url url;
  if (!url.set_scheme(*parts->scheme) || !url.set_authority(*parts->authority)) return fail(Error::Invalid);
  url.set_target(parts->path, parts->query);
  url.fragment_ = parts->fragment.value_or("");
  return url;
}

Result<Url> Url::resolve(std::string_view reference) const {
  if (reference.size() > kMostBytes) return fail(Error::Exhausted);
  const Result<UriReference> parts = UriReference::parse(reference);
  if (!parts) return fail(Error::Invalid);
  if (parts->scheme) return parse(reference);

  Url url = *this;
  url.fragment_ = parts->fragment.value_or("");
  if (parts->authority) {
    if (!url.set_authority(*parts->authority)) return fail(Error::Invalid);
    url.set_target(parts->path, parts->query);
  } else if (!parts->path.empty()) {
    const bool is_absolute = parts->path.front() == '/';
    const std::string_view folder = is_absolute ? std::string_view() : path().substr(0, path().rfind('/') + 1);
    url.set_target(std::string(folder).append(parts->path), parts->query);
  } else if (parts->query) {
    url.set_target(path(), parts->query);
  }
  if (url.target_.size() > kMostBytes) return fail(Error::Exhausted);
  return url;
}

std::string_view Url::query() const noexcept {
  const std::string_view behind_path = std::string_view(target_).substr(path_bytes_);
  return behind_path.empty() ? behind_path : behind_path.substr(1);
}

std::string Url::text() const {
  std::string text = scheme_ + "://" + origin_.authority() + target_;
  if (!fragment_.empty()) text.append("#").append(fragment_);
  return text;
}

Url Url::without_userinfo() const {
  Url url = *this;
  url.userinfo_.clear();
  return url;
}

}  // namespace saki::client
