// SPDX-License-Identifier: Apache-2.0
#include "auth/file_watch.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/log/log_stream.h"

namespace saki {
namespace {

constexpr std::size_t kMostBytes = std::size_t{16} * 1024 * 1024;

Result<std::string> read_file(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // Which waits for no writer of a pipe.
  if (!file) return fail(Error::last_system());
  std::string text;
  char piece[16 * 1024];
  while (text.size() <= kMostBytes) {
    const ssize_t count = ::read(file.get(), piece, sizeof piece);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(Error::last_system());
    if (count == 0) return text;
    text.append(piece, static_cast<std::size_t>(count));
  }
  return fail(Error::Exhausted);
}

}  // namespace

void FileWatch::add(std::string path, SourcePlace place, Take take, Diagnostics& diagnostics) {
  const FileTrace seen = trace_of(path);  // Before it is read: what changes meanwhile is seen at the next look.
  if (const Result<std::string> text = read_file(path)) {
    static_cast<void>(take(*text, path, diagnostics));
  } else {
    diagnostics.add(std::move(place), "auth-file", path + " cannot be read: " + text.error().text(), "a relative path lies below data_dir");
  }
  files_.push_back({std::move(path), std::move(take), seen});
}

void FileWatch::read_anew(File& file) const {
  Diagnostics mistakes;
  const Result<std::string> text = read_file(file.path);
  if (text && file.take(*text, file.path, mistakes)) return log_.info("read anew", {{"file", file.path}});
  const std::string reason = text ? mistakes.text() : text.error().text();
  log_.error("a file cannot be used as it is now; what it held before goes on to count", {{"file", file.path}, {"reason", reason}});
}

void FileWatch::look() {
  for (File& file : files_) {
    const FileTrace now = trace_of(file.path);
    if (now == file.seen) continue;
    file.seen = now;
    read_anew(file);
  }
}

void FileWatch::start() {
  if (!files_.empty()) thread_.start("auth files", kPause, [this] { look(); });
}

}  // namespace saki
