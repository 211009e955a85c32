// SPDX-License-Identifier: Apache-2.0
#include "tls/pem_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "saki/base/file_descriptor.h"

namespace saki {
namespace {

// A Secret that grows would leave copies of itself behind in the heap: it is made as large as it may become.
Result<Secret> read_all(int file, std::size_t expected) {
  std::string text(expected + 1, '\0');
  std::size_t used = 0;
  while (used < text.size()) {
    const ssize_t count = ::read(file, text.data() + used, text.size() - used);
    if (count == 0) break;
    if (count < 0 && errno != EINTR) return fail(Error::last_system());
    if (count > 0) used += static_cast<std::size_t>(count);
  }
  text.resize(used);
  return Secret(std::move(text));
}

}  // namespace

Result<Secret> read_pem_file(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!file) return fail(Error::last_system());
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return fail(Error::last_system());
  if (S_ISDIR(status.st_mode)) return fail(Error::system(EISDIR));
  if (!S_ISREG(status.st_mode)) return fail(Error::system(EINVAL));
  if (status.st_size > static_cast<off_t>(kMostPemBytes)) return fail(Error::Exhausted);
  return read_all(file.get(), static_cast<std::size_t>(status.st_size));
}

OpenSslOwner<BIO> bio_of(const Secret& text) {
  return OpenSslOwner<BIO>(BIO_new_mem_buf(text.reveal().data(), static_cast<int>(text.reveal().size())));
}

}  // namespace saki
