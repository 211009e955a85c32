// SPDX-License-Identifier: Apache-2.0
#include "socket/text_packer.h"

#include <functional>
#include <iterator>

#include "saki/base/check.h"

namespace saki {
namespace {

constexpr unsigned kMore = 0x80;
constexpr unsigned kBits = 7;

bool is_within(std::string_view part, std::string_view whole) noexcept {
  constexpr std::less_equal<const char*> at_most;
  return !part.empty() && at_most(whole.data(), part.data()) && at_most(part.data() + part.size(), whole.data() + whole.size());
}

}  // namespace

void TextPacker::put(std::uint64_t number) {
  for (; number >= kMore; number >>= kBits) packed_ += static_cast<char>(kMore | (number & (kMore - 1)));
  packed_ += static_cast<char>(number);
}

void TextPacker::put(std::string_view text) {
  if (const Shared* const whole = whole_of(text)) {
    put(std::uint64_t{text.size()} << 1 | 1);
    return put(std::uint64_t{whole->start} + static_cast<std::size_t>(text.data() - whole->text.data()));
  }
  put(std::uint64_t{text.size()} << 1);
  packed_ += text;
}

void TextPacker::share(std::string_view text) {
  put(text);
  SAKI_CHECK(shared_count_ < std::size(shared_), "two texts are shared at most");
  if (whole_of(text) == nullptr) shared_[shared_count_++] = {text, packed_.size() - text.size()};
}

const TextPacker::Shared* TextPacker::whole_of(std::string_view part) const noexcept {
  for (std::size_t i = 0; i < shared_count_; ++i) {
    if (is_within(part, shared_[i].text)) return &shared_[i];
  }
  return nullptr;
}

std::uint64_t TextUnpacker::number() noexcept {
  std::uint64_t number = 0;
  for (unsigned shift = 0;; shift += kBits) {
    const auto byte = static_cast<unsigned char>(*next_++);
    number |= std::uint64_t{byte & (kMore - 1)} << shift;
    if (byte < kMore) return number;
  }
}

std::string_view TextUnpacker::text() noexcept {
  const std::size_t form = size();
  if ((form & 1) != 0) return {start_ + size(), form >> 1};
  const char* const text = next_;
  next_ += form >> 1;
  return {text, form >> 1};
}

}  // namespace saki
