// SPDX-License-Identifier: Apache-2.0
//
// The loads of ConfigTree that read files and folders.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/config/config_tree.h"

namespace saki {
namespace {

Result<std::string> read_some(int descriptor, std::size_t limit_bytes) {
  std::string text(limit_bytes, '\0');
  std::size_t used = 0;
  while (used < text.size()) {
    const ssize_t count = ::read(descriptor, text.data() + used, text.size() - used);
    if (count == 0) break;
    if (count > 0) used += static_cast<std::size_t>(count);
    if (count < 0 && errno != EINTR) return fail(Error::last_system());
  }
  text.resize(used);
  return text;
}

// A regular file's text, or one byte more than the bound when it is larger. Pipes work too (`--config <(command)`), devices do not.
Result<std::string> read_file(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!file) return fail(Error::last_system());
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return fail(Error::last_system());
  if (S_ISDIR(status.st_mode)) return fail(Error::system(EISDIR));
  if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode)) return fail(Error::system(EINVAL));
  return read_some(file.get(), ConfigTree::kMaxSourceBytes + 1);
}

std::string unreadable_hint(const Error& error) {
  switch (error.detail()) {
    case ENOENT: return "create it, or name another file with --config";
    case EACCES: return "let the service's user read it, and enter the folders above it";
    case EISDIR: return "a folder is in the file's place; drop-ins belong into conf.d beside the file";
    default: return {};
  }
}

bool unreadable(const std::string& path, const Error& error, Diagnostics& diagnostics) {
  diagnostics.add({path, 0, 0}, "unreadable-file", "cannot read this configuration: " + error.text(), unreadable_hint(error));
  return false;
}

// A manifest given in place of a configuration: only manifests say `saki:` and `service:` at the top.
bool is_manifest(const ConfigTree& tree) { return tree.find("saki") != nullptr && tree.find("service") != nullptr; }

bool is_drop_in(std::string_view name) { return name.size() > 5 && name.front() != '.' && name.ends_with(".yaml"); }

Result<std::vector<std::string>> drop_ins(const std::string& path) {
  const std::unique_ptr<DIR, decltype([](DIR* folder) { ::closedir(folder); })> folder(::opendir(path.c_str()));
  if (!folder) return fail(Error::last_system());
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(folder.get())) {
    if (is_drop_in(entry->d_name)) names.emplace_back(entry->d_name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

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
