// SPDX-License-Identifier: Apache-2.0
#include "saki/log/log_stream.h"

#include "log/log_queue.h"

namespace saki {

void LogStream::push(LogLevel level, std::string_view message, std::span<const LogField> fields) noexcept {
  queue_.push(*this, level, message, fields);
}

}  // namespace saki
