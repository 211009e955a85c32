// SPDX-License-Identifier: Apache-2.0
//
// Opening a file that lies beneath a directory, whatever the path says.
#pragma once

#include <string>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/http/static_options.h"

namespace saki::http {

// For reading. `path` is relative; links are followed as `links` says. Blocks.
//
// Errors: System: ENOENT, ENOTDIR, EACCES …; ELOOP at a link that is not followed; EXDEV where the path leads out.
[[nodiscard]] Result<FileDescriptor> open_beneath(int root, const std::string& path, Symlinks links) noexcept;

// The same without ever waiting for a disk; EAGAIN where that would be needed, or where the kernel cannot do it.
[[nodiscard]] Result<FileDescriptor> open_beneath_cached(int root, const std::string& path, Symlinks links) noexcept;

// What open_beneath does where the kernel has no openat2(2): part after part, following no symbolic link.
[[nodiscard]] Result<FileDescriptor> open_by_parts(int root, const std::string& path) noexcept;

}  // namespace saki::http
