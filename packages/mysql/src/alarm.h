// SPDX-License-Identifier: Apache-2.0
//
// MysqlAlarm: breaks a connection whose server takes too long for something that no call's limit watches.
#pragma once

#include "saki/loop/timer.h"
#include "wire.h"

namespace saki {

class MysqlAlarm final : private Timer {  // Affinity: loop. While it lives, the time runs.
 public:
  MysqlAlarm(Loop& loop, MysqlWire& wire, Duration limit) : Timer(loop, "mysql alarm"), wire_(wire) { start_after(limit); }

  [[nodiscard]] bool rang() const noexcept { return rang_; }

 private:
  void expire() override {
    rang_ = true;
    wire_.abort();
  }

  MysqlWire& wire_;
  bool rang_ = false;
};

}  // namespace saki
