// SPDX-License-Identifier: Apache-2.0
//
// StandardSink: lines to standard error or standard output. A reader that stops reading costs lines, never time for good.
#pragma once

#include "saki/log/line_sink.h"

namespace saki {

enum class StandardStream : std::uint8_t { Error, Output };

class StandardSink final : public LineSink {
 public:
  explicit StandardSink(StandardStream stream = StandardStream::Error, LineSinkOptions options = {}) noexcept;

 private:
  Written write(std::string_view bytes) override;

  int descriptor_;
  bool stalled_ = false;  // The last write found no room in time; the next does not wait.
};

}  // namespace saki
