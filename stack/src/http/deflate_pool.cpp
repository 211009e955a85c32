// SPDX-License-Identifier: Apache-2.0
#include "http/deflate_pool.h"

namespace saki::http {

std::unique_ptr<MessageInflater> DeflatePool::take_inflater() {
  inflaters_.reserve(kKeptCount);  // Giving back never allocates.
  if (inflaters_.empty()) return std::make_unique<MessageInflater>();
  std::unique_ptr<MessageInflater> inflater = std::move(inflaters_.back());
  inflaters_.pop_back();
  return inflater;
}

void DeflatePool::give_back(std::unique_ptr<MessageInflater> inflater) noexcept {
  if (inflater == nullptr || inflaters_.size() == kKeptCount) return;
  inflater->restart();
  inflaters_.push_back(std::move(inflater));
}

DeflatePool::Kind& DeflatePool::kind(unsigned window_bits, int level) {
  for (Kind& known : deflaters_) {
    if (known.window_bits == window_bits && known.level == level) return known;
  }
  Kind& added = deflaters_.emplace_back(window_bits, level, std::vector<std::unique_ptr<MessageDeflater>>());
  added.spare.reserve(kKeptCount);
  return added;
}

std::unique_ptr<MessageDeflater> DeflatePool::take_deflater(unsigned window_bits, int level) {
  auto& spare = kind(window_bits, level).spare;
  if (spare.empty()) return std::make_unique<MessageDeflater>(window_bits, level);
  std::unique_ptr<MessageDeflater> deflater = std::move(spare.back());
  spare.pop_back();
  return deflater;
}

void DeflatePool::give_back(std::unique_ptr<MessageDeflater> deflater, unsigned window_bits, int level) noexcept {
  auto& spare = kind(window_bits, level).spare;  // It was made when the deflater was taken.
  if (deflater == nullptr || spare.size() == kKeptCount) return;
  deflater->restart();
  spare.push_back(std::move(deflater));
}

std::size_t DeflatePool::spare_count() const noexcept {
  std::size_t count = inflaters_.size();
  for (const Kind& kind : deflaters_) count += kind.spare.size();
  return count;
}

void DeflatePool::give_up_spare() noexcept {
  inflaters_.clear();
  for (Kind& kind : deflaters_) kind.spare.clear();
}

}  // namespace saki::http
