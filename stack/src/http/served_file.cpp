// SPDX-License-Identifier: Apache-2.0
#include "http/served_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <charconv>
#include <optional>

namespace saki::http {
namespace {

std::optional<struct statx> look_at(const FileDescriptor& file) noexcept {
  struct statx found{};
  const int done = ::statx(file.get(), "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_TYPE | STATX_SIZE | STATX_MTIME | STATX_CTIME, &found);
  return done == 0 ? std::optional(found) : std::nullopt;
}

void append_hex(std::string& text, std::uint64_t value) {
  std::array<char, 16> digits;
  text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr);
}

}  // namespace

ServedFile::ServedFile(FileDescriptor file) : file_(std::move(file)) {
  const auto found = look_at(file_);
  if (!found) return;
  kind_ = S_ISREG(found->stx_mode) ? Kind::File : S_ISDIR(found->stx_mode) ? Kind::Directory : Kind::Other;
  stamp_ = stamp_of(*found);
  tag_ = '"';
  append_hex(tag_, stamp_.size_bytes);
  tag_ += '-';
  append_hex(tag_, static_cast<std::uint64_t>(stamp_.modified_ns));
  tag_ += '"';
  last_modified_ = format_http_date(modified());
}

HttpTime ServedFile::modified() const noexcept {
  return std::chrono::floor<std::chrono::seconds>(
      std::chrono::sys_time<std::chrono::nanoseconds>(std::chrono::nanoseconds(stamp_.modified_ns)));
}

bool ServedFile::is_unchanged() const noexcept {
  const auto found = look_at(file_);
  return found && stamp_of(*found) == stamp_;
}

}  // namespace saki::http
