// SPDX-License-Identifier: Apache-2.0
#include "store/store_recovery.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>

#include "saki/base/clock.h"

namespace saki {
namespace {

using Refused = std::unexpected<Diagnostic>;

Refused refuse(const std::string& file, const char* code, std::string text, std::string hint) {
  return Refused(Diagnostic{{file}, code, std::move(text), std::move(hint)});
}
Refused cannot(const std::string& file, const Error& error) {
  return refuse(file, "store-folder", "the store's file cannot be read or written: " + error.text(),
                "check who owns `store.memory.folder`, and whether the disk is full");
}
Refused damaged(const std::string& file, const std::string& what) {
  return refuse(file, "store-damaged", "the store's files are damaged: " + what,
                "restore the folder from a copy, or move it away to begin with an empty store");
}

std::expected<FileDescriptor, Diagnostic> lock(const StoreFiles& files) {
  std::error_code told_when_opening;
  std::filesystem::create_directories(files.folder(), told_when_opening);
  const std::string path = files.folder() + "/lock";
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file) return cannot(path, Error::last_system());
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return file;
  if (errno != EWOULDBLOCK) return cannot(path, Error::last_system());
  return refuse(path, "store-locked", "another process keeps its store in this folder",
                "stop it, or give this one another `store.memory.folder`; a reload cannot take the folder over: restart the service");
}

// Of the logs, none may be missing between the first that is needed and the last.
std::expected<void, Diagnostic> check_complete(const StoreFiles& files, const StoreFiles::List& list) {
  std::uint64_t expected = list.snapshot != 0 ? list.snapshot : 1;
  for (const std::uint64_t number : list.logs) {
    if (number != expected) return damaged(files.log(expected), "this log is missing");
    ++expected;
  }
  return {};
}

std::expected<std::uint64_t, Diagnostic> read_whole(const std::string& path, StoreState& state) {
  const std::atomic<bool> never = false;
  const Result<StoreFiles::Ending> ending = StoreFiles::read(path, state, never);
  if (!ending) return cannot(path, ending.error());
  if (ending->cut_bytes > 0) return damaged(path, "no record begins at byte " + std::to_string(ending->whole_bytes));
  return ending->whole_bytes;
}

std::expected<void, Diagnostic> read_last_log(const StoreFiles& files, RecoveredStore& found) {
  const std::atomic<bool> never = false;
  const Result<StoreFiles::Ending> ending = StoreFiles::read(files.log(found.log), found.state, never);
  if (!ending) return cannot(files.log(found.log), ending.error());
  if (ending->whole_bytes == 0 && ending->cut_bytes >= StoreRecord::kFormat.size()) return damaged(files.log(found.log), "it is no log");
  found.log_bytes = ending->whole_bytes;
  found.cut_bytes = ending->cut_bytes;
  return {};
}

}  // namespace

std::expected<RecoveredStore, Diagnostic> recover_store(const StoreFiles& files) {
  RecoveredStore found;
  auto locked = lock(files);
  if (!locked) return Refused(std::move(locked.error()));
  found.lock = *std::move(locked);
  const Result<StoreFiles::List> list = files.list();
  if (!list) return cannot(files.folder(), list.error());
  if (auto complete = check_complete(files, *list); !complete) return Refused(std::move(complete.error()));

  if (list->snapshot != 0) {
    const auto read = read_whole(files.snapshot(list->snapshot), found.state);
    if (!read) return Refused(read.error());
    found.snapshot_bytes = *read;
    found.log = list->snapshot;
  }
  for (const std::uint64_t number : list->logs) {
    found.log = number;
    if (number == list->logs.back()) break;
    const auto read = read_whole(files.log(number), found.state);
    if (!read) return Refused(read.error());
    found.earlier_bytes += *read;
  }
  if (!list->logs.empty()) {
    if (auto read = read_last_log(files, found); !read) return Refused(std::move(read.error()));
  }
  found.state.drop_expired(Clock::system().wall().time_since_epoch().count());
  if (list->snapshot != 0) files.remove_before(list->snapshot);
  return found;
}

}  // namespace saki
