// SPDX-License-Identifier: Apache-2.0
#include "saki/process/pid_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

#include "saki/base/file_descriptor.h"

namespace saki {

Result<PidFile> PidFile::write(std::string path) {
  const std::string draft = path + ".new";
  const FileDescriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  const std::string text = std::to_string(::getpid()) + "\n";
  const bool written = file && ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (!written || std::rename(draft.c_str(), path.c_str()) != 0) return fail(Error::last_system());
  return PidFile(std::move(path));
}

PidFile::~PidFile() {
  if (!path_.empty()) std::remove(path_.c_str());
}

}  // namespace saki
