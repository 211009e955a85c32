// SPDX-License-Identifier: Apache-2.0
//
// Authenticated encryption: AES-256-GCM (NIST SP 800-38D). A nonce is used once under a key, which is the caller's to see to.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "saki/base/bytes.h"

namespace saki {

class Aead {  // Affinity: any.
 public:
  static constexpr std::size_t kKeyBytes = 32;
  static constexpr std::size_t kNonceBytes = 12;
  static constexpr std::size_t kTagBytes = 16;
  using Key = std::array<std::byte, kKeyBytes>;
  using Nonce = std::span<const std::byte, kNonceBytes>;

  // The encrypted text with its tag behind it. `context` is authenticated and not part of it.
  [[nodiscard]] static std::string seal(const Key& key, Nonce nonce, std::string_view context, std::string_view plain);

  // What was sealed; nothing when any of it was changed.
  [[nodiscard]] static std::optional<std::string> open(const Key& key, Nonce nonce, std::string_view context, std::string_view sealed);
};

}  // namespace saki
