// SPDX-License-Identifier: Apache-2.0
//
// What the C library's allocator keeps of memory that was freed. Nothing happens where the C library is not GNU's.
//
// By itself it keeps much for ever: pages between blocks that are still used are never given back, and each large block that is freed
// raises the size from which blocks go back at once and what may lie free above the last one, up to 64 MiB for each thread.
#pragma once

namespace saki {

// Stops that raising, unless the environment sets the allocator up. Affinity: before the process has further threads.
void bound_allocator() noexcept;

// Gives back all free pages. Affinity: any; costs about as much as a few hundred requests, and who allocates meanwhile waits.
void trim_allocator() noexcept;

}  // namespace saki
