// SPDX-License-Identifier: Apache-2.0
#include "saki/log/file_sink.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace saki {
namespace {

FileDescriptor open_to_append(const std::string& path) noexcept {
  return FileDescriptor(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0640));
}

}  // namespace

FileSink::FileSink(std::string path, FileDescriptor file, LineSinkOptions options) noexcept
    : LineSink(std::move(options)), path_(std::move(path)), file_(std::move(file)) {}

Result<std::unique_ptr<FileSink>> FileSink::open(std::string path, LineSinkOptions options) {
  FileDescriptor file = open_to_append(path);
  if (!file) return fail(Error::last_system());
  return std::unique_ptr<FileSink>(new FileSink(std::move(path), std::move(file), std::move(options)));
}

void FileSink::reopen() {
  FileDescriptor file = open_to_append(path_);
  if (file) file_ = std::move(file);
}

LineSink::Written FileSink::write(std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::write(file_.get(), bytes.data() + done, bytes.size() - done);
    if (count > 0) done += static_cast<std::size_t>(count);
    if (count == 0 || (count < 0 && errno != EINTR)) return {done, count == 0 ? Error::Closed : Error::last_system()};
  }
  return {done};
}

}  // namespace saki
