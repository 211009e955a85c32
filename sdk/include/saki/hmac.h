// SPDX-License-Identifier: Apache-2.0
//
// HMAC (RFC 2104): a digest that only who knows the key can make or check.
//
//   const auto mac = HmacSha256::of(key, payload);
//   if (!HmacSha256::verify(key, payload, received)) throw Unauthorized("…");
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "saki/base/bytes.h"
#include "saki/encoding.h"
#include "saki/hash.h"
#include "saki/secure_equal.h"

namespace saki {

// What they share: one that is being made.
class HmacState {  // Affinity: one thread at a time.
 public:
  HmacState(HashKind kind, ByteView key);
  HmacState(HmacState&&) noexcept;
  HmacState& operator=(HmacState&&) noexcept;
  ~HmacState();

  void update(ByteView bytes);
  void finish(MutableBytes digest);  // Of exactly the digest's size; the next update begins another under the same key.

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

template <class HashType>
class Hmac {  // Affinity: one thread at a time.
 public:
  using Digest = typename HashType::Digest;

  explicit Hmac(ByteView key) : state_(HashType::kKind, key) {}
  explicit Hmac(std::string_view key) : Hmac(as_bytes(key)) {}

  void update(ByteView bytes) { state_.update(bytes); }
  void update(std::string_view text) { update(as_bytes(text)); }

  // Ends the code of everything so far; the next update begins another under the same key.
  [[nodiscard]] Digest digest() {
    Digest digest;
    state_.finish(digest);
    return digest;
  }
  [[nodiscard]] std::string hex() { return to_hex(digest()); }

  [[nodiscard]] static Digest of(ByteView key, ByteView bytes) {
    Hmac hmac(key);
    hmac.update(bytes);
    return hmac.digest();
  }
  [[nodiscard]] static Digest of(std::string_view key, std::string_view text) { return of(as_bytes(key), as_bytes(text)); }

  // Whether `code` is the one, told in a time that depends on its length alone.
  [[nodiscard]] static bool verify(ByteView key, ByteView bytes, ByteView code) { return secure_equal(of(key, bytes), code); }
  [[nodiscard]] static bool verify(std::string_view key, std::string_view text, ByteView code) {
    return verify(as_bytes(key), as_bytes(text), code);
  }

 private:
  HmacState state_;
};

using HmacSha1 = Hmac<Sha1>;  // Only for what demands it.
using HmacSha256 = Hmac<Sha256>;
using HmacSha384 = Hmac<Sha384>;
using HmacSha512 = Hmac<Sha512>;

}  // namespace saki
