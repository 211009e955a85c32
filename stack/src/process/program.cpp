// SPDX-License-Identifier: Apache-2.0
#include "process/program.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string_view>

namespace saki {
namespace {

constexpr const char* kSelf = "/proc/self/exe";

FileDescriptor open_program(const char* path) noexcept { return FileDescriptor(::open(path, O_PATH | O_CLOEXEC)); }

std::string path_of(std::string_view called_as) {
  std::error_code error;
  const bool is_path = called_as.find('/') != called_as.npos;
  const auto path = is_path ? std::filesystem::absolute(called_as, error) : std::filesystem::read_symlink(kSelf, error);
  return path.string();
}

}  // namespace

Result<Program> Program::running(const char* called_as) {
  FileDescriptor file = open_program(kSelf);
  if (!file) return fail(Error::last_system());
  return Program(path_of(called_as != nullptr ? called_as : ""), std::move(file));
}

Result<Program> Program::reopened() const {
  FileDescriptor file = open_program(path_.c_str());
  if (!file) return fail(Error::last_system());
  return Program(path_, std::move(file));
}

Error Program::execute(char* const* arguments, char* const* environment) const noexcept {
  ::fexecve(file_.get(), arguments, environment);
  if (errno == ENOENT) ::execve(path_.c_str(), arguments, environment);  // A script: its interpreter needs a name (fexecve(3), "Bugs").
  return Error::last_system();
}

}  // namespace saki
