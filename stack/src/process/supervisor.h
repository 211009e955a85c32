// SPDX-License-Identifier: Apache-2.0
//
// Supervisor: keeps one service process serving. See saki/process/supervisor.h.
//
//   current   serves, or starts where none serves
//   next      starts, to take its place
//   leaving   were replaced, and drain
#pragma once

#include <optional>
#include <set>

#include "process/restart_policy.h"
#include "process/service_end.h"
#include "process/service_process.h"
#include "process/supervisor_log.h"
#include "saki/loop/signal_watcher.h"
#include "saki/process/pid_file.h"
#include "saki/process/supervisor.h"

namespace saki {

class Supervisor final : private SignalWatcher, private ServiceProcess::Owner {  // Affinity: loop.
 public:
  Supervisor(Loop& loop, const SupervisorOptions& options, Program program);
  ~Supervisor() override;

  [[nodiscard]] int run();

 private:
  using Process = std::unique_ptr<ServiceProcess>;

  void on_signal(int signal) override;
  void on_configured(ServiceProcess& process) override;
  void on_serving(ServiceProcess& process) override;

  // Starting and replacing.
  [[nodiscard]] Process start(const Program& program);
  void start_current();
  void restart();
  void reload(int signal);
  void take_over();
  [[nodiscard]] bool reads_what_serves(const ServiceProcess& process) const noexcept;
  void renew();
  void keep_sockets_of(ServiceProcess& process);
  void tell_addresses(const ServiceProcess& process);
  void write_pid_file();
  void watch_hearts();

  // Ending.
  void stop(int signal);
  void close_sockets();
  void give_up(int status);
  void end_when_alone();
  void reap();
  void on_end(pid_t pid, const ServiceEnd& end);
  [[nodiscard]] bool as_told(const ServiceProcess& process, const ServiceEnd& end) const noexcept;
  void on_current_end(const ServiceEnd& end);
  void on_next_end();
  [[nodiscard]] Process remove(pid_t pid);
  void tell_end(const ServiceProcess& process, const ServiceEnd& end);

  template <class Function>
  void for_each(Function function);

  Loop& loop_;
  const SupervisorOptions options_;
  sigset_t mask_;  // As the service is to have it.
  SupervisorLog log_;
  Program program_;
  std::optional<Program> next_program_;  // What next_ runs, when it is another.
  SupervisorSettings settings_;          // Of the service that serves, or served last.
  std::vector<KeptSocket> sockets_;
  std::optional<PidFile> pid_file_;
  std::set<std::string> told_;  // Lines about where the service listens.
  RestartPolicy restarts_;
  CallTimer pause_;   // Before a restart.
  CallTimer hearts_;  // Until the next look.
  Process current_;
  Process next_;
  std::vector<Process> leaving_;
  std::optional<int> postponed_;  // A signal that came while a service was starting.
  bool has_served_ = false;       // Any of them: before, what stands in the way of starting is told once.
  bool stopping_ = false;
  int status_ = 0;
};

}  // namespace saki
