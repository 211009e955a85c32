// SPDX-License-Identifier: Apache-2.0
//
// Supervised: a service's connection to the supervisor that started it.
//
//   auto supervised = Supervised::adopt();              // first thing in main
//   (*supervised)->configure(settings);                 // once the configuration was read
//   options.keeper = supervised->get();                 // for the server
//   options.announce = …(*supervised)->announce(line)
//   SupervisedApplication watched(application, **supervised);
#pragma once

#include <memory>
#include <string_view>

#include "saki/process/supervisor_settings.h"
#include "saki/server/keeper.h"

namespace saki {

class HeartbeatTable;

class Supervised final : public Keeper {  // Affinity: main, save where "any" is said.
 public:
  // Null for a process that no supervisor started. One that a supervisor started dies with it from now on, has its stacks told when it
  // crashes, and leaves SIGHUP and SIGUSR2 to its supervisor. To be called before there are threads, once in a process.
  //
  // Errors: Invalid when the supervisor is of another version of Saki; System.
  [[nodiscard]] static Result<std::unique_ptr<Supervised>> adopt();
  ~Supervised() override;

  // Tells the supervisor how it is to watch, and waits for its word: does not return where the service that serves has read the same, and
  // is told to read its certificates anew instead (see SupervisorSettings::reading). Later calls of other members rely on it.
  void configure(const SupervisorSettings& settings);

  // Says once, also over restarts, where the service listens.
  void announce(std::string_view line);

  [[nodiscard]] std::vector<FileDescriptor> take(const Address& configured) override;
  void keep(const Address& configured, std::span<const FileDescriptor> sockets) override;
  [[nodiscard]] FileDescriptor tickets() override;
  void on_serving() override;

  // For SupervisedApplication. Affinity: any, after configure().
  [[nodiscard]] HeartbeatTable& heartbeats() noexcept;
  [[nodiscard]] Duration heartbeat_period() const noexcept;  // 0: none is asked for.

 private:
  class Link;
  explicit Supervised(std::unique_ptr<Link> link) noexcept;
  std::unique_ptr<Link> link_;
};

}  // namespace saki
