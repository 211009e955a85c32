// SPDX-License-Identifier: Apache-2.0
#include "saki/cookie_ring.h"

#include <charconv>

#include "cookie/cookie_keys.h"
#include "saki/cookie.h"
#include "saki/encoding.h"
#include "saki/invalid_field.h"
#include "saki/random.h"
#include "text/ascii.h"

namespace saki {
namespace {

using Opened = std::expected<OpenedCookie, CookieFault>;

constexpr std::string_view kSigned = "s1";
constexpr std::string_view kEncrypted = "e1";

std::unexpected<CookieFault> refuse(CookieFault fault) { return std::unexpected(fault); }

std::string seconds_text(Timestamp until) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(until.time()).time_since_epoch().count();
  return std::to_string(std::max<std::int64_t>(seconds, 0));
}

// The instant of digits that are written as seconds_text() would; before all others where they are not.
Timestamp instant_of(std::string_view digits) {
  constexpr std::int64_t kLast = 253'402'300'799;  // Of the year 9999.
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (error != std::errc() || std::to_string(seconds) != digits || seconds > kLast) return Timestamp();
  return Timestamp(WallTime(std::chrono::seconds{seconds}));
}

// Takes what stands before the first dot, and the dot. Nothing where there is none.
std::string_view take_part(std::string_view& text) noexcept {
  const std::size_t dot = text.find('.');
  if (dot == text.npos) return {};
  const std::string_view part = text.substr(0, dot);
  text.remove_prefix(dot + 1);
  return part;
}

std::string checked(std::string_view name, std::string text) {
  if (name.size() + text.size() > Cookie::kMaxBytes)
    throw InvalidField("the cookie " + std::string(name) + " is larger than browsers keep");
  return text;
}

std::string box_context(std::string_view name, std::string_view id) {
  std::string context(name);
  context += '\0';
  context.append(kEncrypted).append(".").append(id);
  return context;
}

Opened opened(std::string value, Timestamp until, Timestamp now, bool old_key) {
  if (until <= now) return refuse(CookieFault::Expired);
  return OpenedCookie{std::move(value), until, old_key};
}

}  // namespace

std::string_view text_of(CookieFault fault) noexcept {
  switch (fault) {
    case CookieFault::Absent: return "absent";
    case CookieFault::Malformed: return "malformed";
    case CookieFault::UnknownKey: return "unknown-key";
    case CookieFault::Forged: return "forged";
    case CookieFault::Expired: return "expired";
  }
  return "malformed";
}

std::expected<CookieRing, std::string> CookieRing::parse(std::string_view lines) {
  auto keys = std::make_shared<Keys>();
  for (std::size_t number = 1; !lines.empty(); ++number) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = text::trim(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.empty() || line.front() == '#') continue;
    if (const std::string fault = keys->add_line(line); !fault.empty())
      return std::unexpected("line " + std::to_string(number) + " is no key: " + fault);
  }
  if (keys->empty()) return std::unexpected(std::string("there is no key in it"));
  return CookieRing(std::move(keys));
}

std::string CookieRing::new_line(Timestamp now) {
  std::string day = now.text().substr(0, 10);
  return "k" + day + "-" + random_token(3) + " " + to_base64(random_bytes<kMinKeyBytes>()) + "\n";
}

std::string CookieRing::sign(std::string_view name, std::string_view value, Timestamp until) const {
  std::string text(kSigned);
  text.append(".").append(keys_->maker().id()).append(".").append(seconds_text(until)).append(".").append(to_base64url(value));
  const auto code = keys_->maker().code(name, text);
  return checked(name, text + "." + to_base64url(code));
}

std::string CookieRing::seal(std::string_view name, std::string_view value, Timestamp until) const {
  const CookieKey& key = keys_->maker();
  std::string plain = seconds_text(until);
  plain.append(".").append(value);
  std::string text(kEncrypted);
  text.append(".").append(key.id()).append(".").append(to_base64url(key.seal(box_context(name, key.id()), plain)));
  return checked(name, std::move(text));
}

Opened CookieRing::verify(std::string_view name, std::string_view text, Timestamp now) const {
  if (name.size() + text.size() > Cookie::kMaxBytes) return refuse(CookieFault::Malformed);
  const std::string_view authentic = text.substr(0, std::min(text.rfind('.'), text.size()));
  if (take_part(text) != kSigned) return refuse(CookieFault::Malformed);
  const std::string_view id = take_part(text);
  const std::string_view until = take_part(text);
  const Result<std::string> value = from_base64url(take_part(text));
  const Result<std::string> code = from_base64url(text);
  if (id.empty() || until.empty() || !value || !code) return refuse(CookieFault::Malformed);

  const CookieKey* const key = keys_->find(id);
  if (key == nullptr) return refuse(CookieFault::UnknownKey);
  if (!secure_equal(key->code(name, authentic), as_bytes(*code))) return refuse(CookieFault::Forged);
  return opened(*value, instant_of(until), now, key != &keys_->maker());
}

Opened CookieRing::open(std::string_view name, std::string_view text, Timestamp now) const {
  if (name.size() + text.size() > Cookie::kMaxBytes) return refuse(CookieFault::Malformed);
  if (take_part(text) != kEncrypted) return refuse(CookieFault::Malformed);
  const std::string_view id = take_part(text);
  const Result<std::string> box = from_base64url(text);
  if (id.empty() || !box) return refuse(CookieFault::Malformed);

  const CookieKey* const key = keys_->find(id);
  if (key == nullptr) return refuse(CookieFault::UnknownKey);
  const std::optional<std::string> plain = key->open(box_context(name, id), *box);
  if (!plain) return refuse(CookieFault::Forged);
  std::string_view value = *plain;
  const Timestamp until = instant_of(take_part(value));
  return opened(std::string(value), until, now, key != &keys_->maker());
}

}  // namespace saki
