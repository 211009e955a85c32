// SPDX-License-Identifier: Apache-2.0
//
// The global operator new, counting. A file of its own: seen beside its callers, GCC takes the pair of free and new for a mistake.
#include "counting_new.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<int> allocations = 0;

}  // namespace

int saki::allocation_count() noexcept { return allocations; }

void* operator new(std::size_t size_bytes) {
  ++allocations;
  if (void* memory = std::malloc(size_bytes)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
