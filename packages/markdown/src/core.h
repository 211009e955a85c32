// SPDX-License-Identifier: Apache-2.0
//
// MarkdownCore: what a Markdown package holds while it runs.
#pragma once

#include <atomic>
#include <cstdint>

#include "frame.h"
#include "markdown_settings.h"
#include "saki/latency.h"

namespace saki {

struct MarkdownCore {  // Affinity: any; settings and frame are frozen once it has started.
  MarkdownSettings settings;
  MarkdownFrame frame;
  std::atomic<std::int32_t> under_way = 0;
  std::atomic<std::uint64_t> refused = 0;
  Latency latency;
};

// A text that is being rendered, for as long as somebody waits for it.
class MarkdownTurn {  // Affinity: loop.
 public:
  explicit MarkdownTurn(MarkdownCore& core) noexcept
      : core_(core), granted_(core.under_way.fetch_add(1, std::memory_order_relaxed) < core.settings.at_once) {}
  ~MarkdownTurn() { core_.under_way.fetch_sub(1, std::memory_order_relaxed); }
  MarkdownTurn(const MarkdownTurn&) = delete;
  MarkdownTurn& operator=(const MarkdownTurn&) = delete;

  [[nodiscard]] bool granted() const noexcept { return granted_; }

 private:
  MarkdownCore& core_;
  bool granted_;
};

}  // namespace saki
