// SPDX-License-Identifier: Apache-2.0
//
// PidFile: a file that holds this process's number, for whoever is to send it signals. It lives as long as this.
#pragma once

#include <string>

#include "saki/base/result.h"

namespace saki {

class PidFile {  // Affinity: one thread.
 public:
  // Puts the file there in one step. Errors: System.
  [[nodiscard]] static Result<PidFile> write(std::string path);

  PidFile(PidFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  PidFile& operator=(PidFile&&) = delete;
  ~PidFile();  // Removes it.

 private:
  explicit PidFile(std::string path) noexcept : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace saki
