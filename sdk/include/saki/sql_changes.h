// SPDX-License-Identifier: Apache-2.0
//
// SqlChanges: what a statement did.
#pragma once

#include <cstdint>
#include <type_traits>

namespace saki {

class SqlChanges {  // Affinity: any.
 public:
  SqlChanges() noexcept = default;
  SqlChanges(std::int64_t count, std::int64_t last_id) noexcept : count_(count), last_id_(last_id) {}

  [[nodiscard]] std::int64_t count() const noexcept { return count_; }      // Rows inserted, updated or deleted.
  [[nodiscard]] std::int64_t last_id() const noexcept {
    return last_id_;
  }  // The key of the last row inserted; read it after an insert only.

 private:
  std::int64_t count_ = 0;
  std::int64_t last_id_ = 0;
};

static_assert(!std::is_aggregate_v<SqlChanges>);

}  // namespace saki
