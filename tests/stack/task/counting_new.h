// SPDX-License-Identifier: Apache-2.0
//
// How often the global operator new was called, in programs that link counting_new.cpp.
#pragma once

namespace saki {

[[nodiscard]] int allocation_count() noexcept;

}  // namespace saki
