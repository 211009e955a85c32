// SPDX-License-Identifier: Apache-2.0
//
// Makes pooled memory visible to AddressSanitizer: free blocks are poisoned, so that a use after free is reported as one.
#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define SAKI_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SAKI_ADDRESS_SANITIZER 1
#endif
#endif

// Whether some sanitizer must see what the C library is called for.
#if defined(SAKI_ADDRESS_SANITIZER) || defined(__SANITIZE_THREAD__)
#define SAKI_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SAKI_SANITIZED 1
#endif
#endif

#ifdef SAKI_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#endif

namespace saki {

#ifdef SAKI_ADDRESS_SANITIZER
inline constexpr bool kPoisonsMemory = true;
#else
inline constexpr bool kPoisonsMemory = false;
#endif

inline void poison_memory([[maybe_unused]] const void* begin, [[maybe_unused]] std::size_t size_bytes) noexcept {
#ifdef SAKI_ADDRESS_SANITIZER
  __asan_poison_memory_region(begin, size_bytes);
#endif
}

inline void unpoison_memory([[maybe_unused]] const void* begin, [[maybe_unused]] std::size_t size_bytes) noexcept {
#ifdef SAKI_ADDRESS_SANITIZER
  __asan_unpoison_memory_region(begin, size_bytes);
#endif
}

}  // namespace saki
