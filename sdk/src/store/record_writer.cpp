// SPDX-License-Identifier: Apache-2.0
#include "store/record_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "store/store_record.h"

namespace saki {
namespace {

constexpr std::size_t kWriteBytes = 1024 * 1024;  // At once.

}  // namespace

Result<RecordWriter> RecordWriter::create(const std::string& path) { return continue_at(path, 0); }

Result<RecordWriter> RecordWriter::continue_at(const std::string& path, std::uint64_t whole_bytes) {
  RecordWriter writer;
  writer.file_ = FileDescriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  if (!writer.file_ || ::ftruncate(writer.file_.get(), static_cast<off_t>(whole_bytes)) != 0) return fail(Error::last_system());
  writer.bytes_ = whole_bytes;
  if (whole_bytes == 0) SAKI_TRY(writer.write(StoreRecord::kFormat));
  return writer;
}

Result<> RecordWriter::write(std::string_view records) {
  std::uint64_t place = bytes_;
  while (!records.empty()) {
    const ssize_t written = ::pwrite(file_.get(), records.data(), std::min(records.size(), kWriteBytes), static_cast<off_t>(place));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const Error error = Error::last_system();
      cut_to(bytes_);
      return fail(error);
    }
    place += static_cast<std::uint64_t>(written);
    records.remove_prefix(static_cast<std::size_t>(written));
  }
  bytes_ = place;
  return {};
}

Result<> RecordWriter::sync() noexcept {
  if (::fdatasync(file_.get()) != 0) return fail(Error::last_system());
  return {};
}

Result<> RecordWriter::append(std::string_view records) {
  const std::uint64_t before = bytes_;
  SAKI_TRY(write(records));
  Result<> synced = sync();
  if (!synced) cut_to(before);
  return synced;
}

// What could not be cut off is written over.
void RecordWriter::cut_to(std::uint64_t bytes) noexcept {
  bytes_ = bytes;
  static_cast<void>(::ftruncate(file_.get(), static_cast<off_t>(bytes)));
}

}  // namespace saki
