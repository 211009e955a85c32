// SPDX-License-Identifier: Apache-2.0
//
// TestFolder: a folder of one test's own, gone with it.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace saki {

class TestFolder {
 public:
  TestFolder() {
    std::string path = std::filesystem::temp_directory_path() / "saki-test-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("there is no place for a folder");
    path_ = path;
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace saki
