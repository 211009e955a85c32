// SPDX-License-Identifier: Apache-2.0
//
// openat2(2): opening with rules for every step of the path (Linux 5.6).
#pragma once

#include <linux/openat2.h>

#include <string>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"

namespace saki::http {

// Errors: System: EXDEV where the path leads out, ELOOP for a link that `resolve` forbids, EAGAIN where something was renamed meanwhile or,
// with RESOLVE_CACHED, a disk would have to be waited for; ENOSYS or EPERM where there is no such call.
[[nodiscard]] Result<FileDescriptor> open_resolved(int root, const std::string& path, std::uint64_t flags, std::uint64_t resolve) noexcept;

}  // namespace saki::http
