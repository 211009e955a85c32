// SPDX-License-Identifier: Apache-2.0
//
// Bytes: a value that is not text, the manifest's `bytes`. In JSON and in parameters it is base64 (RFC 4648 section 4).
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/base64.h"
#include "saki/base/bytes.h"
#include "saki/base/result.h"

namespace saki {

class Bytes {  // Affinity: one thread at a time.
 public:
  Bytes() = default;
  explicit Bytes(ByteView content) : content_(content.begin(), content.end()) {}
  explicit Bytes(std::string_view content) : Bytes(as_bytes(content)) {}

  // Reads base64: padded, no line breaks, unused bits zero. Error: Invalid.
  [[nodiscard]] static Result<Bytes> from_base64(std::string_view text);
  [[nodiscard]] std::string base64() const;

  [[nodiscard]] ByteView view() const noexcept { return content_; }
  [[nodiscard]] std::string_view text() const noexcept { return as_text(content_); }
  [[nodiscard]] std::size_t size() const noexcept { return content_.size(); }
  [[nodiscard]] bool empty() const noexcept { return content_.empty(); }

  friend bool operator==(const Bytes&, const Bytes&) = default;
  friend auto operator<=>(const Bytes&, const Bytes&) = default;

 private:
  std::vector<std::byte> content_;
};

}  // namespace saki
