// SPDX-License-Identifier: Apache-2.0
//
// ConfigWatch: looks on a thread of its own whether the files of the configuration have changed, and reads it anew.
//
// A look is one stat() for each file. What has changed is read once it rests from one look to the next, since who writes in place is not
// done at once; where it does not rest, it is read in between all the same, so that no change waits longer than kPatience looks.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "saki/base/diagnostics.h"
#include "saki/config/config_schema.h"
#include "service/config_reader.h"
#include "watch/file_trace.h"
#include "watch/look_thread.h"

namespace saki {

class LogStream;

class ConfigWatch {  // Affinity: main, save look().
 public:
  static constexpr std::chrono::milliseconds kPause{400};
  static constexpr unsigned kPatience = 3;

  // Takes each configuration that was read without a mistake.
  using Take = std::function<void(std::shared_ptr<const Config> reading)>;

  // `log` outlives this. What has changed since `reader` has read it for the last time is seen as well.
  ConfigWatch(ConfigReader reader, ConfigSchema schema, LogStream& log, Take take);

  void start();
  void stop() noexcept { thread_.stop(); }

  void look();  // What the thread does after each pause.

 private:
  using Traces = std::vector<std::pair<std::string, FileTrace>>;

  [[nodiscard]] bool rests();  // Whether all is as it was when this was asked for the last time.
  [[nodiscard]] std::shared_ptr<const Config> read(Diagnostics& mistakes);
  void tell(const Diagnostics& mistakes) const;

  ConfigReader reader_;
  const ConfigSchema schema_;
  LogStream& log_;
  const Take take_;
  Traces seen_;
  bool pending_ = true;    // There may be something new.
  unsigned restless_ = 0;  // Looks since that found it changing.
  LookThread thread_;
};

}  // namespace saki
