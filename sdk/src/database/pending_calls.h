// SPDX-License-Identifier: Apache-2.0
//
// Whether a database has still to answer calls of a loop's tasks: virtual time waits for it, as nothing hurries a database.
#pragma once

namespace saki {

class Loop;

[[nodiscard]] bool has_pending_database_calls(const Loop& loop) noexcept;  // Affinity: loop.

}  // namespace saki
