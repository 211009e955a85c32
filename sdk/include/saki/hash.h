// SPDX-License-Identifier: Apache-2.0
//
// Digests of FIPS 180-4: of a text at once, or taken piece by piece.
//
//   Sha256::hex_of("abc");
//
//   Sha256 hash;
//   while (const std::size_t count = co_await request.read(piece)) hash.update(std::span(piece).first(count));
//   const std::string hex = hash.hex();
//
// None of them is for passwords, whose hash has to be slow.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "saki/base/bytes.h"
#include "saki/encoding.h"

namespace saki {

enum class HashKind : std::uint8_t { Sha1, Sha256, Sha384, Sha512 };

// What the digests share: one that is being made.
class HashState {  // Affinity: one thread at a time.
 public:
  explicit HashState(HashKind kind);
  HashState(HashState&&) noexcept;
  HashState& operator=(HashState&&) noexcept;
  ~HashState();

  void update(ByteView bytes);
  void finish(MutableBytes digest);  // Of exactly the digest's size; the next update begins another.

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

template <HashKind kHashKind, std::size_t kDigestBytes>
class Hash {  // Affinity: one thread at a time.
 public:
  static constexpr HashKind kKind = kHashKind;
  using Digest = std::array<std::byte, kDigestBytes>;

  Hash() : state_(kHashKind) {}

  void update(ByteView bytes) { state_.update(bytes); }
  void update(std::string_view text) { update(as_bytes(text)); }

  // Ends the digest of everything so far; the next update begins another.
  [[nodiscard]] Digest digest() {
    Digest digest;
    state_.finish(digest);
    return digest;
  }
  [[nodiscard]] std::string hex() { return to_hex(digest()); }  // The same, as digits in lower case.

  [[nodiscard]] static Digest of(ByteView bytes) {
    Hash hash;
    hash.update(bytes);
    return hash.digest();
  }
  [[nodiscard]] static Digest of(std::string_view text) { return of(as_bytes(text)); }
  [[nodiscard]] static std::string hex_of(ByteView bytes) { return to_hex(of(bytes)); }
  [[nodiscard]] static std::string hex_of(std::string_view text) { return to_hex(of(text)); }

 private:
  HashState state_;
};

using Sha1 = Hash<HashKind::Sha1, 20>;  // Only for what demands it: two texts of one digest can be made.
using Sha256 = Hash<HashKind::Sha256, 32>;
using Sha384 = Hash<HashKind::Sha384, 48>;
using Sha512 = Hash<HashKind::Sha512, 64>;

}  // namespace saki
