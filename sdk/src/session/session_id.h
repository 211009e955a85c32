// SPDX-License-Identifier: Apache-2.0
//
// SessionId: 128 random bits, as 22 digits of base64url.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace saki {

class SessionId {  // Affinity: any. A value.
 public:
  static constexpr std::size_t kBytes = 16;

  [[nodiscard]] static SessionId draw();
  [[nodiscard]] static std::optional<SessionId> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  // What the store calls it: nobody gets from there to the id.
  [[nodiscard]] std::string key() const;

 private:
  explicit SessionId(std::string text) noexcept : text_(std::move(text)) {}

  std::string text_;
};

}  // namespace saki
