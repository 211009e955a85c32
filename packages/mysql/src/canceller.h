// SPDX-License-Identifier: Apache-2.0
//
// MysqlCanceller: ends statements that nobody waits for any more, by KILL QUERY over a connection of its own.
//
// Closing the statement's connection instead would leave the server busy with it, and its place among max_connections taken. The
// connection is opened when first needed and kept for a while. Whoever asked for a kill is told when it was answered, before which he
// begins nothing new: a late kill would hit that.
#pragma once

#include "bell.h"
#include "saki/base/intrusive_list.h"
#include "saki/mysql/options.h"
#include "saki/task/task.h"
#include "wire.h"

namespace saki {

class MysqlCanceller;

// A connection whose statement shall end.
class MysqlVictim : public ListLink<MysqlCanceller> {
 public:
  virtual void kill_answered(bool killed) = 0;
  [[nodiscard]] virtual unsigned long session_id() const noexcept = 0;

 protected:
  ~MysqlVictim() = default;
};

class MysqlCanceller final : private MysqlWireOwner {  // Affinity: loop.
 public:
  MysqlCanceller(Loop& loop, BlockingPool& threads, const MysqlOptions& options);

  void kill(MysqlVictim& victim);
  [[nodiscard]] bool take_back(MysqlVictim& victim) noexcept;  // False when it is being killed already, or was not asked for.

  // Serves what was asked for; ends when there was nothing for a while. To be spawned when needed() says so.
  [[nodiscard]] Task<> serve();
  [[nodiscard]] bool needed() noexcept { return !serving_ && !victims_.empty(); }

 private:
  void stirred() noexcept override;
  [[nodiscard]] Task<bool> open(MysqlWire& wire);
  [[nodiscard]] Task<bool> kill_one(MysqlWire& wire, MysqlVictim& victim);
  void give_up() noexcept;

  Loop& loop_;
  BlockingPool& threads_;
  const MysqlOptions& options_;
  IntrusiveList<MysqlVictim, MysqlCanceller> victims_;
  MysqlBell bell_;
  bool serving_ = false;
  bool left_ = false;  // By the server.
};

}  // namespace saki
