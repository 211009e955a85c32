// SPDX-License-Identifier: Apache-2.0
//
// StderrSink: lines to standard error. A reader that stops reading costs lines, never time for good.
#pragma once

#include "saki/log/line_sink.h"

namespace saki {

class StderrSink final : public LineSink {
 public:
  explicit StderrSink(LineSinkOptions options = {}) noexcept : LineSink(options) {}

 private:
  Written write(std::string_view bytes) override;

  bool stalled_ = false;  // The last write found no room in time; the next does not wait.
};

}  // namespace saki
