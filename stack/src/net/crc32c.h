// SPDX-License-Identifier: Apache-2.0
//
// CRC32c, the Castagnoli checksum (RFC 3720 appendix B.4): reflected, polynomial 0x1EDC6F41.
#pragma once

#include <cstdint>

#include "saki/base/bytes.h"

namespace saki {

class Crc32c {  // Affinity: any; a value.
 public:
  void add(ByteView bytes) noexcept;
  [[nodiscard]] std::uint32_t value() const noexcept { return ~state_; }

 private:
  std::uint32_t state_ = 0xffff'ffff;
};

}  // namespace saki
