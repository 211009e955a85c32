// SPDX-License-Identifier: Apache-2.0
//
// ContentSource: content of a request that is made while it is sent. Read only as fast as the server takes it.
#pragma once

#include <cstdint>
#include <optional>

#include "saki/base/bytes.h"
#include "saki/base/result.h"
#include "saki/task/task.h"

namespace saki::client {

class ContentSource {  // Affinity: loop. Outlives the answer.
 public:
  virtual ~ContentSource() = default;

  // How much there is; nothing where that is not known: it goes out chunked.
  [[nodiscard]] virtual std::optional<std::uint64_t> length() const noexcept { return std::nullopt; }

  // The next bytes, at least 1; 0 once at the end. An error ends the request. The task may be dropped where it waits, when the server has
  // answered early.
  [[nodiscard]] virtual Task<Result<std::size_t>> read(MutableBytes into) = 0;

  // Begins anew, for a request that is sent again; false where that cannot be.
  [[nodiscard]] virtual bool rewind() noexcept { return false; }
};

}  // namespace saki::client
