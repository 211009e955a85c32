// SPDX-License-Identifier: Apache-2.0
//
// StoreRule: what each operation means, with nothing but what is stored and the time to decide it from. For engines that look and change
// under a lock of their own; one that leaves it to a server's script is held to the same by the conformance suite.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "saki/gcra.h"
#include "saki/store_answer.h"
#include "saki/store_error.h"
#include "saki/store_operation.h"

namespace saki {

enum class StoreEffect : std::uint8_t {
  Nothing,
  Put,     // The value, with the ttl, in the place of what there is.
  Replace,  // The value alone: the key lives as long as before.
  Expire,  // The ttl alone.
  Remove,
};

class StoreDecision {  // Affinity: any, as a value.
 public:
  explicit StoreDecision(StoreAnswer given) : answer(std::move(given)) {}
  StoreDecision(StoreAnswer given, StoreEffect made) : answer(std::move(given)), effect(made) {}

  StoreAnswer answer;
  StoreEffect effect = StoreEffect::Nothing;
  std::string value;                         // To be put.
  Duration ttl = StoreOperation::kForever;  // Likewise.
};

// Decides `operation`, whose texts may be taken. `stored` is the value of its key, none where there is none or it has expired. `now` is the
// wall clock's, from 1970. Errors: Invalid; TooLarge where the value would be longer than `value_bytes`.
[[nodiscard]] StoreResult<StoreDecision> decide(StoreOperation& operation, std::optional<std::string_view> stored, Gcra::Instant now,
                                                std::size_t value_bytes);

}  // namespace saki
