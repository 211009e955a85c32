// SPDX-License-Identifier: Apache-2.0
#include "hash/sip_hash.h"

#include <bit>
#include <span>

#include "saki/random.h"

namespace saki {
namespace {

class State {
 public:
  explicit State(const SipHash::Key& key) noexcept
      : a_(key[0] ^ 0x736f6d6570736575),
        b_(key[1] ^ 0x646f72616e646f6d),
        c_(key[0] ^ 0x6c7967656e657261),
        d_(key[1] ^ 0x7465646279746573) {}

  void take(std::uint64_t word) noexcept {
    d_ ^= word;
    mix(2);
    a_ ^= word;
  }

  [[nodiscard]] std::uint64_t end() noexcept {
    c_ ^= 0xff;
    mix(4);
    return a_ ^ b_ ^ c_ ^ d_;
  }

 private:
  void mix(int rounds) noexcept {
    for (; rounds > 0; --rounds) {
      a_ += b_;
      c_ += d_;
      b_ = std::rotl(b_, 13) ^ a_;
      d_ = std::rotl(d_, 16) ^ c_;
      a_ = std::rotl(a_, 32);
      c_ += b_;
      a_ += d_;
      b_ = std::rotl(b_, 17) ^ c_;
      d_ = std::rotl(d_, 21) ^ a_;
      c_ = std::rotl(c_, 32);
    }
  }

  std::uint64_t a_, b_, c_, d_;
};

// Up to eight bytes, the first the lowest.
std::uint64_t word_of(std::string_view bytes) noexcept {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return word;
}

}  // namespace

SipHash SipHash::with_random_key() {
  Key key;
  fill_random(std::as_writable_bytes(std::span(key)));
  return SipHash(key);
}

std::uint64_t SipHash::operator()(std::string_view text) const noexcept {
  State state(key_);
  const std::uint64_t length = std::uint64_t{text.size()} << 56;
  for (; text.size() >= 8; text.remove_prefix(8)) state.take(word_of(text.substr(0, 8)));
  state.take(length | word_of(text));
  return state.end();
}

}  // namespace saki
