// SPDX-License-Identifier: Apache-2.0
#include "canceller.h"

#include <string>
#include <utility>

#include "alarm.h"

namespace saki {
namespace {

constexpr std::chrono::seconds kKept{10};  // How long the connection outlives its last use.

}  // namespace

MysqlCanceller::MysqlCanceller(Loop& loop, BlockingPool& threads, const MysqlOptions& options)
    : loop_(loop), threads_(threads), options_(options), bell_(loop, "mysql kill") {}

void MysqlCanceller::kill(MysqlVictim& victim) {
  victims_.push_back(victim);
  bell_.ring_soon();
}

bool MysqlCanceller::take_back(MysqlVictim& victim) noexcept {
  auto& link = static_cast<ListLink<MysqlCanceller>&>(victim);
  if (!link.linked()) return false;
  link.unlink();
  return true;
}

Task<> MysqlCanceller::serve() {
  serving_ = true;
  left_ = false;
  MysqlWire wire(loop_, threads_, options_, *this);
  bool good = co_await open(wire);
  while (good) {
    while (good && !victims_.empty()) {
      MysqlVictim& victim = victims_.pop_front();
      good = co_await kill_one(wire, victim);
      victim.kill_answered(good);
    }
    if (!good) break;
    const bool asked = co_await bell_.within(kKept);
    good = asked && !left_;
  }
  serving_ = false;
  give_up();
}

Task<bool> MysqlCanceller::open(MysqlWire& wire) {
  MysqlAlarm alarm(loop_, wire, options_.cancel_timeout);
  co_return co_await wire.connect();
}

Task<bool> MysqlCanceller::kill_one(MysqlWire& wire, MysqlVictim& victim) {
  const std::string sql = "kill query " + std::to_string(victim.session_id());
  MysqlAlarm alarm(loop_, wire, options_.cancel_timeout);
  const int failed = co_await wire.query(sql);
  co_return failed == 0 || mysql_errno(wire.handle()) == ER_NO_SUCH_THREAD;
}

void MysqlCanceller::stirred() noexcept {
  left_ = true;
  bell_.ring_soon();
}

// Those that wait help themselves: they break their connections.
void MysqlCanceller::give_up() noexcept {
  while (!victims_.empty()) victims_.pop_front().kill_answered(false);
}

}  // namespace saki
