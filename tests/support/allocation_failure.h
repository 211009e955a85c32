// SPDX-License-Identifier: Apache-2.0
//
// FailingAllocation: while it lives, one of this thread's calls of operator new throws. A program that links this has the global
// allocation functions replaced.
#pragma once

#include <cstddef>

namespace saki {

class FailingAllocation {  // One at a time in a thread.
 public:
  explicit FailingAllocation(std::size_t successes) noexcept;  // The one after so many fails.
  ~FailingAllocation();
  FailingAllocation(const FailingAllocation&) = delete;
  FailingAllocation& operator=(const FailingAllocation&) = delete;

  [[nodiscard]] bool happened() const noexcept;
};

}  // namespace saki
