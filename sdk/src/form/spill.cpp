// SPDX-License-Identifier: Apache-2.0
#include "form/spill.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

namespace saki {
namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr std::size_t kPieceBytes = 64 * 1024;

// For file systems that cannot make a file without a name: it loses its name at once.
int open_and_unlink(const std::string& directory) {
  std::string path = directory + "/.upload-XXXXXX";
  const int file = ::mkostemp(path.data(), O_CLOEXEC);
  if (file >= 0) ::unlink(path.c_str());
  return file;
}

Result<> write_all(int file, const char* from, std::size_t left) {
  while (left > 0) {
    const ssize_t count = ::write(file, from, left);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(Error::last_system());
    from += count;
    left -= static_cast<std::size_t>(count);
  }
  return {};
}

Result<FileDescriptor> create(const std::string& path) {
  FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640));
  if (!file) return fail(Error::last_system());
  return file;
}

}  // namespace

Result<SharedFile> open_spill(const std::string& directory) {
  int file = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kOwnerOnly);
  if (file < 0) file = open_and_unlink(directory);
  if (file < 0) return fail(Error::last_system());
  return std::make_shared<const FileDescriptor>(file);
}

Result<> append_to_file(const SharedFile& file, const std::string& content) {
  return write_all(file->get(), content.data(), content.size());
}

Result<std::string> read_whole_file(const SharedFile& file) {
  struct stat status{};
  if (::fstat(file->get(), &status) != 0) return fail(Error::last_system());
  std::string content(static_cast<std::size_t>(status.st_size), '\0');
  for (std::size_t filled = 0; filled < content.size();) {
    const ssize_t count = ::pread(file->get(), content.data() + filled, content.size() - filled, static_cast<off_t>(filled));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(Error::last_system());
    if (count == 0) return fail(Error::Closed);  // Shorter than it was.
    filled += static_cast<std::size_t>(count);
  }
  return content;
}

Result<> copy_to_path(const SharedFile& file, const std::string& path) {
  const Result<FileDescriptor> into = create(path);
  if (!into) return fail(into.error());
  std::array<char, kPieceBytes> piece;
  for (off_t at = 0;;) {
    const ssize_t count = ::pread(file->get(), piece.data(), piece.size(), at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(Error::last_system());
    if (count == 0) return {};
    SAKI_TRY(write_all(into->get(), piece.data(), static_cast<std::size_t>(count)));
    at += count;
  }
}

Result<> write_to_path(const std::string& content, const std::string& path) {
  const Result<FileDescriptor> into = create(path);
  if (!into) return fail(into.error());
  return write_all(into->get(), content.data(), content.size());
}

}  // namespace saki
