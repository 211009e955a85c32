// SPDX-License-Identifier: Apache-2.0
#include "saki/cookie_jar.h"

#include <algorithm>
#include <tuple>

#include "client/set_cookie.h"
#include "saki/net/address.h"
#include "text/ascii.h"

namespace saki {
namespace {

bool is_address(std::string_view host) noexcept { return Address::from_host(host, 0).has_value(); }

// RFC 6265bis section 5.1.3.
bool domain_matches(std::string_view host, std::string_view domain) noexcept {
  if (host == domain) return true;
  return host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.' && !is_address(host);
}

// RFC 6265bis section 5.1.4.
bool path_matches(std::string_view path, std::string_view cookie_path) noexcept {
  if (!path.starts_with(cookie_path)) return false;
  return path.size() == cookie_path.size() || cookie_path.ends_with('/') || path[cookie_path.size()] == '/';
}

std::string_view default_path(std::string_view path) noexcept {
  const std::size_t last = path.rfind('/');
  return last == std::string_view::npos || last == 0 ? "/" : path.substr(0, last);
}

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), text::ascii_lower);
  return result;
}

bool begins_with(std::string_view text, std::string_view prefix) noexcept {
  return text::equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// The names that promise how a cookie was set (RFC 6265bis section 4.1.3). One without a name must not look like them to a server.
bool keeps_promise(const SetCookie& cookie, bool host_only) noexcept {
  const std::string_view shown = cookie.name.empty() ? cookie.value : cookie.name;
  const bool host = begins_with(shown, "__Host-");
  if (!host && !begins_with(shown, "__Secure-")) return true;
  if (cookie.name.empty() || !cookie.secure) return false;
  return !host || (host_only && cookie.path == "/");
}

bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The domain that a cookie is for, empty where the sender has no say over it.
std::string domain_for(std::string_view host, std::string_view asked) {
  const std::string domain = lowered(asked);
  const bool has_inner_dot = domain.find('.') != std::string::npos && !domain.ends_with('.');
  if (!is_ascii(domain) || (domain != host && !has_inner_dot) || !domain_matches(host, domain)) return {};
  return domain;
}

}  // namespace

bool CookieJar::Entry::is_same(const Entry& other) const noexcept {
  return name == other.name && domain == other.domain && host_only == other.host_only && path == other.path;
}

bool CookieJar::Entry::goes_to(const CookiePlace& place) const noexcept {
  if (secure && !place.secure) return false;
  if (host_only ? place.host != domain : !domain_matches(place.host, domain)) return false;
  return path_matches(place.path, path);
}

// Whether a cookie from a plain connection would stand before one that came over TLS (section 5.7, step 15).
bool CookieJar::hides_secure(const Entry& entry) const noexcept {
  return std::any_of(cookies_.begin(), cookies_.end(), [&](const Entry& kept) {
    const bool same_host = domain_matches(kept.domain, entry.domain) || domain_matches(entry.domain, kept.domain);
    return kept.secure && kept.name == entry.name && same_host && path_matches(entry.path, kept.path);
  });
}

bool CookieJar::store(const CookiePlace& from, std::string_view set_cookie, WallTime now) {
  drop_expired(now);
  const auto cookie = parse_set_cookie(set_cookie, limits_.pair_bytes, limits_.attribute_bytes, now);
  if (!cookie || (cookie->secure && !from.secure)) return false;
  const bool host_only = cookie->domain.empty();
  if (!keeps_promise(*cookie, host_only)) return false;

  Entry entry;
  entry.domain = host_only ? std::string(from.host) : domain_for(from.host, cookie->domain);
  if (entry.domain.empty()) return false;
  entry.name = cookie->name;
  entry.value = cookie->value;
  entry.path = cookie->path.value_or(default_path(from.path));
  entry.expires = cookie->expires.value_or(WallTime::max());
  entry.host_only = host_only;
  entry.secure = cookie->secure;
  if (!from.secure && hides_secure(entry)) return false;

  entry.created = entry.used = ++turn_;
  const auto same = std::find_if(cookies_.begin(), cookies_.end(), [&](const Entry& kept) { return kept.is_same(entry); });
  if (same != cookies_.end()) {
    entry.created = same->created;
    cookies_.erase(same);
  }
  if (entry.expires <= now) return true;  // Set to be forgotten.
  make_room(entry.domain);
  cookies_.push_back(std::move(entry));
  return true;
}

std::string CookieJar::field(const CookiePlace& to, WallTime now) {
  drop_expired(now);
  std::vector<Entry*> sent;
  for (Entry& each : cookies_) {
    if (each.goes_to(to)) sent.push_back(&each);
  }
  std::sort(sent.begin(), sent.end(), [](const Entry* a, const Entry* b) {
    return a->path.size() != b->path.size() ? a->path.size() > b->path.size() : a->created < b->created;
  });
  if (!sent.empty()) ++turn_;
  std::string field;
  for (Entry* each : sent) {
    each->used = turn_;
    if (!field.empty()) field.append("; ");
    if (!each->name.empty()) field.append(each->name).append("=");
    field.append(each->value);
  }
  return field;
}

void CookieJar::drop_expired(WallTime now) {
  std::erase_if(cookies_, [now](const Entry& each) { return each.expires <= now; });
}

void CookieJar::make_room(std::string_view domain) {
  const auto count = std::count_if(cookies_.begin(), cookies_.end(), [&](const Entry& each) { return each.domain == domain; });
  if (static_cast<std::size_t>(count) >= limits_.count_per_host) drop_one(domain);
  if (cookies_.size() >= limits_.count) drop_one({});
}

// Of one domain, or of all for an empty one: the least used, a Secure one only where there is no other. Whoever sits on a plain connection
// pushes none of those out (section 5.7).
void CookieJar::drop_one(std::string_view domain) {
  const auto rank = [&](const Entry& each) {
    const bool is_meant = domain.empty() || each.domain == domain;
    return std::tuple(!is_meant, each.secure, each.used);
  };
  const auto least = std::min_element(cookies_.begin(), cookies_.end(), [&](const Entry& a, const Entry& b) { return rank(a) < rank(b); });
  if (least != cookies_.end()) cookies_.erase(least);
}

}  // namespace saki
