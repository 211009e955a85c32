// SPDX-License-Identifier: Apache-2.0
#include "store/record_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "store/little_endian.h"
#include "web/planted_bug.h"

namespace saki {
namespace {

constexpr std::size_t kReadBytes = 256 * 1024;

}  // namespace

Result<RecordReader> RecordReader::open(const std::string& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0) return fail(Error::last_system());
  RecordReader reader(std::move(file), static_cast<std::uint64_t>(status.st_size));
  const Result<bool> named = reader.at_hand(StoreRecord::kFormat.size());
  if (!named) return fail(named.error());
  if (*named && reader.buffer_.starts_with(StoreRecord::kFormat)) {
    reader.used_ = StoreRecord::kFormat.size();
    reader.whole_ = reader.used_;
  }
  return reader;
}

Result<std::optional<StoreRecord>> RecordReader::next() {
  if (whole_ == 0) return std::nullopt;
  const Result<bool> has_head = at_hand(StoreRecord::kHeadBytes);
  if (!has_head) return fail(has_head.error());
  if (!*has_head) return std::nullopt;
  const auto length = little_endian<std::uint32_t>(std::string_view(buffer_).substr(used_));
  const auto checksum = little_endian<std::uint64_t>(std::string_view(buffer_).substr(used_ + 4));
  if (length < StoreRecord::kFixedBytes || length > StoreRecord::kMostBytes) return std::nullopt;
  if (length > size_ - whole_ - StoreRecord::kHeadBytes) return std::nullopt;  // Before memory is taken for it.

  const Result<bool> has_body = at_hand(StoreRecord::kHeadBytes + length);
  if (!has_body) return fail(has_body.error());
  if (!*has_body) return std::nullopt;
  const std::string_view body = std::string_view(buffer_).substr(used_ + StoreRecord::kHeadBytes, length);
  const auto kind = static_cast<StoreRecordKind>(body[0]);
  const auto key_length = little_endian<std::uint32_t>(body.substr(9));
  const bool known = kind >= StoreRecordKind::Set && (kBugPlanted || kind <= StoreRecordKind::Remove);
  if (record_checksum(body) != checksum || !known || key_length > length - StoreRecord::kFixedBytes) return std::nullopt;

  const std::string_view texts = body.substr(StoreRecord::kFixedBytes);
  const auto end = static_cast<std::int64_t>(little_endian<std::uint64_t>(body.substr(1)));
  StoreRecord record(kind, std::string(texts.substr(0, key_length)), std::string(texts.substr(key_length)), end);
  used_ += StoreRecord::kHeadBytes + length;
  whole_ += StoreRecord::kHeadBytes + length;
  return record;
}

Result<bool> RecordReader::at_hand(std::size_t bytes) {
  if (buffer_.size() - used_ >= bytes) return true;
  buffer_.erase(0, used_);
  used_ = 0;
  while (buffer_.size() < bytes) {
    const std::size_t before = buffer_.size();
    buffer_.resize(before + std::max(kReadBytes, bytes - before));
    const ssize_t got = ::read(file_.get(), buffer_.data() + before, buffer_.size() - before);
    buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0 && errno != EINTR) return fail(Error::last_system());
    if (got == 0) return false;
  }
  return true;
}

}  // namespace saki
