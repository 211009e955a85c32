// SPDX-License-Identifier: Apache-2.0
#include "saki/log/memory_sink.h"

namespace saki {

std::vector<std::string> MemorySink::lines() const {
  const std::lock_guard lock(mutex_);
  return {lines_.begin(), lines_.end()};
}

LineSink::Written MemorySink::write(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  const std::size_t all = bytes.size();
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    lines_.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(end + 1);
    if (lines_.size() > keep_lines_) lines_.pop_front();
  }
  return {all};
}

}  // namespace saki
