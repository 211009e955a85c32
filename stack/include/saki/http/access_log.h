// SPDX-License-Identifier: Apache-2.0
//
// AccessLog: one line for each request, in a file, a pipe or on a standard stream.
//
// A worker copies what the line needs into its ring of the log and goes on: the log's writer makes the text and writes it. So a line never
// waits: where the ring is full, or the disk, or a pipe's reader is slow, it is dropped. What was dropped is counted in Log::counters()
// and told in the log under the stream `log`.
#pragma once

#include <memory>
#include <string>

#include "saki/base/result.h"
#include "saki/http/access_entry.h"
#include "saki/http/access_format.h"
#include "saki/log/log.h"

namespace saki::http {

struct AccessLogOptions {
  std::string path{};  // A file; `-` or `stdout`, `stderr`. Empty: there is no access log.
  AccessFormat format = AccessFormat::Combined;

  [[nodiscard]] bool names_file() const noexcept { return !path.empty() && path != "-" && path != "stdout" && path != "stderr"; }
};

class AccessLog {  // Affinity: any.
 public:
  // `name` is its stream's in `log`, which no other log of requests has: "http.access". `log` outlives it, and reopens its file.
  //
  // Errors: System when the file cannot be opened.
  [[nodiscard]] static Result<std::unique_ptr<AccessLog>> open(Log& log, const std::string& name, const AccessLogOptions& options);

  // Takes no lock on a worker's thread, allocates nothing and waits for nothing. Texts beyond some thousand bytes are cut, with "..." at
  // the end.
  void record(const AccessEntry& entry) noexcept;

  [[nodiscard]] AccessFormat format() const noexcept { return format_; }
  [[nodiscard]] bool wants_fields() const noexcept { return format_ != AccessFormat::Common; }  // Referer and User-Agent.

 private:
  AccessLog(LogStream& stream, AccessFormat format) noexcept : stream_(stream), format_(format) {}

  LogStream& stream_;
  AccessFormat format_;
};

}  // namespace saki::http
