// SPDX-License-Identifier: Apache-2.0
//
// LogRecord: one line on its way to the sinks, before it has a format. Its views live until the sink's call returns.
#pragma once

#include <span>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/log/log_field.h"
#include "saki/log/log_level.h"

namespace saki {

struct LogRecord {
  WallTime time{};
  LogLevel level = LogLevel::Info;
  std::string_view logger{};  // The stream it was written to; "" is the root.
  std::string_view message{};
  std::span<const LogField> fields{};
  bool truncated = false;  // Cut to the bound of a line already.
};

}  // namespace saki
