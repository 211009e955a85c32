// SPDX-License-Identifier: Apache-2.0
//
// Whether the kernel encrypts what a socket sends once it was given the keys (kTLS), so that files need not pass through this process.
#pragma once

namespace saki {

// Found by asking, once for the process.
[[nodiscard]] bool kernel_takes_tls() noexcept;

}  // namespace saki
