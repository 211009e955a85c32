// SPDX-License-Identifier: Apache-2.0
#include "tally.h"

namespace load {

void Tally::merge(const Tally& other) noexcept {
  started += other.started;
  succeeded += other.succeeded;
  failed += other.failed;
  errored += other.errored;
  for (std::size_t i = 0; i < by_class.size(); ++i) by_class[i] += other.by_class[i];
  resumed += other.resumed;
  received_bytes += other.received_bytes;
  head_bytes += other.head_bytes;
  nanoseconds.merge(other.nanoseconds);
}

}  // namespace load
