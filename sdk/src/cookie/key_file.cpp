// SPDX-License-Identifier: Apache-2.0
#include "cookie/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "saki/base/file_descriptor.h"
#include "saki/cookie_ring.h"
#include "saki/random.h"

namespace saki {
namespace {

constexpr std::size_t kMaxBytes = 65'536;

Result<> write_new(const std::string& path, const std::string& text) {
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) return fail(Error::last_system());
  if (::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) return fail(Error::last_system());
  if (::fsync(file.get()) != 0) return fail(Error::last_system());
  return {};
}

}  // namespace

Result<std::string> read_key_file(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // Which waits for no writer of a pipe.
  if (!file) return fail(Error::last_system());
  std::string text(kMaxBytes + 1, '\0');
  std::size_t filled = 0;
  while (filled < text.size()) {
    const ssize_t count = ::read(file.get(), text.data() + filled, text.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(Error::last_system());
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  if (filled > kMaxBytes) return fail(Error::Exhausted);
  text.resize(filled);
  return text;
}

Result<> make_key_file(const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) return {};
  const std::string fresh = path + "." + random_token(6);
  Result<> made = write_new(fresh, CookieRing::new_line(Timestamp::now()));
  if (made && ::link(fresh.c_str(), path.c_str()) != 0 && errno != EEXIST) made = fail(Error::last_system());
  ::unlink(fresh.c_str());
  return made;
}

}  // namespace saki
