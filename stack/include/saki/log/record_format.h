// SPDX-License-Identifier: Apache-2.0
//
// RecordFormat: how records become lines where these are neither the text nor the JSON of a log: those of an access log.
#pragma once

#include <cstdint>
#include <string>

#include "saki/base/error.h"
#include "saki/log/log_record.h"

namespace saki {

class RecordFormat {  // Affinity: the writer's thread.
 public:
  virtual ~RecordFormat() = default;

  // Appends the record as one line, its line feed included.
  virtual void append(std::string& out, const LogRecord& record) = 0;

  // So many lines could not be written. No line of another kind may stand among these: it is told elsewhere.
  virtual void on_lost(std::uint64_t lines, Error reason) = 0;
};

}  // namespace saki
