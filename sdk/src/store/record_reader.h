// SPDX-License-Identifier: Apache-2.0
//
// RecordReader: the records of one file, one by one, up to the first that is not whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "store/store_record.h"

namespace saki {

class RecordReader {  // Affinity: one thread.
 public:
  // Errors: System.
  [[nodiscard]] static Result<RecordReader> open(const std::string& path);

  // The next record; none at the end, or where what follows is no whole record. Errors: System.
  [[nodiscard]] Result<std::optional<StoreRecord>> next();

  // Where the last whole record ends; 0 where not even the format is there.
  [[nodiscard]] std::uint64_t whole_bytes() const noexcept { return whole_; }
  [[nodiscard]] std::uint64_t file_bytes() const noexcept { return size_; }

 private:
  RecordReader(FileDescriptor file, std::uint64_t size) : file_(std::move(file)), size_(size) {}

  // Until so many bytes are at hand, or the file ends. Then whether there are so many.
  [[nodiscard]] Result<bool> at_hand(std::size_t bytes);

  FileDescriptor file_;
  std::uint64_t size_;
  std::uint64_t whole_ = 0;
  std::string buffer_;
  std::size_t used_ = 0;  // Of the buffer.
};

}  // namespace saki
