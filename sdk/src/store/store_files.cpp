// SPDX-License-Identifier: Apache-2.0
#include "store/store_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string_view>

#include "saki/base/file_descriptor.h"
#include "store/record_reader.h"
#include "store/record_writer.h"

namespace saki {
namespace {

constexpr std::string_view kLog = "log-";
constexpr std::string_view kSnapshot = "snapshot-";
constexpr std::string_view kUnfinished = ".new";
constexpr std::size_t kBatchBytes = 1024 * 1024;  // Of records that are written at once.

std::optional<std::uint64_t> number_behind(std::string_view word, std::string_view name) {
  if (!name.starts_with(word)) return std::nullopt;
  name.remove_prefix(word.size());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size() || number == 0) return std::nullopt;
  return number;
}

}  // namespace

Result<StoreFiles::List> StoreFiles::list() const {
  List list;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename();
    if (const auto number = number_behind(kLog, name)) list.logs.push_back(*number);
    if (const auto number = number_behind(kSnapshot, name)) list.snapshot = std::max(list.snapshot, *number);
  }
  if (error) return fail(Error::system(error.value()));
  std::ranges::sort(list.logs);
  std::erase_if(list.logs, [&list](std::uint64_t number) { return number < list.snapshot; });
  return list;
}

Result<StoreFiles::Ending> StoreFiles::read(const std::string& path, StoreState& state, const std::atomic<bool>& stopping) {
  Result<RecordReader> reader = RecordReader::open(path);
  if (!reader) return fail(reader.error());
  while (true) {
    if (stopping.load(std::memory_order_relaxed)) return fail(Error::Cancelled);
    Result<std::optional<StoreRecord>> record = reader->next();
    if (!record) return fail(record.error());
    if (!*record) return Ending{reader->whole_bytes(), reader->file_bytes() - reader->whole_bytes()};
    state.apply(**std::move(record));
  }
}

Result<std::uint64_t> StoreFiles::write_snapshot(std::uint64_t number, StoreState& state, const std::atomic<bool>& stopping) const {
  const std::string path = snapshot(number);
  const std::string unfinished = path + std::string(kUnfinished);
  Result<RecordWriter> writer = RecordWriter::create(unfinished);
  if (!writer) return fail(writer.error());
  std::string batch;
  for (const auto& [key, entry] : state.entries()) {
    if (stopping.load(std::memory_order_relaxed)) return fail(Error::Cancelled);
    write_record(batch, StoreRecordKind::Set, key, entry.value, entry.end);
    if (batch.size() < kBatchBytes) continue;
    SAKI_TRY(writer->write(batch));
    batch.clear();
  }
  SAKI_TRY(writer->write(batch));
  SAKI_TRY(writer->sync());
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) return fail(Error::last_system());
  SAKI_TRY(sync_names());
  return writer->bytes();
}

void StoreFiles::remove_before(std::uint64_t number) const noexcept {
  std::error_code ignored;
  std::vector<std::filesystem::path> old;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
    const std::string name = entry.path().filename();
    const auto of_log = number_behind(kLog, name);
    const auto of_snapshot = number_behind(kSnapshot, name);
    if (of_log.value_or(number) < number || of_snapshot.value_or(number) < number || name.ends_with(kUnfinished))
      old.push_back(entry.path());
  }
  for (const auto& path : old) std::filesystem::remove(path, ignored);
}

Result<> StoreFiles::sync_names() const noexcept {
  const FileDescriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::fsync(folder.get()) != 0) return fail(Error::last_system());
  return {};
}

}  // namespace saki
