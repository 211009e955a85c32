// SPDX-License-Identifier: Apache-2.0
//
// ServedFile: an open regular file with what the heads of its answers say of it.
//
// The entity tag is made of size and time of change in nanoseconds: it is the same on every machine that has a true copy, and strong as far
// as the file system tells two changes apart.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/file_stamp.h"
#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/http/http_date.h"

namespace saki::http {

class ServedFile {  // Affinity: frozen.
 public:
  enum class Kind : std::uint8_t { File, Directory, Other };

  // Never waits for a disk, nor for a server of files.
  explicit ServedFile(FileDescriptor file);

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] const FileDescriptor& descriptor() const noexcept { return file_; }
  [[nodiscard]] std::uint64_t size_bytes() const noexcept { return stamp_.size_bytes; }
  [[nodiscard]] std::int64_t modified_ns() const noexcept { return stamp_.modified_ns; }
  [[nodiscard]] HttpTime modified() const noexcept;
  [[nodiscard]] const std::string& tag() const noexcept { return tag_; }  // With its quotes.
  [[nodiscard]] std::string_view last_modified() const noexcept { return {last_modified_.data(), last_modified_.size()}; }

  [[nodiscard]] bool is_unchanged() const noexcept;  // As it was when it was opened. One system call.

 private:
  FileDescriptor file_;
  Kind kind_ = Kind::Other;
  FileStamp stamp_;
  std::string tag_;
  std::array<char, kHttpDateBytes> last_modified_{};
};

using SharedFile = std::shared_ptr<const ServedFile>;  // Shared by the cache and by the answers on their way.

}  // namespace saki::http
