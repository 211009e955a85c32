// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a file of the store, its log or its snapshot: the records come as the slow reference reads them, and the reading ends where
// the last whole one does. As they are, or, where the last byte says so, with checksums that fit, which no mutation would find.
#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "fuzz/controls.h"
#include "saki/base/check.h"
#include "store/record_reader.h"

namespace saki {
namespace {

using http::require;

// A file in memory, written anew for each input.
class MemoryFile {
 public:
  MemoryFile() : file_(::memfd_create("store", MFD_CLOEXEC)) { SAKI_CHECK(file_.get() >= 0, "memory for a file"); }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(file_.get()); }
  void fill(std::string_view bytes) const {
    require(::ftruncate(file_.get(), 0) == 0);
    require(::pwrite(file_.get(), bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  }

 private:
  FileDescriptor file_;
};

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t index = size; index > 0; --index) number = number << 8 | static_cast<unsigned char>(bytes[at + index - 1]);
  return number;
}

// Of the body that begins at `at`, as its head says; 0 where it does not end within the file.
std::size_t body_bytes(std::string_view bytes, std::size_t at) {
  if (bytes.size() < at + StoreRecord::kHeadBytes) return 0;
  const std::uint64_t length = number_at(bytes, at, 4);
  return length <= bytes.size() - at - StoreRecord::kHeadBytes ? static_cast<std::size_t>(length) : 0;
}

std::string with_checksums(std::string bytes) {
  std::size_t at = StoreRecord::kFormat.size();
  while (const std::size_t length = body_bytes(bytes, at)) {
    std::uint64_t checksum = record_checksum(std::string_view(bytes).substr(at + StoreRecord::kHeadBytes, length));
    for (std::size_t index = 0; index < 8; ++index, checksum >>= 8) bytes[at + 4 + index] = static_cast<char>(checksum & 0xFF);
    at += StoreRecord::kHeadBytes + length;
  }
  return bytes;
}

struct Found {
  std::vector<StoreRecord> records;
  std::uint64_t whole_bytes = 0;
};

Found read_slowly(std::string_view bytes) {
  Found found;
  if (!bytes.starts_with(StoreRecord::kFormat)) return found;
  std::size_t at = StoreRecord::kFormat.size();
  while (const std::size_t length = body_bytes(bytes, at)) {
    const std::string_view body = bytes.substr(at + StoreRecord::kHeadBytes, length);
    if (length < StoreRecord::kFixedBytes || record_checksum(body) != number_at(bytes, at + 4, 8)) break;
    const std::uint64_t key_bytes = number_at(body, 9, 4);
    if (body[0] < 1 || body[0] > 3 || key_bytes > length - StoreRecord::kFixedBytes) break;
    const std::string texts(body.substr(StoreRecord::kFixedBytes));
    found.records.emplace_back(static_cast<StoreRecordKind>(body[0]), texts.substr(0, key_bytes), texts.substr(key_bytes),
                               static_cast<std::int64_t>(number_at(body, 1, 8)));
    at += StoreRecord::kHeadBytes + length;
  }
  found.whole_bytes = at;
  return found;
}

void check(const MemoryFile& file, const std::string& bytes) {
  file.fill(bytes);
  const Found expected = read_slowly(bytes);
  RecordReader reader = RecordReader::open(file.path()).value();
  for (const StoreRecord& each : expected.records) {
    const auto record = reader.next().value();
    require(record && record->kind == each.kind && record->key == each.key && record->value == each.value && record->end == each.end);
  }
  require(!reader.next().value() && reader.whole_bytes() == expected.whole_bytes && reader.file_bytes() == bytes.size());
}

}  // namespace
}  // namespace saki

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const saki::MemoryFile kFile;
  saki::http::Controls controls(data, size);
  const bool mends = controls.number() % 2 == 1;
  const std::string bytes(controls.rest());
  saki::check(kFile, mends ? saki::with_checksums(bytes) : bytes);
  return 0;
}
