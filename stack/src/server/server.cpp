// SPDX-License-Identifier: Apache-2.0
#include "saki/server/server.h"

#include "base/allocator.h"
#include "server/server_control.h"

namespace saki {

std::unique_ptr<Server> Server::open(ServerOptions options, Application& application, Log& log, Diagnostics& diagnostics) {
  bound_allocator();
  auto loop = Loop::open({.name = "server"});
  if (!loop) {
    diagnostics.add({.file = "server"}, "cannot-start", "cannot open a loop: " + loop.error().text());
    return nullptr;
  }
  auto control = std::make_unique<Control>(**loop, std::move(options), application, log);
  if (!control->prepare(diagnostics)) return nullptr;
  return std::unique_ptr<Server>(new Server(std::move(*loop), std::move(control)));
}

Server::Server(std::unique_ptr<Loop> loop, std::unique_ptr<Control> control) noexcept
    : loop_(std::move(loop)), control_(std::move(control)) {}
Server::~Server() = default;

int Server::run() { return control_->run(); }
void Server::stop() noexcept { control_->stop(); }
std::vector<Address> Server::listening() const { return control_->listening(); }
ConnectionCounts Server::connections() const noexcept { return control_->connections(); }

}  // namespace saki
