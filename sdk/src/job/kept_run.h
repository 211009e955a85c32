// SPDX-License-Identifier: Apache-2.0
//
// KeptRun: a run of a durable job, as the store has it.
//
//   1 DUE NEXT BEGUN FAILED\nARGUMENTS     instants in microseconds since 1970
//
// An attempt is counted before it begins, and again once it has failed: one that is between the two died with its process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "saki/base/clock.h"

namespace saki {

class KeptRun {  // Affinity: one thread at a time.
 public:
  KeptRun() = default;
  KeptRun(WallTime asked, std::string given) : due(asked), next(asked), arguments(std::move(given)) {}

  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<KeptRun> parse(std::string_view text);  // Nothing for what text() does not make.

  [[nodiscard]] unsigned cut_off() const noexcept { return begun - failed; }  // Between attempts.

  WallTime due;   // When it was asked for.
  WallTime next;  // It is not tried before.
  unsigned begun = 0;
  unsigned failed = 0;
  std::string arguments;
};

}  // namespace saki
