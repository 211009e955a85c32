// SPDX-License-Identifier: Apache-2.0
#include "http/sha1.h"

#include <bit>
#include <cstddef>

namespace saki::http {
namespace {

constexpr std::size_t kBlockBytes = 64;
using State = std::array<std::uint32_t, 5>;

// What is padded: the text, one bit, zeros, and the count of the text's bits in the last eight bytes (section 4).
class Padded {
 public:
  explicit Padded(std::string_view text) noexcept : text_(text), bits_(std::uint64_t{text.size()} * 8) {}
  [[nodiscard]] std::size_t size() const noexcept { return (text_.size() + 8) / kBlockBytes * kBlockBytes + kBlockBytes; }
  [[nodiscard]] std::uint8_t at(std::size_t index) const noexcept {
    if (index < text_.size()) return static_cast<std::uint8_t>(text_[index]);
    if (index == text_.size()) return 0x80;
    const std::size_t from_end = size() - 1 - index;
    return from_end < 8 ? static_cast<std::uint8_t>(bits_ >> (from_end * 8)) : std::uint8_t{0};
  }

 private:
  std::string_view text_;
  std::uint64_t bits_;
};

struct Round {
  std::uint32_t mixed;
  std::uint32_t constant;
};

Round round_of(std::size_t t, std::uint32_t b, std::uint32_t c, std::uint32_t d) noexcept {
  if (t < 20) return {(b & c) | (~b & d), 0x5A827999};
  if (t < 40) return {b ^ c ^ d, 0x6ED9EBA1};
  if (t < 60) return {(b & c) | (b & d) | (c & d), 0x8F1BBCDC};
  return {b ^ c ^ d, 0xCA62C1D6};
}

void add_block(State& state, const Padded& text, std::size_t from) noexcept {
  std::array<std::uint32_t, 80> words{};
  for (std::size_t i = 0; i < kBlockBytes; ++i) words[i / 4] = words[i / 4] << 8 | text.at(from + i);
  for (std::size_t t = 16; t < 80; ++t) words[t] = std::rotl(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
  auto [a, b, c, d, e] = state;
  for (std::size_t t = 0; t < 80; ++t) {
    const Round round = round_of(t, b, c, d);
    const std::uint32_t next = std::rotl(a, 5) + round.mixed + e + words[t] + round.constant;
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

}  // namespace

Sha1 sha1_of(std::string_view text) noexcept {
  State state{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  const Padded padded(text);
  for (std::size_t from = 0; from < padded.size(); from += kBlockBytes) add_block(state, padded, from);
  Sha1 digest;
  for (std::size_t i = 0; i < digest.size(); ++i) digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - i % 4 * 8));
  return digest;
}

}  // namespace saki::http
