// SPDX-License-Identifier: Apache-2.0
//
// FileSink: lines appended to a file, which may be moved away and reopened while the service runs.
#pragma once

#include <memory>
#include <string>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/log/line_sink.h"

namespace saki {

class FileSink final : public LineSink {
 public:
  // Creates the file when it is missing, readable by owner and group. Errors: System.
  [[nodiscard]] static Result<std::unique_ptr<FileSink>> open(std::string path, LineSinkOptions options = {});

  // Opens the path anew; while that fails the old file is kept.
  void reopen() override;

 private:
  FileSink(std::string path, FileDescriptor file, LineSinkOptions options) noexcept;
  Written write(std::string_view bytes) override;

  std::string path_;
  FileDescriptor file_;
};

}  // namespace saki
