// SPDX-License-Identifier: Apache-2.0
//
// AccessRecords: records whose message is a packed AccessEntry, as lines of an access log. Tells the service's log what was lost, once a
// second at most.
#pragma once

#include "http/access_line.h"
#include "saki/log/log_stream.h"
#include "saki/log/record_format.h"

namespace saki::http {

class AccessRecords final : public RecordFormat {
 public:
  AccessRecords(AccessFormat format, std::string path, LogStream& told) : format_(format), path_(std::move(path)), told_(told) {}

  void append(std::string& out, const LogRecord& record) override;
  void on_lost(std::uint64_t lines, Error reason) override;

 private:
  void tell();

  AccessFormat format_;
  std::string path_;
  LogStream& told_;
  AccessTime time_;
  WallTime now_{};        // Of the last record.
  WallTime next_tell_{};
  std::uint64_t untold_ = 0;
  Error reason_ = Error::Closed;
};

}  // namespace saki::http
