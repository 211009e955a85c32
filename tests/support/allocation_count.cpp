// SPDX-License-Identifier: Apache-2.0
//
// The replacements stand in a file of their own: inlined into a caller, GCC takes them for a mismatched pair.
#include "allocation_count.h"

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t count = 0;
thread_local std::size_t held_bytes = 0;

}  // namespace

namespace saki {

std::size_t allocation_count() noexcept { return count; }
std::size_t held_heap_bytes() noexcept { return held_bytes; }

}  // namespace saki

#if __has_include(<sanitizer/allocator_interface.h>) && defined(SAKI_SANITIZED)

#include <sanitizer/allocator_interface.h>

namespace {

[[maybe_unused]] const int hooks =
    __sanitizer_install_malloc_and_free_hooks([](const volatile void*, std::size_t) { ++count; }, [](const volatile void*) {});

}  // namespace

#else

#include <malloc.h>

namespace {

// A block has a word before it.
std::size_t bytes_of(void* memory) noexcept { return memory == nullptr ? 0 : ::malloc_usable_size(memory) + sizeof(std::size_t); }

void* note(void* memory) noexcept {
  ++count;
  held_bytes += bytes_of(memory);
  return memory;
}

void* allocate(std::size_t size) noexcept { return note(std::malloc(size == 0 ? 1 : size)); }

void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
  const auto step = static_cast<std::size_t>(alignment);
  return note(std::aligned_alloc(step, (size + step - 1) / step * step));
}

void release(void* memory) noexcept {
  held_bytes -= bytes_of(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
  if (void* memory = allocate(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  if (void* memory = allocate(size, alignment)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }

void operator delete(void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { release(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { release(memory); }

#endif
