// SPDX-License-Identifier: Apache-2.0
//
// Program: an executable, held open: what is started is what was opened, whatever has become of the file since.
#pragma once

#include <string>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"

namespace saki {

class Program {  // Affinity: one thread.
 public:
  // The one that runs. `called_as` is the first argument of main: where it is a path, a later version is looked for there, symbolic
  // links followed anew; else where the executable lies now.
  [[nodiscard]] static Result<Program> running(const char* called_as);

  // What lies at the path now. Errors: System.
  [[nodiscard]] Result<Program> reopened() const;

  // Takes the place of this process. Returns only with an error.
  [[nodiscard]] Error execute(char* const* arguments, char* const* environment) const noexcept;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  Program(std::string path, FileDescriptor file) noexcept : path_(std::move(path)), file_(std::move(file)) {}

  std::string path_;
  FileDescriptor file_;
};

}  // namespace saki
