// SPDX-License-Identifier: Apache-2.0
//
// The loads of ConfigTree that read files and folders.
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "config/drop_ins.h"
#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/config/config_tree.h"

namespace saki {
namespace {

using PatienceEnd = std::chrono::steady_clock::time_point;

// Waits until a pipe has something to read, or its end; files always have. False once patience is over.
bool await_bytes(int descriptor, PatienceEnd end) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
  pollfd readable{descriptor, POLLIN, 0};
  return ::poll(&readable, 1, static_cast<int>(std::max<std::int64_t>(left, 0))) > 0;
}

Result<std::string> read_some(int descriptor, std::size_t limit_bytes) {
  const PatienceEnd end = std::chrono::steady_clock::now() + ConfigTree::kPipePatience;
  std::string text(limit_bytes, '\0');
  std::size_t used = 0;
  while (used < text.size()) {
    if (!await_bytes(descriptor, end)) return fail(Error::Timeout);
    const ssize_t count = ::read(descriptor, text.data() + used, text.size() - used);
    if (count == 0) break;
    if (count > 0) used += static_cast<std::size_t>(count);
    if (count < 0 && errno != EINTR && errno != EAGAIN) return fail(Error::last_system());
  }
  text.resize(used);
  return text;
}

bool is_null_device(const struct stat& status) noexcept { return S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3); }

// A regular file's text, or one byte more than the bound when it is larger. Pipes work too (`--config <(command)`), and /dev/null is
// empty; other devices and sockets do not.
Result<std::string> read_file(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!file) return fail(Error::last_system());
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return fail(Error::last_system());
  if (S_ISDIR(status.st_mode)) return fail(Error::system(EISDIR));
  if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode) && !is_null_device(status)) return fail(Error::system(EINVAL));
  return read_some(file.get(), ConfigTree::kMaxSourceBytes + 1);
}

std::string unreadable_hint(const Error& error) {
  if (error == Error::Timeout) return "nobody writes to this pipe, or not to its end; name a file";
  switch (error.detail()) {
    case ENOENT: return "create it, or name another file with --config";
    case EACCES: return "let the service's user read it, and enter the folders above it";
    case EISDIR: return "a folder is in the file's place; drop-ins belong into conf.d beside the file";
    case EINVAL:
    case ENXIO: return "a file, a pipe or /dev/null can be read, other devices and sockets cannot";
    default: return {};
  }
}

bool unreadable(const std::string& path, const Error& error, Diagnostics& diagnostics) {
  diagnostics.add({path, 0, 0}, "unreadable-file", "cannot read this configuration: " + error.text(), unreadable_hint(error));
  return false;
}

// A manifest given in place of a configuration: only manifests say `saki:` and `service:` at the top.
bool is_manifest(const ConfigTree& tree) { return tree.find("saki") != nullptr && tree.find("service") != nullptr; }

}  // namespace

bool ConfigTree::load_file(const std::string& path, Diagnostics& diagnostics) {
  const auto text = read_file(path);
  if (!text) return unreadable(path, text.error(), diagnostics);
  ConfigTree file;
  if (!file.load_text(*text, path, diagnostics)) return false;
  if (is_manifest(file)) {
    diagnostics.add({path, 1, 1}, "manifest-as-config", "this is a service's manifest, not its configuration",
                    "name a file with sections such as `server:` and `settings:`, like config/config.yaml");
    return false;
  }
  merge(std::move(file));
  return true;
}

bool ConfigTree::load_directory(const std::string& path, Diagnostics& diagnostics) {
  const auto names = drop_ins(path);
  if (!names) return names.error().detail() == ENOENT || unreadable(path, names.error(), diagnostics);
  bool good = true;
  for (const std::string& name : *names) good &= load_file(path + "/" + name, diagnostics);
  return good;
}

}  // namespace saki
