// SPDX-License-Identifier: Apache-2.0
//
// FileParts: content made of parts of one open file, with text before each and at the end.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/task/task.h"

namespace saki::http {

class Exchange;
struct ResponseHead;

struct FilePart {
  std::string_view lead;  // Sent before the bytes of the file.
  std::uint64_t offset = 0;
  std::uint64_t count_bytes = 0;
};

class FileParts {  // Affinity: loop.
 public:
  FileParts() noexcept = default;

  // The views live as long as this, in the exchange's arena for one.
  FileParts(std::shared_ptr<const FileDescriptor> file, std::span<const FilePart> parts, std::string_view end) noexcept
      : file_(std::move(file)), parts_(parts), end_(end) {}

  [[nodiscard]] explicit operator bool() const noexcept { return file_ != nullptr; }
  [[nodiscard]] std::uint64_t length_bytes() const noexcept;

  // Answers with `head` and this content; all of it outlives the task. Errors: as Exchange::start and write_file. Cancelled.
  [[nodiscard]] Task<Result<>> respond(Exchange& exchange, const ResponseHead& head) const;

 private:
  std::shared_ptr<const FileDescriptor> file_;
  std::span<const FilePart> parts_;
  std::string_view end_;
};

}  // namespace saki::http
