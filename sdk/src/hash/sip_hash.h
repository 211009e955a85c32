// SPDX-License-Identifier: Apache-2.0
//
// SipHash-2-4 (Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012): a short hash under a secret key. Who chooses texts but does
// not know the key cannot choose their hashes.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace saki {

class SipHash {  // Affinity: frozen.
 public:
  using Key = std::array<std::uint64_t, 2>;

  explicit SipHash(const Key& key) noexcept : key_(key) {}
  [[nodiscard]] static SipHash with_random_key();

  [[nodiscard]] std::uint64_t operator()(std::string_view text) const noexcept;

 private:
  Key key_;
};

}  // namespace saki
