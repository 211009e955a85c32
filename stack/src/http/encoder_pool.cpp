// SPDX-License-Identifier: Apache-2.0
#include "saki/http/encoder_pool.h"

namespace saki::http {

EncoderPool::Lease EncoderPool::take(ContentCoding coding) {
  if (taken_ == limit_) return {};
  auto& idle = idle_[static_cast<std::size_t>(coding)];
  idle.reserve(kIdleOfEach);  // So that giving back allocates nothing.
  std::unique_ptr<ContentEncoder> encoder;
  if (idle.empty()) {
    encoder = ContentEncoder::make(coding, options_);
  } else {
    encoder = std::move(idle.back());
    idle.pop_back();
    encoder->restart();
  }
  ++taken_;
  return {*this, std::move(encoder)};
}

void EncoderPool::give_back(std::unique_ptr<ContentEncoder> encoder) noexcept {
  --taken_;
  if (encoder == nullptr) return;
  auto& idle = idle_[static_cast<std::size_t>(encoder->coding())];
  if (idle.size() < kIdleOfEach) idle.push_back(std::move(encoder));
}

void EncoderPool::give_up_idle() noexcept {
  for (auto& encoders : idle_) encoders.clear();
}

std::size_t EncoderPool::idle() const noexcept {
  std::size_t count = 0;
  for (const auto& encoders : idle_) count += encoders.size();
  return count;
}

}  // namespace saki::http
