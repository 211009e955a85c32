// SPDX-License-Identifier: Apache-2.0
//
// The replacements stand in a file of their own: inlined into a caller, GCC takes them for a mismatched pair.
#include "allocation_failure.h"

#include <cstdlib>
#include <new>

namespace {

enum class Failure { Off, Pending, Happened };

thread_local Failure failure = Failure::Off;
thread_local std::size_t successes_left = 0;

bool fails_now() noexcept {
  if (failure != Failure::Pending || successes_left-- > 0) return false;
  failure = Failure::Happened;
  return true;
}

void* allocate(std::size_t size) noexcept { return fails_now() ? nullptr : std::malloc(size == 0 ? 1 : size); }

void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
  const auto step = static_cast<std::size_t>(alignment);
  return fails_now() ? nullptr : std::aligned_alloc(step, (size + step - 1) / step * step);
}

}  // namespace

namespace saki {

FailingAllocation::FailingAllocation(std::size_t successes) noexcept {
  successes_left = successes;
  failure = Failure::Pending;
}
FailingAllocation::~FailingAllocation() { failure = Failure::Off; }

bool FailingAllocation::happened() const noexcept { return failure == Failure::Happened; }

}  // namespace saki

void* operator new(std::size_t size) {
  if (void* memory = allocate(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  if (void* memory = allocate(size, alignment)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
