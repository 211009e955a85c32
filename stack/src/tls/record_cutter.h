// SPDX-License-Identifier: Apache-2.0
//
// RecordCutter: cuts what is to be sent into records. Small pieces are joined: each record costs the other side a header, and both sides
// an authentication.
#pragma once

#include <sys/uio.h>

#include <algorithm>
#include <cstring>
#include <span>

#include "saki/base/bytes.h"

namespace saki {

class RecordCutter {
 public:
  static constexpr std::size_t kRecordBytes = 16 * 1024;  // Of content, at most (RFC 8446 section 5.1).

  explicit RecordCutter(std::span<const iovec> pieces) noexcept : pieces_(pieces) {}

  // The content of the next record, empty once there is none: a piece's own bytes, or several pieces' in `block`.
  [[nodiscard]] ByteView next(std::span<std::byte, kRecordBytes> block) noexcept {
    skip_empty();
    if (pieces_.empty()) return {};
    if (pieces_.size() == 1 || rest().size() >= block.size()) return take(block.size());
    std::size_t filled = 0;
    while (filled < block.size() && !pieces_.empty()) {
      const ByteView part = take(block.size() - filled);
      std::memcpy(block.data() + filled, part.data(), part.size());
      filled += part.size();
      skip_empty();
    }
    return block.first(filled);
  }

  // Passes over the first byte; 0 where there is none.
  [[nodiscard]] std::size_t skip_one() noexcept {
    skip_empty();
    return pieces_.empty() ? 0 : take(1).size();
  }
  [[nodiscard]] bool at_end() noexcept {
    skip_empty();
    return pieces_.empty();
  }

 private:
  [[nodiscard]] ByteView rest() const noexcept {
    const iovec& piece = pieces_.front();
    return ByteView(static_cast<const std::byte*>(piece.iov_base), piece.iov_len).subspan(taken_);
  }
  [[nodiscard]] ByteView take(std::size_t most) noexcept {
    const ByteView part = rest().first(std::min(most, rest().size()));
    taken_ += part.size();
    return part;
  }
  void skip_empty() noexcept {
    while (!pieces_.empty() && rest().empty()) {
      pieces_ = pieces_.subspan(1);
      taken_ = 0;
    }
  }

  std::span<const iovec> pieces_;
  std::size_t taken_ = 0;  // Of the first one.
};

}  // namespace saki
