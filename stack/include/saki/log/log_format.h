// SPDX-License-Identifier: Apache-2.0
//
// What a log line looks like.
//
//   text  2026-11-20T12:34:56.000001Z info  http: listening address=127.0.0.1:8080 note="two words"
//   JSON  {"time":"2026-11-20T12:34:56.000001Z","level":"info","logger":"http","message":"listening","address":"127.0.0.1:8080"}
//
// One record is one line whatever it contains: control characters are escaped, also those that steer a terminal; in text, quotes stand
// around everything in which a reader could see the start of another field; what is not UTF-8 becomes U+FFFD. A line has a bound, and
// one that was cut ends with `truncated`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "saki/log/log_record.h"

namespace saki {

enum class LogFormat : std::uint8_t { Text, Json };

// Appends the record as one line of at most `limit_bytes`, its line feed included; `limit_bytes` is at least 256.
void append_line(std::string& out, const LogRecord& record, LogFormat format, std::size_t limit_bytes);

// Appends "2026-11-20T12:34:56.000001Z".
void append_timestamp(std::string& out, WallTime time);

}  // namespace saki
