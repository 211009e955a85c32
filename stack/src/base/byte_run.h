// SPDX-License-Identifier: Apache-2.0
//
// Where a run of permitted bytes ends, looked at many bytes at a time.
//
// `stops` tells which bytes of a block end the run; NUL is always among them. `floor` is the start of the input: bytes from there on may be
// read again, which lets the last few be looked at in one block without reading past the end.
#pragma once

#include <array>
#include <cstring>

#include "base/byte_block.h"

namespace saki {

// So many bytes as a block, zeros behind them.
template <class Block>
[[nodiscard]] inline Block load_few(const char* from, std::size_t count) noexcept {
  std::array<char, static_cast<std::size_t>(Block::kBytes)> padded{};
  if (count >= 8) {
    std::memcpy(padded.data(), from, 8);
    std::memcpy(padded.data() + count - 8, from + count - 8, 8);
  } else if (count >= 4) {
    std::memcpy(padded.data(), from, 4);
    std::memcpy(padded.data() + count - 4, from + count - 4, 4);
  } else {
    for (std::size_t i = 0; i < count; ++i) padded[i] = from[i];
  }
  return Block::load(padded.data());
}

// The last few bytes, fewer than a block.
template <class Block, class Stops>
[[nodiscard, gnu::noinline]] const char* last_stop(const char* from, const char* end, const char* floor, Stops stops) noexcept {
  if (from == end) return end;
  if (end - floor < Block::kBytes) return from + stops(load_few<Block>(from, static_cast<std::size_t>(end - from))).first();
  const char* const last = end - Block::kBytes;
  const auto hits = stops(Block::load(last)).without_first(static_cast<unsigned>(from - last));
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
