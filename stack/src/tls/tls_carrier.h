// SPDX-License-Identifier: Apache-2.0
//
// TlsCarrier: what takes the encrypted bytes to the other side. A socket, as a rule; memory in tests.
#pragma once

#include <cstddef>

#include "saki/base/bytes.h"

namespace saki {

class TlsCarrier {  // Affinity: loop.
 public:
  // Bytes moved, or an errno negated; -EAGAIN where nothing moves now. Less than asked for means that no more would.
  [[nodiscard]] virtual std::ptrdiff_t receive(MutableBytes into) noexcept = 0;  // 0 at the end.
  [[nodiscard]] virtual std::ptrdiff_t send(ByteView bytes) noexcept = 0;

 protected:
  ~TlsCarrier() = default;
};

}  // namespace saki
