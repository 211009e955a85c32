// SPDX-License-Identifier: Apache-2.0
#include "saki/cookie.h"

#include <algorithm>

#include "saki/http/field.h"
#include "saki/http/http_date.h"
#include "saki/invalid_field.h"
#include "text/ascii.h"
#include "web/planted_bug.h"

namespace saki {
namespace {

// RFC 6265 section 4.1.1.
bool is_cookie_octet(char c) noexcept { return c > 0x20 && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\'; }

bool is_attribute_value(std::string_view text) noexcept {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F && c != ';'; });
  return plain && text.size() <= Cookie::kMaxAttributeBytes;
}

const char* same_site_text(SameSite rule) noexcept {
  switch (rule) {
    case SameSite::Lax: return "Lax";
    case SameSite::Strict: return "Strict";
    case SameSite::None: return "None";
  }
  return "Lax";
}

std::string http_date(Timestamp when) {
  const auto text = http::format_http_date(std::chrono::floor<std::chrono::seconds>(when.time()));
  return {text.data(), text.size()};
}

// Browsers compare the prefixes without regard to case, so that `__host-` cannot slip past a server that does not.
bool has_prefix(std::string_view name, std::string_view prefix) noexcept {
  return text::equal_ignoring_case(name.substr(0, prefix.size()), prefix);
}

}  // namespace

Cookie::Cookie(std::string name, std::string value) : name_(std::move(name)), value_(std::move(value)) {
  if (!http::is_token(name_)) throw InvalidField("a cookie's name is not a token");
  if (!std::all_of(value_.begin(), value_.end(), is_cookie_octet))
    throw InvalidField("the value of the cookie " + name_ + " holds what a cookie cannot");
  if (name_.size() + value_.size() > kMaxBytes) throw InvalidField("the cookie " + name_ + " is larger than browsers keep");
}

Cookie Cookie::expired(std::string name) {
  Cookie cookie(std::move(name), "");
  cookie.max_age(std::chrono::seconds{0}).expires(Timestamp());
  return cookie;
}

Cookie& Cookie::max_age(std::chrono::seconds age) {
  max_age_ = age;
  return *this;
}

Cookie& Cookie::expires(Timestamp when) {
  expires_ = when;
  return *this;
}

Cookie& Cookie::path(std::string path) {
  if (!path.starts_with('/') || !is_attribute_value(path)) throw InvalidField("the path of the cookie " + name_ + " is none");
  path_ = std::move(path);
  return *this;
}

Cookie& Cookie::domain(std::string domain) {
  const bool plain = std::all_of(domain.begin(), domain.end(), [](char c) { return text::is_ascii_alnum(c) || c == '-' || c == '.'; });
  if (domain.empty() || domain.size() > kMaxAttributeBytes || !plain) throw InvalidField("the domain of the cookie " + name_ + " is none");
  domain_ = std::move(domain);
  return *this;
}

Cookie& Cookie::same_site(SameSite rule) {
  same_site_ = rule;
  return *this;
}

Cookie& Cookie::for_scripts() {
  http_only_ = false;
  return *this;
}

Cookie& Cookie::over_plain() {
  secure_ = false;
  return *this;
}

Cookie& Cookie::partitioned() {
  partitioned_ = true;
  return *this;
}

std::string Cookie::text() const {
  check_prefix();
  std::string text = name_ + "=" + value_ + "; Path=" + path_;
  if (!domain_.empty()) text += "; Domain=" + domain_;
  if (max_age_) text += "; Max-Age=" + std::to_string(max_age_->count());
  if (expires_) text += "; Expires=" + http_date(*expires_);
  if (http_only_) text += "; HttpOnly";
  if (secure_) text += "; Secure";
  text.append("; SameSite=").append(same_site_text(same_site_));
  if (partitioned_) text += "; Partitioned";
  return text;
}

void Cookie::check_prefix() const {
  const bool host = has_prefix(name_, "__Host-");
  const bool http = has_prefix(name_, "__Http-") || has_prefix(name_, "__Host-Http-");
  if (!secure_ && (host || http || has_prefix(name_, "__Secure-")))
    throw InvalidField("the cookie " + name_ + " must be Secure, as its prefix says");
  if (host && (!domain_.empty() || path_ != "/"))
    throw InvalidField("the cookie " + name_ + " must have the path / and no domain, as its prefix says");
  if (http && !http_only_) throw InvalidField("the cookie " + name_ + " must be HttpOnly, as its prefix says");
  if (!secure_ && (same_site_ == SameSite::None || partitioned_))
    throw InvalidField("the cookie " + name_ + " must be Secure to be sent across sites");
}

std::optional<std::string_view> find_cookie(std::string_view field, std::string_view name) noexcept {
  while (!field.empty()) {
    const std::size_t end = std::min(field.find(';'), field.size());
    const std::string_view pair = text::trim(field.substr(0, end));
    field.remove_prefix(std::min(end + 1, field.size()));
    const std::size_t equals = kBugPlanted ? pair.rfind('=') : pair.find('=');
    if (equals != std::string_view::npos && text::trim(pair.substr(0, equals)) == name) return text::trim(pair.substr(equals + 1));
  }
  return std::nullopt;
}

}  // namespace saki
