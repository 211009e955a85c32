// SPDX-License-Identifier: Apache-2.0
#include "base/allocator.h"

#include <cstdlib>
#include <initializer_list>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace saki {

#ifdef __GLIBC__
namespace {

constexpr int kLargeBytes = 512 * 1024;  // Larger blocks are mapped one by one, and no more than this lies free above the last one.

bool is_set_up_by_environment() noexcept {
  for (const char* name : {"GLIBC_TUNABLES", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"}) {
    if (std::getenv(name) != nullptr) return true;
  }
  return false;
}

}  // namespace

void bound_allocator() noexcept {
  if (is_set_up_by_environment()) return;
  ::mallopt(M_MMAP_THRESHOLD, kLargeBytes);
  ::mallopt(M_TRIM_THRESHOLD, kLargeBytes);
}

void trim_allocator() noexcept { ::malloc_trim(0); }
#else
void bound_allocator() noexcept {}
void trim_allocator() noexcept {}
#endif

}  // namespace saki
