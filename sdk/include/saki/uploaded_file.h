// SPDX-License-Identifier: Apache-2.0
//
// UploadedFile: a file that came with a form: in memory while it is small, else in a file without a name that goes with it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "saki/task/task.h"

namespace saki {

class BlockingPool;
class FileDescriptor;

class UploadedFile {  // Affinity: loop. A value; moved, not copied.
 public:
  // What the SDK makes of a part; `file` is empty for content in memory.
  UploadedFile(BlockingPool& pool, std::string file_name, std::string media_type, std::string content,
               std::shared_ptr<const FileDescriptor> file, std::uint64_t size_bytes) noexcept;
  UploadedFile(UploadedFile&&) noexcept = default;
  UploadedFile& operator=(UploadedFile&&) noexcept = default;

  // What the client calls it, made fit for a directory (see http::safe_file_name); may be empty. Two clients may choose one name.
  [[nodiscard]] const std::string& file_name() const noexcept { return file_name_; }
  [[nodiscard]] const std::string& media_type() const noexcept { return media_type_; }  // As the client says: not to be trusted.
  [[nodiscard]] std::uint64_t size_bytes() const noexcept { return size_bytes_; }
  [[nodiscard]] bool in_memory() const noexcept { return file_ == nullptr; }

  // All of it, in memory. Throws as save().
  [[nodiscard]] Task<std::string> content() const;

  // Writes it to `path`, which is made or overwritten. Throws HttpError with 507 (Insufficient Storage) when it cannot be written,
  // ServiceUnavailable when nobody is free to do it; Cancelled.
  [[nodiscard]] Task<> save(std::string path) const;

 private:
  BlockingPool* pool_;
  std::string file_name_;
  std::string media_type_;
  std::string content_;
  std::shared_ptr<const FileDescriptor> file_;
  std::uint64_t size_bytes_;
};

}  // namespace saki
