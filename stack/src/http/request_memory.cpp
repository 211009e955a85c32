// SPDX-License-Identifier: Apache-2.0
#include "http/request_memory.h"

namespace saki::http {

RequestMemory::RequestMemory(const Limits& limits)
    : fields(static_cast<std::size_t>(limits.field_count)), parser(limits, head), exchange(head, arena) {
  head.fields = FieldTable(fields);
}

void RequestMemory::reset() noexcept {
  parser.restart();
  arena.reset();
}

std::unique_ptr<RequestMemory> RequestMemoryPool::take() {
  if (free_.empty()) return std::make_unique<RequestMemory>(limits_);
  auto memory = std::move(free_.back());
  free_.pop_back();
  return memory;
}

void RequestMemoryPool::give_back(std::unique_ptr<RequestMemory> memory) {
  if (free_.size() < kKeptCount) free_.push_back(std::move(memory));
}

}  // namespace saki::http
