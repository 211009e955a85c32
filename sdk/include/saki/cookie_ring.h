// SPDX-License-Identifier: Apache-2.0
//
// CookieRing: the keys under which cookies are signed or encrypted, and the texts of such cookies.
//
//   signed     s1.ID.UNTIL.VALUE.MAC   HMAC-SHA256 over the cookie's name and all before it; whoever has it can read the value
//   encrypted  e1.ID.BOX               AES-256-GCM, whose key is made for this text alone; the cookie's name is authenticated
//
// ID names the key, UNTIL is when it ends in seconds since 1970, the rest is base64url, which is read strictly: one text for one content.
// A text is good for the name it was made for, in the one of both forms, until it ends. The first key makes, all of them read: so keys are
// changed by putting a new one before the others, and an old one is dropped once what it made has ended.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "saki/timestamp.h"

namespace saki {

enum class CookieFault : std::uint8_t {
  Absent,      // There is no such cookie.
  Malformed,   // It has not the form, is larger than a browser keeps, or came twice and not the same.
  UnknownKey,  // Its key is none of the ring's.
  Forged,      // It was changed, or made for another name.
  Expired,
};

[[nodiscard]] std::string_view text_of(CookieFault fault) noexcept;  // "unknown-key"

struct OpenedCookie {
  std::string value;
  Timestamp until;
  bool old_key;  // Its key makes no more: to be set anew before it is dropped.
};

class CookieRing {  // Affinity: frozen. A value.
 public:
  static constexpr std::size_t kMaxKeys = 64;
  static constexpr std::size_t kMinKeyBytes = 32;

  // Reads keys, one a line: `ID KEY`, the ID of up to 32 letters, digits, `-` and `_`, the key in base64, at least 32 bytes of it. Blank
  // lines and such as begin with `#` are skipped. The error says what is wrong and shows nothing of a key.
  [[nodiscard]] static std::expected<CookieRing, std::string> parse(std::string_view lines);

  // Such a line with a new key.
  [[nodiscard]] static std::string new_line(Timestamp now);

  // The texts, which end at `until`, to the second. Throws InvalidField when they would be larger than browsers keep.
  [[nodiscard]] std::string sign(std::string_view name, std::string_view value, Timestamp until) const;
  [[nodiscard]] std::string seal(std::string_view name, std::string_view value, Timestamp until) const;

  // What they hold.
  [[nodiscard]] std::expected<OpenedCookie, CookieFault> verify(std::string_view name, std::string_view text, Timestamp now) const;
  [[nodiscard]] std::expected<OpenedCookie, CookieFault> open(std::string_view name, std::string_view text, Timestamp now) const;

 private:
  class Keys;
  explicit CookieRing(std::shared_ptr<const Keys> keys) noexcept : keys_(std::move(keys)) {}

  std::shared_ptr<const Keys> keys_;
};

}  // namespace saki
