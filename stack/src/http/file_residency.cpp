// SPDX-License-Identifier: Apache-2.0
#include "http/file_residency.h"

#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace saki::http {
namespace {

constexpr std::size_t kProbeStep = 64 * 1024;  // What the kernel reads ahead at least.
constexpr long kCachestat = 451;               // The same number on every architecture; Linux 6.5.

struct CachestatRange {
  std::uint64_t offset;
  std::uint64_t length;
};
struct Cachestat {
  std::uint64_t cached_pages;
  std::uint64_t others[4];
};

enum class Answer { Yes, No, Unknown };

Answer ask_cachestat(int file, std::uint64_t offset, std::size_t count_bytes) noexcept {
  CachestatRange range{offset, count_bytes};
  Cachestat found{};
  if (::syscall(kCachestat, file, &range, &found, 0U) != 0) return Answer::Unknown;
  const auto page_bytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));  // 16 KiB on some boards.
  const std::uint64_t pages = (offset + count_bytes - 1) / page_bytes - offset / page_bytes + 1;
  return found.cached_pages >= pages ? Answer::Yes : Answer::No;
}

Answer probe(int file, std::uint64_t offset) noexcept {
  char byte;
  const iovec into{&byte, 1};
  if (::preadv2(file, &into, 1, static_cast<off_t>(offset), RWF_NOWAIT) >= 0) return Answer::Yes;
  return errno == EAGAIN ? Answer::No : Answer::Unknown;
}

}  // namespace

bool is_resident(int file, std::uint64_t offset, std::size_t count_bytes) noexcept {
  if (count_bytes == 0) return true;
  const Answer told = ask_cachestat(file, offset, count_bytes);
  if (told != Answer::Unknown) return told == Answer::Yes;
  const std::uint64_t last = offset + count_bytes - 1;
  for (std::uint64_t at = offset; at < last; at += kProbeStep) {
    if (probe(file, at) == Answer::No) return false;
  }
  return probe(file, last) != Answer::No;
}

void make_resident(FileDescriptor file, std::uint64_t offset, std::size_t count_bytes) noexcept {
  std::array<char, 16 * 1024> dropped;
  const std::uint64_t end = offset + count_bytes;
  while (offset < end) {
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(dropped.size(), end - offset));
    const ssize_t count = ::pread(file.get(), dropped.data(), wanted, static_cast<off_t>(offset));
    if (count <= 0) return;  // Sending it meets the same end, or error.
    offset += static_cast<std::uint64_t>(count);
  }
}

}  // namespace saki::http
