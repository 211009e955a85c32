// SPDX-License-Identifier: Apache-2.0
//
// RecordWriter: puts records behind those of a file. After a write that failed the file is as it was before.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"

namespace saki {

class RecordWriter {  // Affinity: one thread.
 public:
  RecordWriter() noexcept = default;  // Of no file.

  // All three: errors System.
  [[nodiscard]] static Result<RecordWriter> create(const std::string& path);  // Without records; what was there is gone.
  [[nodiscard]] static Result<RecordWriter> continue_at(const std::string& path, std::uint64_t whole_bytes);  // What is behind is cut off.
  [[nodiscard]] Result<> write(std::string_view records);
  [[nodiscard]] Result<> sync() noexcept;  // To the disk itself.

  // Both. What a disk refused to take it may forget, and not refuse again: so it must be written again, as all that failed.
  [[nodiscard]] Result<> append(std::string_view records);
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }

 private:
  void cut_to(std::uint64_t bytes) noexcept;

  FileDescriptor file_;
  std::uint64_t bytes_ = 0;
};

}  // namespace saki
