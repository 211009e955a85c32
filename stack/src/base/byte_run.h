// SPDX-License-Identifier: Apache-2.0
//
// Where a run of permitted bytes ends, looked at many bytes at a time.
//
// `stops` tells which bytes of a block end the run; NUL is always among them. `floor` is the start of the input: bytes from there on may be
// read again, which lets the last few be looked at in one block without reading past the end.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "base/byte_block.h"

namespace saki {

template <class Word>
[[nodiscard]] inline std::uint64_t little_word(const char* from) noexcept {
  Word word;
  std::memcpy(&word, from, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = std::byteswap(word);
  return word;
}

// So many bytes, fewer than a block, and zeros behind them. Put together in registers: what was just stored in pieces is slow to load.
template <class Block>
[[nodiscard]] inline Block load_few(const char* from, std::size_t count) noexcept {
  if (count > 8)
    return Block::of_words(little_word<std::uint64_t>(from), little_word<std::uint64_t>(from + count - 8) >> (128 - count * 8));
  if (count >= 4)
    return Block::of_words(little_word<std::uint32_t>(from) | little_word<std::uint32_t>(from + count - 4) << (count * 8 - 32), 0);
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < count; ++i) bytes |= std::uint64_t{static_cast<unsigned char>(from[i])} << (i * 8);
  return Block::of_words(bytes, 0);
}

// The last few bytes, fewer than a block.
template <class Block, class Stops>
[[nodiscard, gnu::noinline]] const char* last_stop(const char* from, const char* end, const char* floor, Stops stops) noexcept {
  if (from == end) return end;
  if (end - floor < Block::kBytes) return from + stops(load_few<Block>(from, static_cast<std::size_t>(end - from))).first();
  const char* const last = end - Block::kBytes;
  const auto hits = stops(Block::load(last)).without_first(static_cast<std::size_t>(from - last));
  return hits.any() ? last + hits.first() : end;
}

// Whether any byte of a text that fills a block at least is one of `stops`.
template <class Block, class Stops>
[[nodiscard]] inline bool has_stop(const char* from, const char* end, Stops stops) noexcept {
  for (; end - from > Block::kBytes; from += Block::kBytes) {
    if (stops(Block::load(from)).any()) return true;
  }
  return stops(Block::load(end - Block::kBytes)).any();
}

// What `stops` finds from `from` on, in a block or what is left of the input. `last` is where the input's last whole block begins; `from`
// is not behind its end.
template <class Block, class Stops>
[[nodiscard]] inline auto hits_at(const char* from, const char* last, Stops stops) noexcept {
  if (from <= last) [[likely]]
    return stops(Block::load(from));
  return stops(Block::load(last)).behind(static_cast<std::size_t>(from - last));
}

// The first byte in [from, end) that `stops` ends the run at, or `end`.
template <class Block, class Stops>
[[nodiscard]] inline const char* first_stop(const char* from, const char* end, const char* floor, Stops stops) noexcept {
  while (end - from >= Block::kBytes) {
    if (const auto hits = stops(Block::load(from)); hits.any()) return from + hits.first();
    from += Block::kBytes;
  }
  return last_stop<Block>(from, end, floor, stops);
}

}  // namespace saki
