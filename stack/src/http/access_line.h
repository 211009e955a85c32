// SPDX-License-Identifier: Apache-2.0
//
// One line of an access log as text.
//
// No request can forge a line or a field of one: within quotes, control characters, quotation marks, backslashes and what is not UTF-8
// stand as \xHH, so that a reader that undoes this has the bytes that came. JSON escapes as JSON does, and has U+FFFD for what is not
// UTF-8.
#pragma once

#include <string>

#include "saki/base/clock.h"
#include "saki/http/access_entry.h"
#include "saki/http/access_format.h"

namespace saki::http {

// The instants of lines as text, formatted once a second.
class AccessTime {
 public:
  void set(WallTime time);  // Of the next line.

  [[nodiscard]] std::string_view common() const noexcept { return common_; }  // 10/Oct/2000:13:55:36 +0000
  void append_iso(std::string& out) const;                                    // 2000-10-10T13:55:36.000001Z

 private:
  std::chrono::sys_seconds second_ = std::chrono::sys_seconds::min();
  std::chrono::microseconds rest_{};
  std::string common_;
  std::string iso_;  // Up to the second.
};

// Appends the line, its line feed included.
void append_access_line(std::string& out, const AccessEntry& entry, AccessFormat format, const AccessTime& time);

}  // namespace saki::http
