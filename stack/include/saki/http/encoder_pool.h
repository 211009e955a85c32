// SPDX-License-Identifier: Apache-2.0
//
// EncoderPool: the encoders of one worker: so many at once, and a few kept for the next answer.
#pragma once

#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "saki/http/content_encoder.h"

namespace saki::http {

class EncoderPool {  // Affinity: loop.
 public:
  // At most `limit` encoders are out at once.
  EncoderPool(EncoderOptions options, std::size_t limit) noexcept : options_(options), limit_(limit) {}

  // The right to an encoder, and the encoder, unless that is away on a thread of a pool.
  class Lease {
   public:
    Lease() noexcept = default;
    Lease(EncoderPool& pool, std::unique_ptr<ContentEncoder> held) noexcept : encoder(std::move(held)), pool_(&pool) {}
    Lease(Lease&& other) noexcept : encoder(std::move(other.encoder)), pool_(std::exchange(other.pool_, nullptr)) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (pool_ != nullptr) pool_->give_back(std::move(encoder));
    }
    [[nodiscard]] explicit operator bool() const noexcept { return pool_ != nullptr; }

    std::unique_ptr<ContentEncoder> encoder;

   private:
    EncoderPool* pool_ = nullptr;
  };

  // An encoder that is as new; an empty lease when as many as may be are out. Throws std::bad_alloc.
  [[nodiscard]] Lease take(ContentCoding coding);

  // Encoders that wait for the next answer are destroyed.
  void give_up_idle() noexcept;

  [[nodiscard]] std::size_t taken() const noexcept { return taken_; }
  [[nodiscard]] std::size_t idle() const noexcept;

 private:
  static constexpr std::size_t kIdleOfEach = 2;

  void give_back(std::unique_ptr<ContentEncoder> encoder) noexcept;

  EncoderOptions options_;
  std::size_t limit_;
  std::size_t taken_ = 0;
  std::array<std::vector<std::unique_ptr<ContentEncoder>>, kContentCodings> idle_;
};

}  // namespace saki::http
