// SPDX-License-Identifier: Apache-2.0
//
// DeflatePool: inflaters and deflaters of sockets that keep no context, lent for one message each, last in first out.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "http/message_deflater.h"
#include "http/message_inflater.h"

namespace saki::http {

class DeflatePool {  // Affinity: loop. Outlives what it lends.
 public:
  [[nodiscard]] std::unique_ptr<MessageInflater> take_inflater();
  [[nodiscard]] std::unique_ptr<MessageDeflater> take_deflater(unsigned window_bits, int level);
  void give_back(std::unique_ptr<MessageInflater> inflater) noexcept;
  void give_back(std::unique_ptr<MessageDeflater> deflater, unsigned window_bits, int level) noexcept;
  void give_up_spare() noexcept;
  [[nodiscard]] std::size_t spare_count() const noexcept;

 private:
  static constexpr std::size_t kKeptCount = 2;  // Of each kind.

  struct Kind {
    unsigned window_bits;
    int level;
    std::vector<std::unique_ptr<MessageDeflater>> spare;
  };
  [[nodiscard]] Kind& kind(unsigned window_bits, int level);

  std::vector<std::unique_ptr<MessageInflater>> inflaters_;
  std::vector<Kind> deflaters_;
};

}  // namespace saki::http
