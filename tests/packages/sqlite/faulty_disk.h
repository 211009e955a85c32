// SPDX-License-Identifier: Apache-2.0
//
// Disks and files that make trouble, as far as the one who runs the tests may make them.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "sqlite_test.h"

namespace saki {

// A disk of 256 KiB in memory, mounted over a folder. Needs the right to mount; without it mounted() is false.
class TinyDisk {
 public:
  TinyDisk();
  ~TinyDisk();
  TinyDisk(const TinyDisk&) = delete;
  TinyDisk& operator=(const TinyDisk&) = delete;

  [[nodiscard]] bool mounted() const noexcept { return mounted_; }
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return folder_.path(); }

  void fill();  // With a file, to the last byte.
  void empty();

 private:
  [[nodiscard]] std::filesystem::path filler() const { return path() / "filler"; }

  TestFolder folder_;
  bool mounted_;
};

// While it lives the whole process acts as a user without rights, if it may choose.
class Unprivileged {
 public:
  Unprivileged();
  ~Unprivileged();
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  uid_t former_;
};

}  // namespace saki
