// SPDX-License-Identifier: Apache-2.0
//
// Sha256: the digest of FIPS 180-4, taken piece by piece.
//
//   Sha256 hash;
//   while (const std::size_t count = co_await request.read(piece)) hash.update(std::span(piece).first(count));
//   const std::string hex = hash.hex();
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "saki/base/bytes.h"

namespace saki {

class Sha256 {  // Affinity: one thread at a time.
 public:
  using Digest = std::array<std::byte, 32>;

  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();

  void update(ByteView bytes);
  void update(std::string_view text) { update(as_bytes(text)); }

  // Ends the digest of everything so far; the next update begins another.
  [[nodiscard]] Digest digest();
  [[nodiscard]] std::string hex();  // The same, as 64 digits in lower case.

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace saki
