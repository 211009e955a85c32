// SPDX-License-Identifier: Apache-2.0
//
// Whether a part of a file is in the page cache, so that sending it does not wait for a disk; and how it gets there.
#pragma once

#include <cstddef>
#include <cstdint>

#include "saki/base/file_descriptor.h"

namespace saki::http {

// Never blocks. Where the kernel cannot tell (a file system without it), says yes.
[[nodiscard]] bool is_resident(int file, std::uint64_t offset, std::size_t count_bytes) noexcept;

// Reads the part and drops it; blocks. For a pool's thread.
void make_resident(FileDescriptor file, std::uint64_t offset, std::size_t count_bytes) noexcept;

}  // namespace saki::http
