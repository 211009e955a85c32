// SPDX-License-Identifier: Apache-2.0
//
// Whether a service is linked with the client, which only one that asks others is.
#pragma once

namespace saki {

// Stands beside Request::http(), and is null where nobody calls that. Does nothing.
[[gnu::weak]] void asks_others() noexcept;

}  // namespace saki
