// SPDX-License-Identifier: Apache-2.0
//
// ServiceProcess: one service process as its supervisor sees it, from start to end.
//
//   Starting -> Serving -> Leaving      a fault, or a worker that hangs, condemns it in any of them
//
// To be condemned is to be asked for the stacks of all threads, for a second at most, and then to die.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "process/call_timer.h"
#include "process/control_channel.h"
#include "process/heartbeat_check.h"
#include "process/launch.h"
#include "process/stack_inquiry.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/loop/loop.h"
#include "saki/process/supervisor_settings.h"

namespace saki {

class ServiceProcess final : private DescriptorWatcher {  // Affinity: loop.
 public:
  class Owner {
   public:
    virtual ~Owner() = default;
    virtual void on_configured(ServiceProcess& process) = 0;  // It waits for proceed().
    virtual void on_serving(ServiceProcess& process) = 0;  // May not destroy it.
  };

  struct Start {
    const Program& program;
    char* const* arguments;
    sigset_t mask;
    const std::vector<KeptSocket>& sockets;
  };
  // Errors: System.
  [[nodiscard]] static Result<std::unique_ptr<ServiceProcess>> start(Loop& loop, Owner& owner, const Start& start);
  ~ServiceProcess() override;  // The process has ended and was waited for.

  void signal(int signal) noexcept;

  // Kills it when it is not serving within `limit`; 0 is no limit.
  void expect_serving_within(Duration limit);

  // Lets it start, once it has said how it is to be watched.
  void proceed() noexcept;

  // Tells it to end, by SIGTERM or SIGINT; kills it past its drain_timeout, or past `limit`.
  void leave(int signal);
  void leave(int signal, Duration limit);

  // Looks at its workers' hearts, once in each period, and condemns it where one stands still.
  void check_hearts();

  // What it has said until now. Once more after its end.
  void read_messages();

  [[nodiscard]] pid_t pid() const noexcept { return pid_; }
  [[nodiscard]] bool serving() const noexcept { return state_ == State::Serving; }
  [[nodiscard]] bool leaving() const noexcept { return state_ == State::Leaving; }
  [[nodiscard]] bool has_served() const noexcept { return has_served_; }
  [[nodiscard]] Duration age() const noexcept { return loop().now() - started_; }
  [[nodiscard]] const SupervisorSettings& settings() const noexcept { return settings_; }
  [[nodiscard]] const std::vector<std::string>& announced() const noexcept { return announced_; }
  [[nodiscard]] std::vector<KeptSocket> take_sockets() noexcept { return std::move(sockets_); }

  // Why it is to die, "" when nobody said so; and where its threads were then, a text for each.
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }
  [[nodiscard]] const std::vector<std::string>& stacks() const noexcept { return stacks_; }

 private:
  enum class State : std::uint8_t { Starting, Serving, Leaving };

  ServiceProcess(Loop& loop, Owner& owner, pid_t pid, ControlChannel channel, HeartbeatTable heartbeats);
  void on_ready(Readiness readiness) override;
  void on_message(ControlMessage message);
  void on_fault(std::string_view text);
  void condemn(std::string reason, pid_t faulty_thread);
  void execute_sentence();
  void kill(std::string reason);

  Owner& owner_;
  const pid_t pid_;
  const ControlChannel channel_;
  const HeartbeatTable heartbeats_;
  const MonotonicTime started_;
  HeartbeatCheck hearts_;
  CallTimer limit_;  // Of what it is to do next: serve, answer, end.
  State state_ = State::Starting;
  bool has_served_ = false;
  SupervisorSettings settings_;
  std::vector<KeptSocket> sockets_;
  std::vector<std::string> announced_;
  std::string reason_;
  bool faulted_ = false;  // Dies by itself, once it is told to go on.
  std::unique_ptr<StackInquiry> inquiry_;
  std::vector<std::string> stacks_;
};

}  // namespace saki
