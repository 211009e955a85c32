// SPDX-License-Identifier: Apache-2.0
//
// MemorySink: the last lines, in memory.
#pragma once

#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "saki/log/line_sink.h"

namespace saki {

class MemorySink final : public LineSink {
 public:
  explicit MemorySink(LineSinkOptions options = {}, std::size_t keep_lines = 1000) : LineSink(options), keep_lines_(keep_lines) {}

  // The lines kept, oldest first, without their line feeds. Affinity: any.
  [[nodiscard]] std::vector<std::string> lines() const;

 private:
  Written write(std::string_view bytes) override;

  std::size_t keep_lines_;
  mutable std::mutex mutex_;
  std::deque<std::string> lines_;
};

}  // namespace saki
