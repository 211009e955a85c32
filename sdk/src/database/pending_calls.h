// SPDX-License-Identifier: Apache-2.0
//
// How many calls of this thread's tasks a database has still to answer: virtual time waits for it, as nothing hurries a database.
#pragma once

namespace saki {

[[nodiscard]] unsigned pending_database_calls() noexcept;

}  // namespace saki
